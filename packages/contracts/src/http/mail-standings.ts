import { z } from 'zod';
import { MailStandingId, TenantId } from '../kit/ids.ts';
import { adminAccess, defineOperation, Instant, memberAccess, pageOf, PageQuery } from '../kit/operation.ts';
import { paragraph } from './fields.ts';

/** Why a site may send nothing for now that its readers did not ask for. */
export const PauseCause = z.enum(['hard-bounces', 'complaints']);
export type PauseCause = z.infer<typeof PauseCause>;

/** What was found when the sending was paused. */
export const MailPause = z.object({
  cause: PauseCause,
  /** Mails that went out in the time that was looked at, and how many came back or were complained about. */
  sent: z.int(),
  count: z.int(),
  pausedAt: Instant,
});
export type MailPause = z.infer<typeof MailPause>;

export const MailStandingView = MailPause.extend({
  id: MailStandingId,
  tenant: z.object({ id: TenantId, slug: z.string(), name: z.string(), status: z.string() }),
  /** Who decided that it stays paused, and why; null while nobody has. */
  keptBy: z.string().nullable(),
  note: z.string().nullable(),
});
export type MailStandingView = z.infer<typeof MailStandingView>;

export const getMailStanding = defineOperation({
  id: 'mail-standings.get',
  method: 'GET',
  path: '/api/v1/mail-standing',
  host: 'tenant',
  access: memberAccess('mails.manage'),
  summary: 'Whether mail of this site is paused because too much of it comes back or is complained about',
  response: z.object({ pause: MailPause.nullable() }),
});

export const listMailStandings = defineOperation({
  id: 'mail-standings.list',
  method: 'GET',
  path: '/api/v1/mail-standings',
  host: 'admin',
  access: adminAccess('sites.read'),
  summary: 'Sites whose mail is paused, the longest ago first',
  query: PageQuery,
  response: pageOf(MailStandingView),
});
const Decision = {
  params: z.strictObject({ tenantId: TenantId }),
  body: z.strictObject({ reason: paragraph(500).min(3, 'Please say why.') }),
};
export const releaseMail = defineOperation({
  id: 'mail-standings.release',
  method: 'POST',
  path: '/api/v1/mail-standings/:tenantId/release',
  host: 'admin',
  access: adminAccess('sites.suspend'),
  summary: 'Let a site send again; what came back before does not count any more',
  ...Decision,
  status: 204,
  errors: ['illegal-transition'],
});
export const keepMailPaused = defineOperation({
  id: 'mail-standings.keep',
  method: 'POST',
  path: '/api/v1/mail-standings/:tenantId/keep',
  host: 'admin',
  access: adminAccess('sites.suspend'),
  summary: 'Decide that the mail of a site stays paused',
  ...Decision,
  status: 204,
  errors: ['illegal-transition'],
});
