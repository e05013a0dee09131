import { describe, expect, it } from '@jest/globals';
import type { AnalyticsRange, SiteCalendar } from '@stageline/contracts';
import { planRange, slotOf } from './ranges.ts';

const berlin: SiteCalendar = { timeZone: 'Europe/Berlin', weekStart: 'monday' };
const plan = (range: AnalyticsRange, now: string, calendar = berlin, firstDay: string | null = null) =>
  planRange(range, new Date(now), calendar, firstDay);
const iso = (date: Date | undefined) => date?.toISOString();
const hours = ({ from, to }: { from: Date; to: Date }) => (to.getTime() - from.getTime()) / 3_600_000;

describe('ranges', () => {
  it.each([
    ['2026-03-29T10:00:00Z', 23],
    ['2026-10-25T10:00:00Z', 25],
    ['2026-06-01T10:00:00Z', 24],
  ])('G-09 the day of %s has %i hours', (now, length) => {
    const { buckets, step } = plan('today', now);
    expect([step, buckets.length]).toEqual(['hour', length]);
    expect(hours({ from: buckets[0]!.from, to: buckets.at(-1)!.to })).toBe(length);
    expect(buckets.every((bucket) => hours(bucket) === 1)).toBe(true);
  });

  it('G-09 a week has the days of its zone without a gap, the one of 23 hours as well', () => {
    const { buckets } = plan('this_week', '2026-03-27T12:00:00Z');
    expect(buckets.map(({ days }) => days[0])).toEqual(
      ['23', '24', '25', '26', '27', '28', '29'].map((day) => `2026-03-${day}`),
    );
    expect(buckets.map(hours)).toEqual([24, 24, 24, 24, 24, 24, 23]);
    buckets.slice(1).forEach(({ from }, index) => expect(iso(from)).toBe(iso(buckets[index]!.to)));
  });

  it.each([
    ['monday', '2026-02-23'],
    ['sunday', '2026-03-01'],
    ['saturday', '2026-02-28'],
  ] as const)('G-09 a week that begins on %s holds 1 March 2026 from %s on', (weekStart, first) => {
    const { buckets } = plan('this_week', '2026-03-01T12:00:00Z', { timeZone: 'America/New_York', weekStart });
    expect(buckets[0]!.days).toEqual([first]);
    expect(buckets).toHaveLength(7);
  });

  it('compares up to the same time on the wall, to the quarter of an hour', () => {
    // 10:07 in Berlin after the change to summer time; the day before it was still winter.
    const day = plan('today', '2026-03-29T08:07:00Z').before!;
    expect([iso(day.from), iso(day.to)]).toEqual(['2026-03-27T23:00:00.000Z', '2026-03-28T09:15:00.000Z']);
    expect([day.days, day.lastSlots]).toEqual([['2026-03-28'], 41]);
    const week = plan('this_week', '2026-04-01T08:07:00Z').before!;
    expect([iso(week.from), iso(week.to)]).toEqual(['2026-03-22T23:00:00.000Z', '2026-03-25T09:15:00.000Z']);
    expect(week.days).toEqual(['2026-03-23', '2026-03-24', '2026-03-25']);
    expect(iso(plan('today', '2026-06-02T21:59:00Z').before?.to)).toBe('2026-06-01T22:00:00.000Z');
  });

  it('compares a month with all of a shorter one before', () => {
    const { before, buckets } = plan('this_month', '2026-03-31T08:07:00Z');
    expect(buckets).toHaveLength(31);
    expect([before!.days.length, before!.days.at(-1), iso(before!.to)]).toEqual([
      28,
      '2026-02-28',
      '2026-02-28T23:00:00.000Z',
    ]);
    expect(before!.lastSlots).toBe(96);
  });

  it('shows all time by days, and by whole weeks once there are many', () => {
    const young = plan('all_time', '2026-03-31T08:00:00Z', berlin, '2026-03-01');
    expect([young.step, young.buckets.length, young.before]).toEqual(['day', 31, null]);
    const old = plan('all_time', '2026-03-31T08:00:00Z', berlin, '2025-01-01');
    expect([old.step, old.buckets[0]!.days[0], old.buckets.at(-1)!.days.at(-1)]).toEqual([
      'week',
      '2024-12-30',
      '2026-04-05',
    ]);
    expect(plan('all_time', '2026-03-31T08:00:00Z').buckets).toHaveLength(1);
  });

  it('places an instant in the quarter of an hour of its day', () => {
    const start = new Date('2026-10-24T22:00:00Z');
    expect(slotOf(new Date('2026-10-24T22:14:59Z'), start)).toBe(0);
    expect(slotOf(new Date('2026-10-25T22:59:00Z'), start)).toBe(99);
  });
});
