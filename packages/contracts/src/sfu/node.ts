import { z } from 'zod';

/** An sfu process as it announces itself to the others and to the api, which sends browsers there. */
export const SfuNode = z.object({
  v: z.literal(1),
  /** Another one after each start. */
  id: z.string().min(1).max(100),
  /** Where it answers signalling and the other nodes; reachable inside the network only. */
  url: z.url(),
  /** Consumers that its workers have taken on, and that they take on at most. */
  demand: z.int(),
  budget: z.int(),
  /** It takes nobody any more. */
  draining: z.boolean(),
});
export type SfuNode = z.infer<typeof SfuNode>;

/** How long a node and its rooms are counted on after its last word, in milliseconds. */
export const SFU_LEASE_MS = 5_000;
/** How often it says that it lives. */
export const SFU_RENEW_MS = 1_000;
