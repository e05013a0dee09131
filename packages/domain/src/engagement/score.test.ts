import { describe, expect, it } from '@jest/globals';
import type { ScoringSettings } from '@stageline/contracts';
import fc from 'fast-check';
import type { Interval } from '../intervals.ts';
import {
  attendancePercent,
  engagementSignals,
  scoreEngagement,
  standardScoring,
  tierOf,
  type EngagementMeasures,
} from './score.ts';

const signal = fc.option(fc.double({ min: 0, max: 100, noNaN: true }));
const count = fc.option(fc.nat(200));
const anyMeasures: fc.Arbitrary<EngagementMeasures> = fc.record({
  attended: fc.boolean(),
  focus: signal,
  attendance: signal,
  chat: count,
  questions: count,
});
const weight = fc.integer({ min: 0, max: 100 });
const anySettings: fc.Arbitrary<ScoringSettings> = fc
  .record({
    weights: fc.record({ focus: weight, attendance: weight, chat: weight, questions: weight }),
    cutOffs: fc.uniqueArray(weight, { minLength: 3, maxLength: 3 }).map((values) => {
      const [hot, warm, cool] = values.toSorted((a, b) => b - a) as [number, number, number];
      return { hot, warm, cool };
    }),
    chatCap: fc.integer({ min: 1, max: 100 }),
  })
  .filter(({ weights }) => Object.values(weights).some((of) => of > 0));
const present = { attended: true, focus: null, attendance: null, chat: null, questions: null };
const warmth = ['no-show', 'cold', 'cool', 'warm', 'hot'];

describe('engagement score', () => {
  it('K-07 weighs focus, attendance, chat and questions 40/30/20/10', () => {
    const full = { attended: true, focus: 80, attendance: 100, chat: 10, questions: 1 };
    // 0.4 * 80 + 0.3 * 100 + 0.2 * 100 + 0.1 * 50
    expect(scoreEngagement(full, standardScoring)).toMatchObject({ score: 87, tier: 'hot', confidence: 1 });
    const one = scoreEngagement({ ...full, chat: 1 }, standardScoring);
    expect(one.parts[2]!.points).toBeCloseTo((100 * Math.LN2) / Math.log(11), 10);
  });

  it('K-07 leaves out what nobody measured, and says with less confidence', () => {
    const { score, confidence, parts } = scoreEngagement({ ...present, attendance: 50, chat: 0 }, standardScoring);
    expect(score).toBe(30);
    expect(confidence).toBe(0.5);
    expect(parts.map(({ share }) => share)).toEqual([0, 0.6, 0.4, 0]);
    expect(scoreEngagement(present, standardScoring)).toMatchObject({ score: null, tier: 'cold', confidence: 0 });
  });

  it.each([
    [75, 'hot'],
    [74, 'warm'],
    [50, 'warm'],
    [49, 'cool'],
    [25, 'cool'],
    [24, 'cold'],
  ] as const)('K-07 calls a score of %i %s, and nobody who never came anything but a no-show', (score, tier) => {
    expect(tierOf(true, score, standardScoring.cutOffs)).toBe(tier);
    expect(tierOf(false, score, standardScoring.cutOffs)).toBe('no-show');
  });

  it('K-08 stays within 0 and 100, is the same each time, and its shares make a whole', () => {
    fc.assert(
      fc.property(anyMeasures, anySettings, (measures, settings) => {
        const first = scoreEngagement(measures, settings);
        expect(scoreEngagement({ ...measures }, structuredClone(settings))).toEqual(first);
        const { score, confidence, parts } = first;
        const shares = parts.reduce((sum, { share }) => sum + share, 0);
        if (score === null) return expect([shares, confidence]).toEqual([0, 0]);
        expect(shares).toBeCloseTo(1, 10);
        expect(score >= 0 && score <= 100 && confidence > 0 && confidence <= 1).toBe(true);
      }),
    );
  });

  it('K-08 never falls when a signal rises, nor does the tier', () => {
    fc.assert(
      fc.property(
        anyMeasures,
        anySettings,
        fc.constantFrom(...engagementSignals),
        fc.nat(50),
        (measures, settings, of, more) => {
          fc.pre(measures[of] !== null);
          const before = scoreEngagement(measures, settings);
          const after = scoreEngagement({ ...measures, [of]: measures[of]! + more }, settings);
          expect(after.score ?? 0).toBeGreaterThanOrEqual(before.score ?? 0);
          expect(warmth.indexOf(after.tier)).toBeGreaterThanOrEqual(warmth.indexOf(before.tier));
        },
      ),
    );
  });

  const minute = fc.integer({ min: 0, max: 180 });
  const span = fc
    .tuple(minute, minute)
    .map(([a, b]): Interval => ({ from: new Date(Math.min(a, b) * 60_000), to: new Date(Math.max(a, b) * 60_000) }));

  it('K-08 counts time once however it is cut into rows, overlapping or not, and in whichever order', () => {
    fc.assert(
      fc.property(fc.array(span, { minLength: 1, maxLength: 8 }), fc.nat(), minute, minute, (spans, pick, a, b) => {
        const whole = attendancePercent(spans, 90);
        const { from, to } = spans[pick % spans.length]!;
        const inside = (at: number) => new Date(from.getTime() + (at / 180) * (to.getTime() - from.getTime()));
        const [begin, end] = [inside(Math.min(a, b)), inside(Math.max(a, b))];
        const cut = spans.with(pick % spans.length, { from, to: end });
        expect(attendancePercent([{ from: begin, to }, ...cut.toReversed()], 90)).toBe(whole);
      }),
    );
  });

  it('K-07 knows no percentage of a time that nobody knows, and none above 100', () => {
    const hour = [{ from: new Date(0), to: new Date(3_600_000) }];
    expect(attendancePercent(hour, null)).toBeNull();
    expect(attendancePercent(hour, 0)).toBeNull();
    expect(attendancePercent(hour, 30)).toBe(100);
    expect(attendancePercent([], 30)).toBe(0);
  });
});
