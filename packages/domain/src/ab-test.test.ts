import { describe, expect, it } from '@jest/globals';
import { alwaysValidP, isSplitWrong, judgeAbTest, newcombe, visitorsNeeded, wilson, type AbArm } from './ab-test.ts';

const arm = (registrations: number, visitors: number): AbArm => ({ registrations, visitors });
/** The same numbers in every run (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
/** An experiment that is looked at after every 50 visitors. @returns after how many a winner was found; null for none */
function run(rateA: number, rateB: number, effect: number, most: number, next: () => number) {
  const [a, b] = [
    { visitors: 0, registrations: 0 },
    { visitors: 0, registrations: 0 },
  ];
  for (let count = 1; count <= most; count += 1) {
    const [shown, rate] = next() < 0.5 ? [a, rateA] : [b, rateB];
    shown.visitors += 1;
    if (next() < rate) shown.registrations += 1;
    if (count % 50 !== 0) continue;
    const { says } = judgeAbTest(a, b, effect);
    if (says === 'a' || says === 'b') return { says, count };
  }
  return null;
}

describe('an experiment with two versions of a page', () => {
  it('gives the intervals of the literature', () => {
    // Newcombe (1998), table II: 56/70 against 48/80, and 10/10 against 0/10 (methods 10 and Wilson).
    const { low, high } = newcombe(arm(48, 80), arm(56, 70));
    expect([low.toFixed(4), high.toFixed(4)]).toEqual(['0.0524', '0.3339']);
    const far = newcombe(arm(0, 10), arm(10, 10));
    expect([far.low.toFixed(4), far.high.toFixed(4)]).toEqual(['0.6075', '1.0000']);
    const rate = wilson(arm(81, 263));
    expect([rate.low.toFixed(4), rate.high.toFixed(4)]).toEqual(['0.2553', '0.3662']);
    expect(wilson(arm(0, 0))).toEqual({ low: 0, high: 1 });
  });

  it('names a winner in at most one of twenty experiments that have none, however often somebody looks', () => {
    const next = random(20_251_101);
    let wrong = 0;
    for (let trial = 0; trial < 300; trial += 1) if (run(0.2, 0.2, 0.05, 4000, next) !== null) wrong += 1;
    expect(wrong).toBeLessThanOrEqual(15);
  });

  it('finds a difference that is there, and the right one, with about the visitors that it said', () => {
    const next = random(7);
    const needed = visitorsNeeded(0.2, 0.06);
    const found = Array.from({ length: 60 }, () => run(0.2, 0.26, 0.06, 3 * needed, next));
    expect(found.filter((each) => each?.says === 'b').length).toBeGreaterThan(54);
    expect(found.some((each) => each?.says === 'a')).toBe(false);
    const half = found.map((each) => each?.count ?? Infinity).toSorted((x, y) => x - y)[30]!;
    expect(half).toBeGreaterThan(needed / 3);
    expect(half).toBeLessThan(needed * 1.5);
  });

  it('waits and says for how many, names nobody on a handful, and says when there is nothing to see', () => {
    expect(judgeAbTest(arm(0, 0), arm(0, 0), 0.05)).toMatchObject({ says: 'wait', p: 1 });
    expect(judgeAbTest(arm(0, 20), arm(18, 20), 0.05).says).toBe('wait');
    const { says, more } = judgeAbTest(arm(40, 200), arm(44, 200), 0.05);
    expect([says, more]).toEqual(['wait', visitorsNeeded(42 / 204, 0.05) - 400]);
    // While nobody has come, at least as many as a usual page needs.
    expect(judgeAbTest(arm(0, 0), arm(0, 0), 0.05).more).toBeGreaterThan(visitorsNeeded(0.3, 0.05));
    expect(judgeAbTest(arm(1000, 5000), arm(1004, 5000), 0.05)).toMatchObject({ says: 'none', more: 0 });
    expect(judgeAbTest(arm(1000, 5000), arm(1300, 5000), 0.05).says).toBe('b');
    expect(alwaysValidP(arm(1300, 5000), arm(1000, 5000), 0.05)).toBeLessThan(0.001);
  });

  it('trusts no number where the visitors were not split by a coin', () => {
    expect(isSplitWrong(arm(0, 5000), arm(0, 5150))).toBe(false);
    expect(isSplitWrong(arm(0, 5000), arm(0, 5500))).toBe(true);
    expect(judgeAbTest(arm(1000, 5000), arm(1600, 5500), 0.05).says).toBe('split');
  });
});
