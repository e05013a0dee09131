import { z } from 'zod';
import { defineOperation, Instant, publicAccess } from '../kit/operation.ts';

/**
 * One member of the PowerLine as visitors may see it; names are shortened on the server (H-07). `state`: they keep their name
 * to themselves, or have left and their place stays empty, so that the others keep theirs; the name is empty then.
 */
export const LineEntry = z.object({
  position: z.int(),
  name: z.string(),
  joinedAt: Instant,
  state: z.enum(['hidden', 'left']).optional(),
});
export type LineEntry = z.infer<typeof LineEntry>;

/**
 * Newest first. `cursor` is the highest position that the answer covers: the next delta has a higher one.
 * Where the site does not say how many there are, `total` is 0 and positions begin at a number that tells nothing.
 * `revision` is the number of the newest change to an entry that the answer covers: `changes` has those after the revision
 * that was asked from.
 * With `after`, every entry after that position (at most 500; `truncated` says that a fresh snapshot is needed).
 */
export const LineSnapshot = z.object({
  entries: z.array(LineEntry),
  total: z.int(),
  cursor: z.int(),
  revision: z.int(),
  changes: z.array(LineEntry),
  truncated: z.boolean(),
});
export type LineSnapshot = z.infer<typeof LineSnapshot>;

export const getLine = defineOperation({
  id: 'line.get',
  method: 'GET',
  path: '/api/v1/line',
  host: 'tenant',
  access: publicAccess,
  summary: 'The newest members of the line, or those after a cursor',
  query: z.strictObject({
    after: z.coerce.number().int().min(0).optional(),
    revision: z.coerce.number().int().min(0).optional(),
  }),
  response: LineSnapshot,
  // Enough for a whole hall that polls, too little to read a line again and again.
  rateLimit: { points: 1200, perSeconds: 60, by: 'ip' },
});
