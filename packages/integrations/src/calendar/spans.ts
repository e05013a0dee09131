import type { CalendarSpan } from './port.ts';

/** Spans in epoch milliseconds as the port tells them: in their order, joined where they meet, cut to what was asked for. */
export function joined(
  spans: readonly (readonly [from: number, to: number])[],
  range: CalendarSpan,
): readonly CalendarSpan[] {
  const [first, last] = [range.from.getTime(), range.to.getTime()];
  const union: [number, number][] = [];
  const inside = spans
    .map(([from, to]) => [Math.max(from, first), Math.min(to, last)] as const)
    .filter(([from, to]) => to > from)
    .sort((a, b) => a[0] - b[0]);
  for (const [from, to] of inside) {
    const previous = union.at(-1);
    if (previous !== undefined && from <= previous[1]) previous[1] = Math.max(previous[1], to);
    else union.push([from, to]);
  }
  return union.map(([from, to]) => ({ from: new Date(from), to: new Date(to) }));
}
