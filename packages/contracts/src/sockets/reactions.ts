import { z } from 'zod';

/** What somebody in a room shows without a word. */
export const Reaction = z.enum(['like', 'heart', 'laugh', 'surprise', 'celebrate']);
export type Reaction = z.infer<typeof Reaction>;

/** How often each was sent; one that is missing was not, or has not changed. They only rise: the higher is the newer. */
export const ReactionCounts = z.partialRecord(Reaction, z.int());
export type ReactionCounts = z.infer<typeof ReactionCounts>;

export const reactionAsks = {
  /** By anybody in a room that is live. It is counted, and nobody is told whose it was. */
  'room:react': { payload: z.strictObject({ reaction: Reaction }) },
};

export const reactionTells = {
  /** Sent on connect, to one person: all that were sent so far. What comes later is told in the ticks of the room. */
  'room:reactions': z.object({ counts: ReactionCounts }),
};
