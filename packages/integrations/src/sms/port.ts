import { z } from 'zod';
import { IntegrationError } from '../kit/errors.ts';
import { smsSize, type SmsSize } from './segments.ts';

/** Ten segments of UCS-2: what phones put together again without trouble. */
const MAX_SEGMENTS = 10;

/** A number as ITU-T E.164 writes it: `+`, the country code, and 15 digits at most in all. */
export const E164 = z.string().regex(/^\+[1-9]\d{6,14}$/, 'Expected a number such as +4915112345678.');

/** A short message that is ready to go. */
export const SmsMessage = z.strictObject({
  /** Ours, stable over retries. */
  id: z.string().regex(/^[A-Za-z0-9_-]{1,100}$/),
  to: E164,
  text: z
    .string()
    .min(1)
    .max(1600)
    .refine((text) => smsSize(text).segments <= MAX_SEGMENTS, 'Too long for a short message.'),
});
export type SmsMessage = z.infer<typeof SmsMessage>;

/** What somebody wrote back. */
export interface SmsReply {
  /** E.164. */
  readonly number: string;
  /** `stop`: they want nothing more; `start`: they do again; null for everything else. */
  readonly word: 'stop' | 'start' | null;
}

/** Words that carriers know (CTIA, Messaging Principles, 5.1.3), and the German ones. */
const STOP = new Set(['stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'optout', 'revoke', 'stopp', 'ende']);
const START = new Set(['start', 'unstop', 'yes', 'ja']);

/** What a message that holds one word says; more than a word is no such message. */
export function wordOf(text: string): SmsReply['word'] {
  const word = text
    .trim()
    .toLowerCase()
    .replace(/[.!]+$/, '');
  return STOP.has(word) ? 'stop' : START.has(word) ? 'start' : null;
}

/** Sends short messages to phones. */
export interface SmsPort {
  /**
   * Hands one message over; once it resolves, delivery is the other side's business.
   * @returns what it takes
   * @throws IntegrationError `invalid-message`, `rejected` (not retryable), `unavailable`, `circuit-open`
   */
  deliver(message: SmsMessage): Promise<SmsSize>;
  /**
   * What the provider tells of somebody who wrote back.
   * @param told with the address that the provider called, as it knows it
   * @throws IntegrationError `bad-signature` for what is not the provider's
   */
  heard(told: { readonly signature: string | null; readonly url: string; readonly raw: Buffer }): SmsReply;
}

/** Checks a message before any adapter sends it. @throws IntegrationError `invalid-message` */
export function parseSms(message: SmsMessage): SmsMessage {
  const parsed = SmsMessage.safeParse(message);
  if (parsed.success) return parsed.data;
  throw new IntegrationError('sms', 'invalid-message', false, { cause: parsed.error });
}
