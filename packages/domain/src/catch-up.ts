/** Whoever comes within so long of the beginning has missed nothing. */
export const LATE_AFTER_MS = 120_000;
/** So long is somebody still coming in: a page that is loaded again in that time is no second visit. */
const COMING_IN_MS = 60_000;

/**
 * Whether somebody came late and is new: they were not there before, neither at the beginning nor in between.
 * @param joinedAt when they came, each time, in epoch milliseconds; the present visit may be among them or not yet
 */
export function comesLate(joinedAt: readonly number[], startedAt: number, now: number): boolean {
  const first = Math.min(now, ...joinedAt);
  return first - startedAt >= LATE_AFTER_MS && now - first <= COMING_IN_MS;
}
