import { z } from 'zod';
import { STOPPABLE_MAIL_TOPICS, StoppableMailTopic, type MailTopic } from '../kit/mail-topics.ts';

/** What somebody's own page about a site's mail shows, by the link of one of its mails. */
export interface MailPreferences {
  /** What the mail was about whose link was opened. */
  readonly topic: MailTopic;
  readonly stopped: Readonly<Record<StoppableMailTopic, boolean>>;
  /** Nothing reaches the address, so nothing is sent to it. */
  readonly unreachable: boolean;
  /** What the site asks before it sends news, and they have not agreed to; null where nothing is missing. */
  readonly consent: { readonly version: string; readonly text: string } | null;
}

const MailTopicChoice = z.enum([...STOPPABLE_MAIL_TOPICS, 'all']);
/** What the page's buttons send: everything that can be stopped, or one topic of it; or a yes to the words of that version. */
export const MailPreferencesForm = z.discriminatedUnion('do', [
  z.strictObject({ do: z.enum(['stop', 'allow']), topic: MailTopicChoice }),
  z.strictObject({ do: z.literal('agree'), version: z.string().max(64) }),
]);
/** What somebody has just done there. */
export const MailPreferencesDeed = z.enum(['stop', 'allow', 'agree']);
export type MailPreferencesDeed = z.infer<typeof MailPreferencesDeed>;

/** The topics that a choice names. */
export const topicsOf = (topic: z.infer<typeof MailTopicChoice>): readonly StoppableMailTopic[] =>
  topic === 'all' ? STOPPABLE_MAIL_TOPICS : [topic];
