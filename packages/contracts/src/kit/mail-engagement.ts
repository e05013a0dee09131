import { z } from 'zod';

/** What is measured of the mails that their readers can stop (B-12). */
export const MailMeasuring = z.enum(['off', 'clicks', 'opens-and-clicks']);
export type MailMeasuring = z.infer<typeof MailMeasuring>;

/** `trap`: a link that no human sees was followed. */
export const EngagementKind = z.enum(['open', 'click', 'trap']);
export type EngagementKind = z.infer<typeof EngagementKind>;

/** Who did it. Scores and automations read `human` alone; opens never count by themselves. */
export const EngagementVerdict = z.enum(['human', 'bot', 'unknown']);
export type EngagementVerdict = z.infer<typeof EngagementVerdict>;

/**
 * Why. `pending`: it is too soon to tell; `trap`: a link that nobody sees; `beside-trap`: the same program followed such a link, or
 * somebody did in those seconds; `head`: it asked for headers alone; `no-program`: it does not say what it is; `scanner`: it says
 * that it is a machine; `prefetch`: mail programs that fetch everything ahead; `too-soon`: nobody reads that fast; `burst`: several
 * links at once; `picture-proxy`: a mail provider fetched the picture for somebody, or for nobody; `unfamiliar`: a program that
 * we do not know; `with-click`: whoever fetched the picture, a human followed a link; `browser`: nothing speaks against a human.
 */
export const EngagementReason = z.enum([
  'pending',
  'trap',
  'beside-trap',
  'head',
  'no-program',
  'scanner',
  'prefetch',
  'too-soon',
  'burst',
  'picture-proxy',
  'unfamiliar',
  'with-click',
  'browser',
]);
export type EngagementReason = z.infer<typeof EngagementReason>;
