import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countSeconds, unionOf, viewersPerStep, watchedSeconds } from './watched-seconds.ts';

const range = fc
  .tuple(fc.integer({ min: 0, max: 130_000 }), fc.integer({ min: 0, max: 40_000 }))
  .map(([fromMs, length]) => ({ fromMs, toMs: fromMs + length }));
const DURATION = 120_400;

describe('watched seconds', () => {
  it('G-06 what is watched twice, in two tabs or in any order, counts once', () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 8 }), fc.nat(), (ranges, seed) => {
        const each = ranges.map((one) => watchedSeconds([one], DURATION));
        const shuffled = each.toSorted((a, b) => ((seed ^ countSeconds(a)) % 7) - ((seed ^ countSeconds(b)) % 7));
        const all = unionOf(each);
        expect(unionOf([...shuffled, ...each])).toEqual(all);
        expect(watchedSeconds(ranges, DURATION)).toEqual(all);
        expect(countSeconds(all)).toBeLessThanOrEqual(120);
      }),
    );
  });

  it('G-06 a replay that was seen from end to end was seen whole, however it was told', () => {
    const beats = Array.from({ length: 13 }, (_, at) => ({
      fromMs: at * 10_370,
      toMs: Math.min(DURATION, (at + 1) * 10_370),
    }));
    expect(countSeconds(watchedSeconds(beats, DURATION))).toBe(120);
    expect(countSeconds(watchedSeconds([{ fromMs: 0, toMs: 500 }], 500))).toBe(1);
  });

  it('G-06 a jump counts for nothing, and less than half of a second does not', () => {
    expect(countSeconds(watchedSeconds([{ fromMs: 10_400, toMs: 10_700 }], DURATION))).toBe(0);
    const jumped = [
      { fromMs: 0, toMs: 3000 },
      { fromMs: 60_000, toMs: 62_000 },
    ];
    expect(countSeconds(watchedSeconds(jumped, DURATION))).toBe(5);
    expect(viewersPerStep([watchedSeconds(jumped, DURATION)], DURATION, 10)).toEqual([
      1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0,
    ]);
  });
});
