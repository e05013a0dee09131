import { z } from 'zod';

/**
 * What a mail is about. `necessary` is what its reader is owed (a confirmation, the link into the room, an invoice, a receipt, the
 * account) and cannot be stopped; of the others each can, by its reader alone.
 */
export const MailTopic = z.enum(['necessary', 'reminders', 'follow-ups', 'news']);
export type MailTopic = z.infer<typeof MailTopic>;

/** The topics that a reader can stop, in the order in which they are shown. */
export const STOPPABLE_MAIL_TOPICS = ['reminders', 'follow-ups', 'news'] as const satisfies readonly MailTopic[];
export type StoppableMailTopic = (typeof STOPPABLE_MAIL_TOPICS)[number];
export const StoppableMailTopic = z.enum(STOPPABLE_MAIL_TOPICS);
/** Whether its reader can stop mail of a topic. */
export const canStop = (topic: MailTopic): topic is StoppableMailTopic => topic !== 'necessary';
