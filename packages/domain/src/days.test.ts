import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayOf, lastDays, startOfDay } from './days.ts';

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
];
const anyInstant = fc.date({
  min: new Date('2015-01-01T00:00:00Z'),
  max: new Date('2035-01-01T00:00:00Z'),
  noInvalidDate: true,
});

describe('day buckets', () => {
  it('puts an instant on the day that the wall shows', () => {
    expect(dayOf(new Date('2026-03-01T23:30:00Z'), 'Europe/Berlin')).toBe('2026-03-02');
    expect(dayOf(new Date('2026-03-01T02:30:00Z'), 'America/New_York')).toBe('2026-02-28');
    expect(dayOf(new Date('2026-03-01T18:14:59Z'), 'Asia/Kathmandu')).toBe('2026-03-01');
    expect(dayOf(new Date('2026-03-01T18:15:00Z'), 'Asia/Kathmandu')).toBe('2026-03-02');
  });

  it('G-09 gives the days of the clock change 23 and 25 hours', () => {
    const hours = (day: string, next: string, zone: string) =>
      (startOfDay(next, zone).getTime() - startOfDay(day, zone).getTime()) / 3_600_000;
    expect(hours('2026-03-29', '2026-03-30', 'Europe/Berlin')).toBe(23);
    expect(hours('2026-10-25', '2026-10-26', 'Europe/Berlin')).toBe(25);
    expect(hours('2026-04-05', '2026-04-06', 'Australia/Lord_Howe')).toBe(24.5);
  });

  it('begins a day at its first minute even where midnight does not exist', () => {
    // Santiago's clocks go from 24:00 to 01:00.
    expect(startOfDay('2026-09-06', 'America/Santiago').toISOString()).toBe('2026-09-06T04:00:00.000Z');
  });

  it('lists consecutive days that end with today', () => {
    fc.assert(
      fc.property(anyInstant, fc.constantFrom(...zones), fc.integer({ min: 1, max: 40 }), (now, zone, count) => {
        const days = lastDays(now, zone, count);
        expect(days).toHaveLength(count);
        expect(days.at(-1)).toBe(dayOf(now, zone));
        expect(new Set(days).size).toBe(count);
        expect([...days].sort()).toEqual(days);
      }),
      { numRuns: 50 },
    );
  });

  it('agrees with itself: an instant lies between the starts of its day and of the next', () => {
    fc.assert(
      fc.property(anyInstant, fc.constantFrom(...zones), (instant, zone) => {
        const start = startOfDay(dayOf(instant, zone), zone);
        expect(start.getTime()).toBeLessThanOrEqual(instant.getTime());
        expect(dayOf(start, zone)).toBe(dayOf(instant, zone));
        expect(dayOf(new Date(start.getTime() - 1), zone)).not.toBe(dayOf(instant, zone));
      }),
      { numRuns: 50 },
    );
  });
});
