import { z } from 'zod';
import { STOPPABLE_MAIL_TOPICS, StoppableMailTopic, type MailTopic } from '../kit/mail-topics.ts';

/** What somebody's own page about a site's mail shows, by the link of one of its mails. */
export interface MailPreferences {
  /** What the mail was about whose link was opened. */
  readonly topic: MailTopic;
  readonly stopped: Readonly<Record<StoppableMailTopic, boolean>>;
  /** Nothing reaches the address, so nothing is sent to it. */
  readonly unreachable: boolean;
}

/** What the page's buttons send; everything that can be stopped, or one topic of it. */
export const MailPreferencesForm = z.strictObject({
  do: z.enum(['stop', 'allow']),
  topic: z.enum([...STOPPABLE_MAIL_TOPICS, 'all']),
});
export type MailPreferencesForm = z.infer<typeof MailPreferencesForm>;

/** The topics that a choice names. */
export const topicsOf = (topic: MailPreferencesForm['topic']): readonly StoppableMailTopic[] =>
  topic === 'all' ? STOPPABLE_MAIL_TOPICS : [topic];
