import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  bandBegins,
  countedSigns,
  HEAT_CAPS,
  HEAT_HALF_LIFE_MS,
  HEAT_HOT,
  heatBand,
  heatPoints,
  heatReasons,
  heatSigns,
  hotUntil,
  type HeatFacts,
  type HeatSession,
  type HeatSign,
} from './heat.ts';

const NOW = new Date('2026-11-28T20:00:00.000Z');
const DAY = 24 * 60 * 60_000;
const before = (ms: number) => new Date(NOW.getTime() - ms);
const nothing: HeatFacts = { registeredAt: null, place: null, visits: [], messages: [], brought: [] };
const sessions = new Map<string, HeatSession>(
  ['a', 'b', 'c'].map((id) => [id, { startedAt: before(30 * DAY), lengthMs: 60 * 60_000 }]),
);
const signsOf = (facts: HeatFacts) => heatSigns(facts, sessions, NOW);
const pointsOf = (signs: readonly HeatSign[], now = NOW.getTime()) => heatPoints(hotUntil(countedSigns(signs)), now);

const past = fc.integer({ min: 0, max: 60 * DAY }).map(before);
const id = fc.uuid();
const session = fc.constantFrom('a', 'b', 'c');
const visit = fc
  .record({ id, sessionId: session, from: past, stayed: fc.integer({ min: 0, max: 2 * 60 * 60_000 }) })
  .map(({ stayed, from, ...rest }) => ({
    ...rest,
    from,
    to: new Date(Math.min(NOW.getTime(), from.getTime() + stayed)),
  }));
const text = fc.constantFrom('Hello', 'How does it work?', 'What does it cost?', 'Zu teuer für mich', 'Thank you');
const facts: fc.Arbitrary<HeatFacts> = fc.record({
  registeredAt: fc.option(past),
  place: fc.option(fc.record({ position: fc.nat(), at: past })),
  visits: fc.array(visit, { maxLength: 5 }),
  messages: fc.array(fc.record({ id, sessionId: session, at: past, text }), { maxLength: 8 }),
  brought: fc.array(past, { maxLength: 6 }),
});

describe('heat', () => {
  it('F heat: the same signs are the same heat, in whatever order they come', () => {
    fc.assert(
      fc.property(facts, fc.infiniteStream(fc.nat()), (given, dice) => {
        const signs = signsOf(given);
        const shuffled = signs
          .map((sign) => [dice.next().value, sign] as const)
          .toSorted(([a], [b]) => a - b)
          .map(([, sign]) => sign);
        expect(hotUntil(countedSigns(shuffled))?.getTime()).toBe(hotUntil(countedSigns(signs))?.getTime());
      }),
    );
  });

  it('F heat: nobody gets colder by one more sign, a greater one or a newer one', () => {
    fc.assert(
      fc.property(facts, facts, fc.nat(), fc.integer({ min: 1, max: 30 }), (given, other, pick, more) => {
        const signs = signsOf(given);
        const heat = pointsOf(signs);
        const added = signsOf(other)[pick % Math.max(1, signsOf(other).length)];
        if (added !== undefined) expect(pointsOf([...signs, added])).toBeGreaterThanOrEqual(heat - 1e-3);
        const changed = signs[pick % Math.max(1, signs.length)];
        if (changed === undefined) return;
        const rest = signs.filter((sign) => sign !== changed);
        const later = new Date(Math.min(NOW.getTime(), changed.at.getTime() + DAY));
        expect(pointsOf([...rest, { ...changed, points: changed.points + more }])).toBeGreaterThanOrEqual(heat - 1e-3);
        expect(pointsOf([...rest, { ...changed, at: later }])).toBeGreaterThanOrEqual(heat - 1e-3);
      }),
    );
  });

  it('F heat: each kind of sign alone makes somebody hotter than without it', () => {
    const full: HeatFacts = {
      registeredAt: before(DAY),
      place: { position: 7, at: before(DAY) },
      visits: [
        { id: 'v1', sessionId: 'a', from: before(DAY), to: before(DAY - 30 * 60_000) },
        { id: 'v2', sessionId: 'b', from: before(60 * 60_000), to: null },
      ],
      messages: [
        { id: 'm1', sessionId: 'a', at: before(DAY), text: 'Thank you' },
        { id: 'm2', sessionId: 'a', at: before(DAY), text: 'Was kostet das?' },
      ],
      brought: [before(DAY)],
    };
    const signs = signsOf(full);
    expect(new Set(signs.map(({ kind }) => kind))).toEqual(new Set(Object.keys(HEAT_CAPS)));
    for (const kind of Object.keys(HEAT_CAPS))
      expect([kind, pointsOf(signs) > pointsOf(signs.filter((sign) => sign.kind !== kind))]).toEqual([kind, true]);
    expect(signs.find(({ sessionId, kind }) => kind === 'attended' && sessionId === 'a')?.percent).toBe(50);
    expect(pointsOf([])).toBe(0);
    expect(hotUntil(countedSigns(signsOf(nothing)))).toBeNull();
  });

  it('F heat: time makes everybody colder alike, and changes no order', () => {
    fc.assert(
      fc.property(facts, facts, fc.integer({ min: 0, max: 90 * DAY }), (one, two, later) => {
        const [a, b] = [signsOf(one), signsOf(two)];
        const then = NOW.getTime() + later;
        expect(pointsOf(a, then)).toBeCloseTo(pointsOf(a) * 2 ** (-later / HEAT_HALF_LIFE_MS), 3);
        const [byEnd, byPoints] = [
          Number(hotUntil(countedSigns(a)) ?? 0) - Number(hotUntil(countedSigns(b)) ?? 0),
          pointsOf(a, then) - pointsOf(b, then),
        ];
        expect(Math.sign(byPoints)).toBe(Math.sign(byEnd));
      }),
    );
  });

  it('F heat: 100 at most, and hot only for more than one reason', () => {
    expect(Object.values(HEAT_CAPS).reduce((sum, cap) => sum + cap, 0)).toBe(100);
    for (const cap of Object.values(HEAT_CAPS)) expect(cap).toBeLessThan(HEAT_HOT);
    fc.assert(
      fc.property(facts, (given) => {
        const heat = pointsOf(signsOf(given));
        expect(heat).toBeLessThanOrEqual(100.001);
        if (heatBand(heat) === 'hot')
          expect(new Set(countedSigns(signsOf(given)).map(({ kind }) => kind)).size).toBeGreaterThan(1);
      }),
    );
  });

  it('F heat: the reasons add up to the whole, what counts most first', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const counted = countedSigns(signsOf(given));
        const reasons = heatReasons(counted, NOW.getTime());
        const whole = heatPoints(hotUntil(counted), NOW.getTime());
        const sum = reasons.reduce((total, { points }) => total + points, 0);
        expect(sum).toBe(Math.round(whole));
        expect(reasons.every(({ points }, index) => index === 0 || points <= reasons[index - 1]!.points + 1)).toBe(
          true,
        );
      }),
    );
  });

  it('F heat: a band begins where its points do', () => {
    for (const band of ['hot', 'warm'] as const) {
      const edge = bandBegins(band, NOW).getTime();
      expect(heatBand(heatPoints(new Date(edge + 1000), NOW.getTime()))).toBe(band);
      expect(heatBand(heatPoints(new Date(edge - 1000), NOW.getTime()))).not.toBe(band);
    }
  });
});
