import { z } from 'zod';
import { Instant } from '../kit/operation.ts';

/** How many answered questions are named to somebody who comes late. */
export const MOST_CAUGHT_UP = 3;

/** What happened before somebody came: facts that the room keeps, and nothing that is guessed. */
export const CatchUp = z.object({
  liveSince: Instant,
  questions: z.object({
    answered: z.int(),
    /** The last ones, the newest first. */
    last: z.array(z.string()).max(MOST_CAUGHT_UP),
  }),
  /** Of what hosts have said, in the order of time, as live captions have it: words of theirs, and no summary of them. */
  said: z
    .array(z.object({ at: Instant, offsetMs: z.int(), speaker: z.string(), text: z.string() }))
    .max(MOST_CAUGHT_UP),
  /** Different offers and messages that were on the screens, and polls that were opened, whatever has become of them. */
  offers: z.int(),
  polls: z.int(),
});
export type CatchUp = z.infer<typeof CatchUp>;

export const catchUpAsks = {
  /** By an attendee: null for whoever was there, or came in time. */
  'room:catch-up': { payload: z.strictObject({}), ack: z.object({ catchUp: CatchUp.nullable() }) },
};
