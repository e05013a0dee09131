import { z } from 'zod';
import { MailSenderId } from '../kit/ids.ts';
import { defineOperation, Instant, memberAccess } from '../kit/operation.ts';
import { RecordStatus } from './domains.ts';
import { email } from './fields.ts';

/**
 * The life of a tenant's own sender (B-14). `pending`: its key was never found in the DNS; `failing`: it was, and is not any more.
 * Only mail of a `verified` one comes from its address.
 */
export const SenderState = z.enum(['pending', 'verified', 'failing']);
export type SenderState = z.infer<typeof SenderState>;

/** What is wrong with a record, where something is. */
export const SenderFault = z.enum(['missing', 'other-key', 'cut-off', 'revoked', 'several', 'no-answer']);
export type SenderFault = z.infer<typeof SenderFault>;

/** One record that mailboxes look at: what should be there, and what is. */
export const SenderRecord = z.object({
  kind: z.enum(['dkim', 'dmarc']),
  /** The full name of the TXT record, without a dot at its end. */
  name: z.string(),
  expected: z.string(),
  found: z.array(z.string()),
  status: RecordStatus,
  fault: SenderFault.nullable(),
});
export type SenderRecord = z.infer<typeof SenderRecord>;

export const SenderView = z.object({
  id: MailSenderId,
  address: z.string(),
  /** The part behind the @, as machines write it. */
  domain: z.string(),
  state: SenderState,
  records: z.array(SenderRecord),
  createdAt: Instant,
  lastCheckedAt: Instant.nullable(),
  /** Null: we have stopped looking; "check now" begins again. */
  nextCheckAt: Instant.nullable(),
});
export type SenderView = z.infer<typeof SenderView>;

export const SenderPage = z.object({
  /** What mails come from while there is no sender that is verified. */
  platformAddress: z.string(),
  /** Where answers go. */
  replyTo: z.string().nullable(),
  sender: SenderView.nullable(),
});
export type SenderPage = z.infer<typeof SenderPage>;

const manage = { host: 'tenant', access: memberAccess('mails.manage') } as const;

export const getMailSender = defineOperation({
  id: 'mail-senders.get',
  method: 'GET',
  path: '/api/v1/mail-sender',
  ...manage,
  summary: 'The address that mails of this site come from, and what its domain lacks',
  response: SenderPage,
});
export const setMailSender = defineOperation({
  id: 'mail-senders.set',
  method: 'PUT',
  path: '/api/v1/mail-sender',
  ...manage,
  summary: 'Send from an address of one’s own; another domain gets another key',
  body: z.strictObject({ address: email }),
  response: SenderView,
  rateLimit: { points: 20, perSeconds: 3600, by: 'actor' },
});
export const checkMailSender = defineOperation({
  id: 'mail-senders.check',
  method: 'POST',
  path: '/api/v1/mail-sender/check',
  ...manage,
  summary: 'Look at the DNS of the sender now, and go on looking',
  response: SenderView,
  rateLimit: { points: 12, perSeconds: 60, by: 'actor' },
});
export const removeMailSender = defineOperation({
  id: 'mail-senders.remove',
  method: 'DELETE',
  path: '/api/v1/mail-sender',
  ...manage,
  summary: 'Send from the platform’s address again',
  status: 204,
});
