import { z } from 'zod';
import { adminAccess, defineOperation, Instant, memberAccess, pageOf, PageQuery } from '../kit/operation.ts';
import { BroadcastId, TenantId } from '../kit/ids.ts';
import { paragraph, requiredText } from './fields.ts';

/** How loud a notice is; the e-mail goes out whatever the level. */
export const NoticeLevel = z.enum(['info', 'warning', 'critical']);
export type NoticeLevel = z.infer<typeof NoticeLevel>;

/** Sites that one broadcast can be addressed to by name; more than that is everybody. */
export const MAX_CHOSEN_TENANTS = 200;

export const BroadcastView = z.object({
  id: BroadcastId,
  title: z.string(),
  text: z.string(),
  level: NoticeLevel,
  /** Null for every site. */
  tenants: z.array(z.object({ id: TenantId, name: z.string() })).nullable(),
  startsAt: Instant,
  endsAt: Instant,
  state: z.enum(['planned', 'sending', 'shown', 'ended']),
  /** Sites whose owners have their e-mail on the way. */
  reached: z.int(),
  createdBy: z.string().nullable(),
});
export type BroadcastView = z.infer<typeof BroadcastView>;

export const listBroadcasts = defineOperation({
  id: 'broadcasts.list',
  method: 'GET',
  path: '/api/v1/broadcasts',
  host: 'admin',
  access: adminAccess('broadcasts.read'),
  summary: 'Notices to the owners of sites, newest first',
  query: PageQuery,
  response: pageOf(BroadcastView),
});
export const sendBroadcast = defineOperation({
  id: 'broadcasts.send',
  method: 'POST',
  path: '/api/v1/broadcasts',
  host: 'admin',
  access: adminAccess('broadcasts.send'),
  stepUp: true,
  summary: 'Tell the owners of all sites, or of some, by e-mail and at the top of their dashboards',
  body: z.strictObject({
    /** Chosen by the caller, so that a form sent twice is one broadcast. */
    key: z.uuid(),
    title: requiredText(120),
    text: paragraph(2000).min(1, 'Please fill this in.'),
    level: NoticeLevel,
    /** Null for every site. */
    tenantIds: z.array(TenantId).min(1, 'Choose at least one site.').max(MAX_CHOSEN_TENANTS).nullable(),
    /** Now when it lies in the past. */
    startsAt: Instant,
    endsAt: Instant,
  }),
  status: 201,
  response: BroadcastView,
});
export const endBroadcast = defineOperation({
  id: 'broadcasts.end',
  method: 'POST',
  path: '/api/v1/broadcasts/:broadcastId/end',
  host: 'admin',
  access: adminAccess('broadcasts.send'),
  summary: 'Take a notice down now; e-mails that are on their way stay so',
  params: z.strictObject({ broadcastId: BroadcastId }),
  response: BroadcastView,
  errors: ['illegal-transition'],
});

/** A notice at the top of a dashboard. */
export const NoticeView = z.object({
  id: BroadcastId,
  title: z.string(),
  text: z.string(),
  level: NoticeLevel,
  startsAt: Instant,
});
export type NoticeView = z.infer<typeof NoticeView>;

export const listNotices = defineOperation({
  id: 'notices.list',
  method: 'GET',
  path: '/api/v1/notices',
  host: 'tenant',
  access: memberAccess(),
  summary: 'Notices of the platform that the caller has not put away',
  response: z.object({ items: z.array(NoticeView) }),
});
export const dismissNotice = defineOperation({
  id: 'notices.dismiss',
  method: 'POST',
  path: '/api/v1/notices/:broadcastId/dismiss',
  host: 'tenant',
  access: memberAccess(),
  summary: 'Put a notice away, for the caller only',
  params: z.strictObject({ broadcastId: BroadcastId }),
  status: 204,
});
