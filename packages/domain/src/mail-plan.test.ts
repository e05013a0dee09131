import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dueAtOf, isFollowUp, planFor, type PlannedStep } from './mail-plan.ts';
import { instantOf } from './wall-time.ts';

const step = (id: string, anchor: 'start' | 'end', offsetMinutes: number, on = true): PlannedStep => ({
  id,
  anchor,
  offsetMinutes,
  on,
});
const DAY = step('day', 'start', -24 * 60);
const HOUR = step('hour', 'start', -60);
const NOW = step('now', 'start', -10);
const AFTER = step('after', 'end', 120);
const STEPS = [AFTER, NOW, HOUR, DAY];

const times = { startsAt: new Date('2026-05-10T18:00:00Z'), endsAt: new Date('2026-05-10T19:30:00Z') };
const before = (minutes: number) => new Date(times.startsAt.getTime() - minutes * 60_000);
const plan = (registeredAt: Date, more: Partial<Parameters<typeof planFor>[0]> = {}) =>
  planFor({ steps: STEPS, times, registeredAt, now: registeredAt, minimumGapMinutes: 20, ...more }).map(
    ({ step: { id }, dueAt }) => [id, dueAt.toISOString()],
  );
const ids = (...args: Parameters<typeof plan>) => plan(...args).map(([id]) => id);

describe('the plan of mails', () => {
  it('B-06 counts from the beginning or the end, before or after, and is in the order of time', () => {
    expect(plan(before(10_000))).toEqual([
      ['day', '2026-05-09T18:00:00.000Z'],
      ['hour', '2026-05-10T17:00:00.000Z'],
      ['now', '2026-05-10T17:50:00.000Z'],
      ['after', '2026-05-10T21:30:00.000Z'],
    ]);
    const odd = [step('late', 'start', 15), step('last', 'end', -15)];
    expect(ids(before(10_000), { steps: odd })).toEqual(['late', 'last']);
  });

  it('B-06 late registrants get only what is still to come', () => {
    expect(ids(before(120))).toEqual(['hour', 'now', 'after']);
    expect(ids(before(45))).toEqual(['now', 'after']);
    expect(ids(before(5))).toEqual(['after']);
    expect(ids(new Date('2026-05-10T19:00:00Z'))).toEqual(['after']);
    // What is due at this very moment has been due.
    expect(ids(before(60))).toEqual(['now', 'after']);
  });

  it('B-06 the confirmation counts as a mail: nothing comes within the gap after it', () => {
    expect(ids(before(79))).toEqual(['now', 'after']);
    expect(ids(before(80))).toEqual(['hour', 'now', 'after']);
    expect(ids(before(29))).toEqual(['after']);
  });

  it('B-06 nothing is within N minutes of another reminder, planned or had already', () => {
    const close = [DAY, HOUR, step('close', 'start', -45), NOW];
    expect(ids(before(10_000), { steps: close })).toEqual(['day', 'hour', 'now']);
    expect(ids(before(10_000), { steps: close, minimumGapMinutes: 0 })).toEqual(['day', 'hour', 'close', 'now']);
    expect(ids(before(10_000), { remindedAt: [before(65)], now: before(64) })).toEqual(['now', 'after']);
  });

  it('B-06 one that goes on longer than planned still has its follow-ups to come, whoever registers', () => {
    const late = new Date(times.endsAt.getTime() + 300 * 60_000);
    expect(ids(before(10_000), { now: late })).toEqual([]);
    expect(ids(before(10_000), { now: late, isLive: true })).toEqual(['after']);
    expect(ids(late, { isLive: true })).toEqual(['after']);
  });

  it('leaves out steps that are off, and reminders once it is over; two at one moment are one', () => {
    expect(ids(before(10_000), { steps: [{ ...DAY, on: false }, HOUR] })).toEqual(['hour']);
    expect(ids(before(10_000), { steps: [step('too-late', 'start', 200), HOUR] })).toEqual(['hour']);
    expect(ids(before(10_000), { steps: [step('b', 'start', -60), step('a', 'start', -60)] })).toEqual(['a']);
    expect([isFollowUp(AFTER), isFollowUp(step('x', 'end', -1)), isFollowUp(step('x', 'start', 500))]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('B-06 whatever the steps are, a plan lies ahead, keeps the gap and names each step once', () => {
    const steps = fc.uniqueArray(
      fc.record({
        id: fc.stringMatching(/^[a-z]{1,4}$/),
        on: fc.boolean(),
        anchor: fc.constantFrom<'start' | 'end'>('start', 'end'),
        offsetMinutes: fc.integer({ min: -20_000, max: 20_000 }),
      }),
      { selector: ({ id }) => id, maxLength: 12 },
    );
    fc.assert(
      fc.property(steps, fc.nat(30_000), fc.nat(500), fc.nat(180), (list, early, later, gap) => {
        const registeredAt = before(early);
        const now = new Date(registeredAt.getTime() + later * 60_000);
        const due = planFor({ steps: list, times, registeredAt, now, minimumGapMinutes: gap });
        expect(new Set(due.map((one) => one.step.id)).size).toBe(due.length);
        expect(due.every((one) => one.step.on && one.dueAt > now)).toBe(true);
        const reminders = due.filter((one) => !isFollowUp(one.step)).map(({ dueAt }) => dueAt.getTime());
        const all = [registeredAt.getTime(), ...reminders];
        for (let index = 1; index < all.length; index += 1) {
          if (gap > 0) expect(all[index]! - all[index - 1]!).toBeGreaterThanOrEqual(gap * 60_000);
        }
        expect(reminders.every((at) => at < times.endsAt.getTime())).toBe(true);
        // The same question has the same answer, in whatever order the steps stand.
        expect(planFor({ steps: list.toReversed(), times, registeredAt, now, minimumGapMinutes: gap })).toEqual(due);
      }),
    );
  });
});

describe('the plan of mails over a change of the clocks', () => {
  it.each([
    ['America/New_York', '2026-03-08T09:00', -23],
    ['America/New_York', '2026-11-01T09:00', -25],
    ['Europe/Berlin', '2026-03-29T09:00', -23],
    ['Europe/Berlin', '2026-10-25T09:00', -25],
    ['Australia/Lord_Howe', '2026-10-04T09:00', -23.5],
    ['Australia/Lord_Howe', '2026-04-05T09:00', -24.5],
    ['Asia/Kathmandu', '2026-03-29T09:00', -24],
  ])('B-04 in %s at %s, “24 hours before” is 24 hours before by every clock', (zone, wall, sameHourTheDayBefore) => {
    const [date = '', time = ''] = wall.split('T');
    const startsAt = new Date(instantOf(date, time, zone));
    const [day, hour] = [dueAtOf(DAY, { startsAt, endsAt: startsAt }), dueAtOf(HOUR, { startsAt, endsAt: startsAt })];
    expect(startsAt.getTime() - day.getTime()).toBe(24 * 3_600_000);
    expect(startsAt.getTime() - hour.getTime()).toBe(3_600_000);
    // The same hour of the day before is another instant wherever the clocks have changed between the two.
    const dayBefore = new Date(Date.parse(`${date}T00:00Z`) - 86_400_000).toISOString().slice(0, 10);
    const yesterday = new Date(instantOf(dayBefore, time, zone));
    expect((yesterday.getTime() - startsAt.getTime()) / 3_600_000).toBe(sameHourTheDayBefore);
    expect(day.getTime() === yesterday.getTime()).toBe(sameHourTheDayBefore === -24);
  });

  it.each([
    ['America/New_York', '2026-03-08T06:30:00Z'],
    ['Europe/Berlin', '2026-10-25T00:30:00Z'],
    ['Australia/Lord_Howe', '2026-10-03T15:15:00Z'],
    ['Asia/Kathmandu', '2026-03-28T20:15:00Z'],
  ])('B-04 in %s, steps keep their order and their distance through a gap or an overlap', (_zone, start) => {
    const session = { startsAt: new Date(start), endsAt: new Date(Date.parse(start) + 90 * 60_000) };
    const registeredAt = new Date(session.startsAt.getTime() - 7 * 86_400_000);
    const due = planFor({ steps: STEPS, times: session, registeredAt, now: registeredAt, minimumGapMinutes: 20 });
    expect(due.map(({ dueAt }) => (dueAt.getTime() - session.startsAt.getTime()) / 60_000)).toEqual([
      -1440, -60, -10, 210,
    ]);
  });
});
