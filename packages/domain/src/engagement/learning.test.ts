import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { areaUnder, LEAST_OUTCOMES, learnWeights, type LearnedPerson } from './learning.ts';
import { standardScoring } from './score.ts';

/** Numbers from 0 to 1 that are the same in every run. */
function dice(seed: number) {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
const { weights: standard } = standardScoring;
/** People whose outcome follows from what they asked and from nothing else. */
function audience(count: number, seed = 7): LearnedPerson[] {
  const roll = dice(seed);
  return Array.from({ length: count }, () => {
    const questions = roll() * 100;
    const points = { focus: roll() * 100, attendance: roll() * 100, chat: roll() * 100, questions };
    return { points, outcome: roll() * 100 < questions * 0.6 };
  });
}

describe('weights that outcomes propose', () => {
  it('the area counts how often the right one is higher, ties half', () => {
    const scored = fc.record({ score: fc.integer({ min: 0, max: 6 }), outcome: fc.boolean() });
    fc.assert(
      fc.property(fc.array(scored, { maxLength: 30 }), (pairs) => {
        const [yes, no] = [pairs.filter(({ outcome }) => outcome), pairs.filter(({ outcome }) => !outcome)];
        const wins = yes.flatMap((a) => no.map((b) => (a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0)));
        const expected = wins.length === 0 ? null : wins.reduce<number>((sum, win) => sum + win, 0) / wins.length;
        const area = areaUnder(pairs);
        if (expected === null || area === null) expect(area).toBe(expected);
        else expect(area).toBeCloseTo(expected, 10);
      }),
    );
  });

  it('find the signal that tells, and are better than the standard on people whom they have not seen', () => {
    const { areas, weights, signals } = learnWeights(audience(1500), standard, standard);
    expect(weights!.questions).toBeGreaterThan(60);
    expect(Object.values(weights!).reduce((sum, each) => sum + each, 0)).toBe(100);
    expect(areas!.proposed).toBeGreaterThan(areas!.standard + 0.05);
    expect(areas!.current).toBe(areas!.standard);
    expect(signals.find(({ signal }) => signal === 'questions')!.area).toBeGreaterThan(0.65);
  });

  it('where outcomes are chance, the proposal is no better than a coin: it is tried on those it was not learned from', () => {
    const roll = dice(11);
    const people = audience(600, 3).map((person) => ({ ...person, outcome: roll() < 0.3 }));
    const { areas } = learnWeights(people, standard, standard);
    expect(Math.abs(areas!.proposed - 0.5)).toBeLessThan(0.06);
  });

  it('with few of either nothing is proposed, and signals that were never measured say nothing', () => {
    const people = audience(400).map(({ points, outcome }) => ({ points: { ...points, focus: null }, outcome }));
    const few = people.filter(({ outcome }, at) => !outcome || at < LEAST_OUTCOMES / 2);
    expect(learnWeights(few, standard, standard)).toMatchObject({ areas: null, weights: null });
    const { signals, weights } = learnWeights(people, standard, standard);
    expect(signals[0]).toEqual({ signal: 'focus', area: null });
    expect(weights!.focus).toBe(0);
  });
});
