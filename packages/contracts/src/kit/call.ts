import { z } from 'zod';

/**
 * How a call stands: `held` for whoever fills in the form, `pending` until its host says yes, then `confirmed`; all three take
 * the host's time. `cancelled` takes none.
 */
export const CallState = z.enum(['held', 'pending', 'confirmed', 'cancelled']);
export type CallState = z.infer<typeof CallState>;

/** What came of a call; `no-show`: whoever booked it did not come. */
export const CallOutcome = z.enum(['won', 'follow-up', 'lost', 'no-show']);
export type CallOutcome = z.infer<typeof CallOutcome>;

/**
 * A calendar of its host's said nothing when it was booked or moved: they are asked (`asked`), or it goes by what was known
 * (`trusted`).
 */
export const CallUnchecked = z.enum(['asked', 'trusted']);
export type CallUnchecked = z.infer<typeof CallUnchecked>;

/** What happened to a call. */
export const CallChange = z.enum([
  'requested',
  'booked',
  'approved',
  'rescheduled',
  'reassigned',
  'cancelled',
  'outcome',
]);
export type CallChange = z.infer<typeof CallChange>;
