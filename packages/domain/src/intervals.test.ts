import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Interval, unionMs, unionSeconds } from './intervals.ts';

const at = (from: number, to: number): Interval => ({ from: new Date(from), to: new Date(to) });
const anyInterval = fc.tuple(fc.nat(200), fc.nat(200)).map(([from, to]) => at(from, to));

describe('attendance union', () => {
  it('C-07 counts two tabs once', () => {
    expect(unionSeconds([at(0, 10_000), at(5_000, 12_000), at(20_000, 21_500)])).toBe(13);
  });

  it('ignores an interval that ends before it begins', () => {
    expect(unionMs([at(10, 5), at(7, 7)])).toBe(0);
  });

  it('C-07 equals a count of the milliseconds covered, in any order and with duplicates', () => {
    fc.assert(
      fc.property(fc.array(anyInterval, { maxLength: 20 }), (intervals) => {
        const covered = new Set<number>();
        for (const { from, to } of intervals) for (let ms = from.getTime(); ms < to.getTime(); ms += 1) covered.add(ms);
        expect(unionMs(intervals)).toBe(covered.size);
        expect(unionMs([...intervals].reverse())).toBe(covered.size);
        expect(unionMs([...intervals, ...intervals])).toBe(covered.size);
      }),
    );
  });
});
