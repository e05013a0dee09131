/** A span of time; an end before its start counts as empty. */
export interface Interval {
  readonly from: Date;
  readonly to: Date;
}

/**
 * The union of intervals as spans in epoch milliseconds that neither overlap nor touch, in their order: overlapping tabs or
 * devices are one (C-07). The intervals may come in any order.
 */
export function unionSpans(intervals: readonly Interval[]): (readonly [from: number, to: number])[] {
  const union: [number, number][] = [];
  const spans = intervals
    .map(({ from, to }) => [from.getTime(), to.getTime()] as const)
    .filter(([from, to]) => to > from)
    .sort((a, b) => a[0] - b[0]);
  for (const [from, to] of spans) {
    const last = union.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else union.push([from, to]);
  }
  return union;
}

/** Length of the union of intervals in milliseconds. */
export const unionMs = (intervals: readonly Interval[]): number =>
  unionSpans(intervals).reduce((total, [from, to]) => total + to - from, 0);

/** The union in whole seconds, rounded down once over the sum and not per interval. */
export function unionSeconds(intervals: readonly Interval[]): number {
  return Math.floor(unionMs(intervals) / 1000);
}
