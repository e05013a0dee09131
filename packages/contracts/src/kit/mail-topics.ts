import { z } from 'zod';

/**
 * What a mail is about. `necessary` is what its reader is owed (a confirmation, the link into the room, an invoice, a receipt, the
 * account) and cannot be stopped; of the others each can, by its reader alone.
 */
export const MailTopic = z.enum(['necessary', 'reminders', 'follow-ups', 'news']);
export type MailTopic = z.infer<typeof MailTopic>;

/** The topics that a reader can stop, in the order in which they are shown. */
export const STOPPABLE_MAIL_TOPICS = ['reminders', 'follow-ups', 'news'] as const satisfies readonly MailTopic[];
export const StoppableMailTopic = z.enum(STOPPABLE_MAIL_TOPICS);
export type StoppableMailTopic = z.infer<typeof StoppableMailTopic>;
/** Whether its reader can stop mail of a topic. */
export const canStop = (topic: MailTopic): topic is StoppableMailTopic => topic !== 'necessary';

/**
 * Why an address gets no mail of a topic. `unsubscribed` and `complaint` are the reader's will; `hard-bounce` and `soft-bounces`
 * are what mail servers said.
 */
export const SuppressionReason = z.enum(['unsubscribed', 'complaint', 'hard-bounce', 'soft-bounces']);
export type SuppressionReason = z.infer<typeof SuppressionReason>;

/**
 * Why a mail is not sent: what is known of its address, or that its reader has not said yes. `unconfirmed`: the site asks people
 * to prove their address first; `no-consent`: it asks for consent, and they were asked and did not give it; `expired`: its turn
 * came when it was of no use any more; `withdrawn`: what it was about ended before it went out.
 */
export const MailStop = z.enum([...SuppressionReason.options, 'unconfirmed', 'no-consent', 'expired', 'withdrawn']);
export type MailStop = z.infer<typeof MailStop>;

/**
 * What became of a mail. `sent`: a mail server has it; `rejected`: none took it; `delivered`, `bounced` and `complained` are what
 * the other side told us later; `suppressed`: its reader wants no such mail, or their address does not work.
 */
export const MAIL_STATUSES = [
  'queued',
  'sent',
  'rejected',
  'delivered',
  'bounced',
  'complained',
  'suppressed',
] as const;
export const MailStatus = z.enum(MAIL_STATUSES);
export type MailStatus = z.infer<typeof MailStatus>;
