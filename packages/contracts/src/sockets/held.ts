import { z } from 'zod';
import { HeldId } from '../kit/ids.ts';
import { Instant } from '../kit/operation.ts';

/** What attendees wrote for everybody, and a host decides whether everybody gets it. */
export const HeldMessage = z.object({
  id: HeldId,
  /** Of its last change, one more per change of the session; for moderators only, because it says how much others write. */
  revision: z.int().optional(),
  kind: z.enum(['message', 'question']),
  /** As its author's page named it. */
  clientId: z.uuid(),
  authorName: z.string(),
  text: z.string(),
  /** `rule`: whatever attendees write waits. `link`: it holds a link. */
  reason: z.enum(['rule', 'link']),
  /** Once decided it stays so. */
  state: z.enum(['waiting', 'approved', 'declined']),
  heldAt: Instant,
});
export type HeldMessage = z.infer<typeof HeldMessage>;

export const heldAsks = {
  /**
   * To a moderator what changed after a revision, at most 200; after 0 only what waits. Everything up to `revision` is
   * known then. To an attendee the newest 50 of their own.
   */
  'room:held': {
    payload: z.strictObject({ after: z.int().min(0) }),
    ack: z.object({ held: z.array(HeldMessage), revision: z.int(), hasMore: z.boolean() }),
  },
  /** By a moderator. The same decision again changes nothing. */
  'room:decide-held': { payload: z.strictObject({ heldId: HeldId, approve: z.boolean() }) },
};

export const heldTells = {
  /** To the moderators, and without its revision to its author. */
  'room:held-changed': HeldMessage,
};
