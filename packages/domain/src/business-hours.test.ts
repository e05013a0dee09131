import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dueInstant, type BusinessHours } from './business-hours.ts';

const HOUR = 3_600_000;
const office = { from: '09:00', to: '18:00' };
const berlin: BusinessHours = {
  timeZone: 'Europe/Berlin',
  week: [office, office, office, office, office, null, null],
  holidays: [],
};
const due = (start: string, hours: number, calendar: BusinessHours | null = berlin) =>
  dueInstant(new Date(start), hours * HOUR, calendar)?.toISOString() ?? null;

describe('business hours', () => {
  it.each([
    // Monday 2026-06-01, two hours ahead of UTC.
    ['within a day', '2026-06-01T08:00:00.000Z', 4, '2026-06-01T12:00:00.000Z'],
    ['over the evening', '2026-06-01T14:00:00.000Z', 4, '2026-06-02T09:00:00.000Z'],
    ['to the very end of a day', '2026-06-01T12:00:00.000Z', 4, '2026-06-01T16:00:00.000Z'],
    ['before the day begins', '2026-06-01T01:00:00.000Z', 4, '2026-06-01T11:00:00.000Z'],
    ['over a weekend', '2026-06-05T15:00:00.000Z', 4, '2026-06-08T10:00:00.000Z'],
    ['from a Sunday', '2026-06-07T10:00:00.000Z', 1, '2026-06-08T08:00:00.000Z'],
    ['nothing left: the next moment of work', '2026-06-06T10:00:00.000Z', 0, '2026-06-08T07:00:00.000Z'],
  ])('F-07 %s', (_name, start, hours, expected) => {
    expect(due(start, hours)).toBe(expected);
  });

  it('F-07 leaves out holidays', () => {
    expect(due('2026-06-01T14:00:00.000Z', 4, { ...berlin, holidays: ['2026-06-02'] })).toBe(
      '2026-06-03T09:00:00.000Z',
    );
  });

  it('F-07 counts the hours that pass on days of 23 and of 25 hours', () => {
    const allDay = { from: '00:00', to: '24:00' };
    const always = { ...berlin, week: Array.from({ length: 7 }, () => allDay) };
    // From midnight 2026-03-29, the clock of which goes from 02:00 to 03:00, and 2026-10-25, where it goes back.
    for (const start of ['2026-03-28T23:00:00.000Z', '2026-10-24T22:00:00.000Z'])
      expect(due(start, 24, always)).toBe(new Date(Date.parse(start) + 24 * HOUR).toISOString());
    const night = { ...berlin, week: Array.from({ length: 7 }, () => ({ from: '01:00', to: '04:00' })) };
    expect(due('2026-03-29T00:00:00.000Z', 3, night)).toBe('2026-03-30T00:00:00.000Z');
    expect(due('2026-10-24T23:00:00.000Z', 4, night)).toBe('2026-10-25T03:00:00.000Z');
  });

  it('F-07 keeps the hours of the wall, whatever the season', () => {
    expect(due('2026-03-27T16:00:00.000Z', 2)).toBe('2026-03-30T08:00:00.000Z');
  });

  it('F-07 runs around the clock where no hours are set, and says so where nobody ever works', () => {
    expect(due('2026-06-06T10:00:00.000Z', 4, null)).toBe('2026-06-06T14:00:00.000Z');
    expect(due('2026-06-06T10:00:00.000Z', 4, { ...berlin, week: Array.from({ length: 7 }, () => null) })).toBeNull();
  });

  it('F-07 a longer limit is never due earlier, and a limit in two parts is due as in one', () => {
    const zone = fc.constantFrom(
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kolkata',
      'Africa/Cairo',
    );
    const start = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true });
    const ms = fc.nat(60 * HOUR).map((value) => value + 1);
    fc.assert(
      fc.property(zone, start, ms, ms, (timeZone, from, first, second) => {
        const calendar = { ...berlin, timeZone };
        const middle = dueInstant(from, first, calendar)!;
        const whole = dueInstant(from, first + second, calendar)!;
        expect(whole.getTime()).toBeGreaterThan(middle.getTime());
        expect(dueInstant(middle, second, calendar)).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });
});
