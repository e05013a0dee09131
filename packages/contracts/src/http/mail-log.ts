import { z } from 'zod';
import { LeadId, MailId } from '../kit/ids.ts';
import { EngagementKind, EngagementReason, EngagementVerdict, MailMeasuring } from '../kit/mail-engagement.ts';
import { MailStatus, MailTopic, SuppressionReason } from '../kit/mail-topics.ts';
import { defineOperation, Instant, memberAccess, pageOf, PageQuery } from '../kit/operation.ts';
import { paragraph } from './fields.ts';

/** A mail to one of the site's people, as the log lists it. */
export const MailLogEntry = z.object({
  id: MailId,
  to: z.object({ name: z.string().nullable(), address: z.string() }),
  subject: z.string(),
  topic: MailTopic,
  status: MailStatus,
  /** When it was taken. */
  createdAt: Instant,
  /** When it came to its status. */
  statusAt: Instant,
  /** Times that a human opened it, and followed a link of it, as far as that is measured. */
  opens: z.int(),
  clicks: z.int(),
});
export type MailLogEntry = z.infer<typeof MailLogEntry>;

/** One time that something of a mail was fetched, and who did it. */
export const MailEngagement = z.object({
  kind: EngagementKind,
  at: Instant,
  /** What was followed, without the secrets in it; null for a picture. */
  url: z.string().nullable(),
  verdict: EngagementVerdict,
  reason: EngagementReason,
  /** As the program calls itself; empty where it does not. */
  userAgent: z.string(),
  /** The network that it came from. */
  network: z.string().nullable(),
});
export type MailEngagement = z.infer<typeof MailEngagement>;
/** So many of a mail are kept, and shown. */
export const MAX_ENGAGEMENTS = 200;

/** The copy that went out, and its way. */
export const MailCopy = MailLogEntry.extend({
  /** As it was rendered, without the secrets of personal links. Only for a frame without scripts. */
  html: z.string(),
  text: z.string(),
  history: z.array(z.object({ status: MailStatus, at: Instant, detail: z.string().nullable() })),
  /** What was fetched of it, oldest first. */
  engagement: z.array(MailEngagement),
});
export type MailCopy = z.infer<typeof MailCopy>;

/** What keeps an address from mail. */
export const AddressStop = z.object({ topic: MailTopic, reason: SuppressionReason, at: Instant });
export type AddressStop = z.infer<typeof AddressStop>;

export const listMails = defineOperation({
  id: 'mail-log.list',
  method: 'GET',
  path: '/api/v1/mails',
  host: 'tenant',
  access: memberAccess('mails.read'),
  summary: 'Mails to the site’s people, newest first',
  query: PageQuery.extend({
    status: MailStatus.optional(),
    topic: MailTopic.optional(),
    /** A whole address. */
    address: z.string().trim().toLowerCase().max(254).optional(),
  }),
  response: pageOf(MailLogEntry),
});
export const readMail = defineOperation({
  id: 'mail-log.read',
  method: 'GET',
  path: '/api/v1/mails/:mailId',
  host: 'tenant',
  access: memberAccess('mails.read'),
  summary: 'One mail as it was rendered, and its way',
  params: z.strictObject({ mailId: MailId }),
  response: MailCopy,
});

const OfLead = z.strictObject({ leadId: LeadId });
export const listLeadMails = defineOperation({
  id: 'mail-log.list-of-lead',
  method: 'GET',
  path: '/api/v1/leads/:leadId/mails',
  host: 'tenant',
  access: memberAccess('contacts.read'),
  summary: 'Mails to the person behind a lead, newest first, and what keeps their address from more',
  params: OfLead,
  query: PageQuery,
  response: pageOf(MailLogEntry).extend({ stops: z.array(AddressStop) }),
});
export const readLeadMail = defineOperation({
  id: 'mail-log.read-of-lead',
  method: 'GET',
  path: '/api/v1/leads/:leadId/mails/:mailId',
  host: 'tenant',
  access: memberAccess('contacts.read'),
  summary: 'One mail to the person behind a lead, as it was rendered',
  params: z.strictObject({ leadId: LeadId, mailId: MailId }),
  response: MailCopy,
});
export const liftBounce = defineOperation({
  id: 'mail-log.lift-bounce',
  method: 'POST',
  path: '/api/v1/leads/:leadId/mails/lift-bounce',
  host: 'tenant',
  access: memberAccess('leads.edit'),
  summary: 'Say that the address of a lead works again, and why; what its reader has stopped stays stopped',
  params: OfLead,
  body: z.strictObject({ reason: paragraph(300).regex(/\S/, 'Please say why.') }),
  status: 204,
});

const MeasuringView = z.object({ measuring: MailMeasuring });
export const readMeasuring = defineOperation({
  id: 'mail-log.read-measuring',
  method: 'GET',
  path: '/api/v1/mail-measuring',
  host: 'tenant',
  access: memberAccess('mails.read'),
  summary: 'Whether it is measured that people open mails and follow their links',
  response: MeasuringView,
});
export const changeMeasuring = defineOperation({
  id: 'mail-log.change-measuring',
  method: 'PUT',
  path: '/api/v1/mail-measuring',
  host: 'tenant',
  access: memberAccess('mails.manage'),
  summary: 'Switch measuring on or off; what goes out from now on follows it',
  body: z.strictObject({ measuring: MailMeasuring }),
  response: MeasuringView,
});
