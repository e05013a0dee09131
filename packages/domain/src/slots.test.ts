import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mergeSlots, openSlots, type SlotHost, type SlotRequest, type SlotWindow } from './slots.ts';
import { instantOf, offsetInstantOf, wallTimeOf } from './wall-time.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** What the plain reference looks at: every start and every length is a multiple of it. */
const GRID = 5 * MINUTE;

const everyDay = (...windows: SlotWindow[]) => Array.from({ length: 7 }, () => windows);
const host = (more: Partial<SlotHost>): SlotHost => ({
  id: 'rep',
  timeZone: 'Europe/Berlin',
  week: everyDay({ from: '09:00', to: '12:00' }),
  overrides: [],
  holidays: [],
  maxPerDay: null,
  maxPerWeek: null,
  busy: [],
  calls: [],
  ...more,
});
const rules = { length: 60, increment: 60, bufferBefore: 0, bufferAfter: 0, notice: 0, horizonDays: 365 };

/** What the definition says, minute by minute and by Intl alone: slow, and plain enough to be believed. */
function slowSlots({ from, to, now, rules: asked, hosts }: SlotRequest) {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const dayOf = (date: string) => Date.parse(`${date}T00:00Z`) / DAY;
  const weekOf = (date: string) => Math.floor((dayOf(date) + 3) / 7);
  return hosts.map((rep) => {
    const readings = new Map<number, { date: string; at: number; windows: readonly SlotWindow[] }>();
    const reading = (instant: number) => {
      const known = readings.get(instant);
      if (known !== undefined) return known;
      const { date, time } = wallTimeOf(new Date(instant), rep.timeZone);
      const weekday = (new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7;
      const override = rep.overrides.find((entry) => entry.date === date);
      const windows = override?.windows ?? (rep.holidays.includes(date) ? [] : rep.week[weekday]!);
      const read = { date, at: minutes(time), windows };
      readings.set(instant, read);
      return read;
    };
    const within = (instant: number) => {
      const { at, windows } = reading(instant);
      return windows.find((window) => minutes(window.from) <= at && at < minutes(window.to));
    };
    const today = wallTimeOf(new Date(now), rep.timeZone).date;
    const booked = rep.calls.map((call) => wallTimeOf(new Date(call), rep.timeZone).date);
    const starts: number[] = [];
    for (let at = Math.ceil(from / GRID) * GRID; at < to; at += GRID) {
      const window = within(at);
      const { date, at: minute } = reading(at);
      if (window === undefined || (minute - minutes(window.from)) % asked.increment !== 0) continue;
      if (at < now + asked.notice * MINUTE || dayOf(date) - dayOf(today) > asked.horizonDays) continue;
      const every = Array.from({ length: (asked.length * MINUTE) / GRID }, (_, index) => at + index * GRID);
      if (!every.every((instant) => within(instant) !== undefined)) continue;
      const [begin, end] = [at - asked.bufferBefore * MINUTE, at + (asked.length + asked.bufferAfter) * MINUTE];
      if (rep.busy.some((span) => span.from < end && span.to > begin)) continue;
      if (booked.filter((day) => day === date).length >= (rep.maxPerDay ?? Infinity)) continue;
      if (booked.filter((day) => weekOf(day) === weekOf(date)).length >= (rep.maxPerWeek ?? Infinity)) continue;
      starts.push(at);
    }
    return { id: rep.id, starts };
  });
}

const ZONES = [
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['Europe/Berlin', '2026-03-29'],
  ['Europe/Berlin', '2026-10-25'],
  ['Europe/London', '2026-03-29'],
  ['Europe/London', '2026-10-25'],
  ['Australia/Sydney', '2026-04-05'],
  ['Australia/Sydney', '2026-10-04'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['Asia/Kathmandu', '2026-03-29'],
  ['Pacific/Apia', '2026-04-05'],
  ['Pacific/Kiritimati', '2026-10-25'],
  ['America/Sao_Paulo', '2018-11-04'],
  ['America/Sao_Paulo', '2026-11-01'],
] as const;

const time = (step: number) =>
  `${String(Math.floor(step / 12)).padStart(2, '0')}:${String((step % 12) * 5).padStart(2, '0')}`;
/** Some windows that do not overlap, of which early mornings are the likelier, because clocks change then. */
const windowsArb = fc
  .uniqueArray(fc.oneof(fc.nat(60), fc.nat(288)), { minLength: 0, maxLength: 6 })
  .map((steps) => steps.toSorted((a, b) => a - b))
  .map((steps) =>
    steps.flatMap((step, index) => (index % 2 === 1 ? [{ from: time(steps[index - 1]!), to: time(step) }] : [])),
  );
const caps = fc.option(fc.integer({ min: 1, max: 3 }));

const requestArb = fc.constantFrom(...ZONES).chain(([timeZone, changes]) => {
  const start = Date.parse(`${changes}T00:00Z`) - 36 * HOUR;
  const instant = fc.nat({ max: (84 * HOUR) / GRID }).map((step) => start + step * GRID);
  const date = fc
    .integer({ min: -1, max: 1 })
    .map((days) => new Date(start + (days + 2) * DAY).toISOString().slice(0, 10));
  const span = fc
    .tuple(instant, fc.integer({ min: 1, max: 30 }))
    .map(([from, steps]) => ({ from, to: from + steps * GRID }));
  const minutes = (max: number, min = 0) => fc.integer({ min, max }).map((step) => step * 5);
  return fc.record({
    from: instant.map((at) => Math.min(at, start + 30 * HOUR)),
    to: fc.constant(start + 84 * HOUR),
    now: instant,
    rules: fc.record({
      length: minutes(24, 1),
      increment: minutes(12, 1),
      bufferBefore: minutes(4),
      bufferAfter: minutes(4),
      notice: minutes(100),
      horizonDays: fc.nat(4),
    }),
    hosts: fc.array(
      fc.record({
        id: fc.constantFrom('a', 'b'),
        timeZone: fc.constant<string>(timeZone),
        week: fc.array(windowsArb, { minLength: 7, maxLength: 7 }),
        overrides: fc.uniqueArray(fc.record({ date, windows: windowsArb }), {
          maxLength: 2,
          selector: (entry) => entry.date,
        }),
        holidays: fc.array(date, { maxLength: 1 }),
        maxPerDay: caps,
        maxPerWeek: caps,
        busy: fc.array(span, { maxLength: 5 }),
        calls: fc.array(instant, { maxLength: 3 }),
      }),
      { minLength: 1, maxLength: 2 },
    ),
  });
});

/** The wall's times at which calls can begin on the days around `date`, with how far the wall is ahead of UTC. */
function wallStarts(timeZone: string, date: string, more: Partial<SlotHost>, with_: Partial<typeof rules> = {}) {
  const from = Date.parse(instantOf(date, '00:00', timeZone));
  const found = openSlots({
    from,
    to: from + 25 * HOUR,
    now: from - 10 * DAY,
    rules: { ...rules, ...with_ },
    hosts: [host({ timeZone, ...more })],
  });
  const walls = found[0]!.starts.map((at) => offsetInstantOf(new Date(at), timeZone));
  return walls.filter((wall) => wall.startsWith(date)).map((wall) => wall.slice(11, 16) + wall.slice(19));
}

describe('slots of calls', () => {
  it('E-03 finds what the plain definition finds, minute by minute, in every zone of the suite', () => {
    fc.assert(
      fc.property(requestArb, (request) => {
        expect(openSlots(request)).toEqual(slowSlots(request));
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['America/New_York', '2026-03-07', '-05:00', '2026-03-09', '-04:00'],
    ['America/New_York', '2026-10-31', '-04:00', '2026-11-02', '-05:00'],
    ['Europe/Berlin', '2026-03-28', '+01:00', '2026-03-30', '+02:00'],
    ['Europe/London', '2026-03-28', '+00:00', '2026-03-30', '+01:00'],
    ['Australia/Sydney', '2026-04-04', '+11:00', '2026-04-06', '+10:00'],
    ['Australia/Lord_Howe', '2026-04-04', '+11:00', '2026-04-06', '+10:30'],
    ['Asia/Kathmandu', '2026-03-28', '+05:45', '2026-03-30', '+05:45'],
    ['Pacific/Apia', '2026-04-04', '+13:00', '2026-10-05', '+13:00'],
    ['Pacific/Kiritimati', '2026-03-28', '+14:00', '2026-10-26', '+14:00'],
    ['America/Sao_Paulo', '2018-11-03', '-03:00', '2018-11-05', '-02:00'],
    ['America/Sao_Paulo', '2026-11-01', '-03:00', '2026-12-01', '-03:00'],
  ])('E-04 keeps nine to twelve on the wall in %s on %s and %s', (timeZone, before, offset, after, later) => {
    expect(wallStarts(timeZone, before, {})).toEqual(['09:00', '10:00', '11:00'].map((start) => start + offset));
    expect(wallStarts(timeZone, after, {})).toEqual(['09:00', '10:00', '11:00'].map((start) => start + later));
  });

  it('E-04 offers no time that clocks skip, and a time that they show twice two times', () => {
    const night = { week: everyDay({ from: '00:00', to: '04:00' }) };
    const of = (zone: string, date: string, more = {}) => wallStarts(zone, date, night, more);
    expect(of('Europe/Berlin', '2026-03-29')).toEqual(['00:00+01:00', '01:00+01:00', '03:00+02:00']);
    expect(of('Europe/Berlin', '2026-10-25')).toEqual([
      '00:00+02:00',
      '01:00+02:00',
      '02:00+02:00',
      '02:00+01:00',
      '03:00+01:00',
    ]);
    expect(of('America/New_York', '2026-03-08')).toEqual(['00:00-05:00', '01:00-05:00', '03:00-04:00']);
    expect(of('America/New_York', '2026-11-01')).toEqual([
      '00:00-04:00',
      '01:00-04:00',
      '01:00-05:00',
      '02:00-05:00',
      '03:00-05:00',
    ]);
    expect(of('Europe/London', '2026-03-29')).toEqual(['00:00+00:00', '02:00+01:00', '03:00+01:00']);
    expect(of('Australia/Sydney', '2026-10-04')).toEqual(['00:00+10:00', '01:00+10:00', '03:00+11:00']);
    // Half an hour there: a call of an hour that begins at 01:30 ends at 03:00 in spring; 01:30 comes twice in autumn.
    const half = { increment: 30 };
    expect(of('Australia/Lord_Howe', '2026-10-04', half)).toEqual(
      ['00:00', '00:30', '01:00', '01:30'].map((start) => `${start}+10:30`).concat('02:30+11:00', '03:00+11:00'),
    );
    expect(of('Australia/Lord_Howe', '2026-04-05', half).filter((start) => start.startsWith('01:30'))).toEqual([
      '01:30+11:00',
      '01:30+10:30',
    ]);
    // Midnight itself is skipped, as it was in Brazil.
    expect(of('America/Sao_Paulo', '2018-11-04')).toEqual(['01:00-02:00', '02:00-02:00', '03:00-02:00']);
  });

  it('E-04 takes notice as time that passes, and the horizon as days of the calendar, on the day of a change', () => {
    const nine = host({ timeZone: 'America/New_York', week: everyDay({ from: '09:00', to: '10:00' }) });
    const begin = (date: string) => Date.parse(instantOf(date, '09:00', 'America/New_York'));
    const first = (now: number, more: object) =>
      openSlots({ from: now, to: now + 10 * DAY, now, rules: { ...rules, ...more }, hosts: [nine] })[0]!.starts;
    // From nine to nine it is 23 hours over the change: 24 hours of notice reach past it.
    expect(first(begin('2026-03-07'), { notice: 24 * 60 })[0]).toBe(begin('2026-03-09'));
    expect(first(begin('2026-03-07'), { notice: 23 * 60 })[0]).toBe(begin('2026-03-08'));
    expect(first(begin('2026-10-31'), { notice: 25 * 60 })[0]).toBe(begin('2026-11-01'));
    expect(first(begin('2026-10-31'), { notice: 25 * 60 + 1 })[0]).toBe(begin('2026-11-02'));
    // The change's day is the last one, to its very end.
    const late = Date.parse(instantOf('2026-11-01', '00:30', 'America/New_York'));
    expect(first(late - DAY, { horizonDays: 1 }).at(-1)).toBe(begin('2026-11-01'));
    expect(first(late, { horizonDays: 0 })).toEqual([begin('2026-11-01')]);
  });

  it('E-05 keeps buffers free on both sides, between two calls one after the other', () => {
    const busy = [10, 11]
      .map((hour) => Date.parse(`2026-03-10T${hour}:00+01:00`))
      .map((at) => ({ from: at, to: at + 30 * MINUTE }));
    const of = (more: Partial<typeof rules>) =>
      wallStarts('Europe/Berlin', '2026-03-10', { busy }, { length: 30, increment: 30, ...more }).map((at) =>
        at.slice(0, 5),
      );
    expect(of({})).toEqual(['09:00', '09:30', '10:30', '11:30']);
    expect(of({ bufferAfter: 10 })).toEqual(['09:00', '11:30']);
    expect(of({ bufferBefore: 10 })).toEqual(['09:00', '09:30']);
  });

  describe('E-05 a host on the way', () => {
    const range = { from: Date.parse('2026-03-09T00:00Z'), to: Date.parse('2026-03-13T00:00Z') };
    const starts = (more: Partial<SlotHost>) =>
      openSlots({ ...range, now: range.from, rules, hosts: [host(more)] })[0]!.starts.map((at) =>
        new Date(at).toISOString().slice(8, 16),
      );
    const away = (date: string, timeZone: string, ...windows: SlotWindow[]) => ({ date, timeZone, windows });

    it('takes calls on the wall of the zone that a date names, and at home on every other', () => {
      const overrides = [away('2026-03-10', 'Asia/Tokyo', { from: '09:00', to: '11:00' })];
      expect(starts({ overrides })).toEqual([
        ...['09T08:00', '09T09:00', '09T10:00'],
        // Nine and ten o'clock in Tokyo.
        ...['10T00:00', '10T01:00'],
        ...['11T08:00', '11T09:00', '11T10:00', '12T08:00', '12T09:00', '12T10:00'],
      ]);
      expect(starts({ overrides: [away('2026-03-10', 'Europe/Berlin', { from: '09:00', to: '10:00' })] })).toContain(
        '10T08:00',
      );
    });

    it('counts caps on the days at home, begins nothing twice, and lets nothing overlap what is booked', () => {
      // Seven to ten in Tokyo on the tenth begins at home on the ninth at eleven at night.
      const overrides = [away('2026-03-10', 'Asia/Tokyo', { from: '07:00', to: '10:00' })];
      const week = everyDay({ from: '22:00', to: '24:00' });
      expect(starts({ overrides, week })).toEqual([
        '09T21:00',
        '09T22:00',
        '09T23:00',
        '10T00:00',
        '11T21:00',
        '11T22:00',
        '12T21:00',
        '12T22:00',
      ]);
      const calls = [Date.parse('2026-03-09T08:00Z')];
      expect(starts({ overrides, week, calls, maxPerDay: 1 })).toEqual([
        '09T23:00',
        '10T00:00',
        '11T21:00',
        '11T22:00',
        '12T21:00',
        '12T22:00',
      ]);
      const busy = [{ from: Date.parse('2026-03-09T22:30Z'), to: Date.parse('2026-03-09T23:30Z') }];
      expect(starts({ overrides, week, busy }).slice(0, 2)).toEqual(['09T21:00', '10T00:00']);
    });
  });

  it('E-05 counts caps on the host’s own days and weeks, and an override before holidays before the week', () => {
    const calls = [Date.parse('2026-03-10T23:30+01:00')];
    const of = (date: string, more: Partial<SlotHost>) => wallStarts('Europe/Berlin', date, { calls, ...more }).length;
    expect([of('2026-03-10', { maxPerDay: 1 }), of('2026-03-11', { maxPerDay: 1 })]).toEqual([0, 3]);
    expect(['2026-03-08', '2026-03-15', '2026-03-16'].map((date) => of(date, { maxPerWeek: 1 }))).toEqual([3, 0, 3]);
    expect(of('2026-03-11', { holidays: ['2026-03-11'] })).toBe(0);
    const overrides = [{ date: '2026-03-11', windows: [{ from: '18:00', to: '20:00' }] }];
    expect(of('2026-03-11', { holidays: ['2026-03-11'], overrides })).toBe(2);
  });

  it('E-03 lists the slots of several hosts once each, with who is free', () => {
    const early = { week: everyDay({ from: '09:00', to: '11:00' }) };
    const at = (hour: number) => Date.parse(`2026-03-10T${String(hour).padStart(2, '0')}:00Z`);
    const hosts = [
      host({ id: 'a', timeZone: 'UTC', ...early }),
      host({ id: 'b', timeZone: 'Europe/Berlin', ...early }),
    ];
    expect(mergeSlots(openSlots({ from: at(0), to: at(23), now: at(0), rules, hosts }))).toEqual([
      { at: at(8), hosts: ['b'] },
      { at: at(9), hosts: ['a', 'b'] },
      { at: at(10), hosts: ['a'] },
    ]);
  });
});
