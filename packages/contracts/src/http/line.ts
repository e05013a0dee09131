import { z } from 'zod';
import { defineOperation, Instant, publicAccess } from '../kit/operation.ts';

/** One member of the PowerLine as visitors may see it; names are shortened on the server (H-07). */
export const LineEntry = z.object({ position: z.int(), name: z.string(), joinedAt: Instant });
export type LineEntry = z.infer<typeof LineEntry>;

/**
 * Newest first. `cursor` is the highest position that the answer covers: the next delta has a higher one.
 * Where the site does not say how many there are, `total` is 0 and positions begin at a number that tells nothing.
 * With `after`, every entry after that position (at most 500; `truncated` says that a fresh snapshot is needed).
 */
export const LineSnapshot = z.object({
  entries: z.array(LineEntry),
  total: z.int(),
  cursor: z.int(),
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
  query: z.strictObject({ after: z.coerce.number().int().min(0).optional() }),
  response: LineSnapshot,
});
