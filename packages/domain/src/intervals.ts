/** A span of time; an end before its start counts as empty. */
export interface Interval {
  readonly from: Date;
  readonly to: Date;
}

/**
 * Length of the union of intervals in milliseconds: overlapping tabs or devices count once (C-07).
 * The intervals may come in any order.
 */
export function unionMs(intervals: readonly Interval[]): number {
  const spans = intervals
    .map(({ from, to }) => [from.getTime(), to.getTime()] as const)
    .filter(([from, to]) => to > from)
    .sort((a, b) => a[0] - b[0]);
  let total = 0;
  let coveredUntil = Number.NEGATIVE_INFINITY;
  for (const [from, to] of spans) {
    if (to <= coveredUntil) continue;
    total += to - Math.max(from, coveredUntil);
    coveredUntil = to;
  }
  return total;
}

/** The union in whole seconds, rounded down once over the sum and not per interval. */
export function unionSeconds(intervals: readonly Interval[]): number {
  return Math.floor(unionMs(intervals) / 1000);
}
