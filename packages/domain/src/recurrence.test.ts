import { describe, expect, it } from '@jest/globals';
import type { SeriesPattern, SeriesRule } from '@stageline/contracts';
import { occurrencesOf, plannedAhead, splitRule } from './recurrence.ts';

const weekly = (weekdays: number[], every = 1): SeriesPattern => ({ kind: 'weekly', every, weekdays });
const rule = (more: Partial<SeriesRule>): SeriesRule => ({
  pattern: weekly([2]),
  end: { kind: 'never' },
  from: '2026-01-01',
  time: '19:00',
  timeZone: 'Europe/Berlin',
  ...more,
});
const first = (count: number, of: SeriesRule) => {
  const found = [];
  for (const occurrence of occurrencesOf(of)) if (found.push(occurrence) === count) break;
  return found;
};
const days = (count: number, more: Partial<SeriesRule>) => first(count, rule(more)).map(({ key }) => key.slice(0, 10));
const instants = (count: number, more: Partial<SeriesRule>) =>
  first(count, rule(more)).map(({ startsAt }) => startsAt.toISOString().slice(0, 16));

describe('dates that repeat', () => {
  it('B-04 keeps the clock on the wall over both changes of daylight saving', () => {
    const berlin = { from: '2026-03-24', time: '19:00' };
    expect(instants(2, berlin)).toEqual(['2026-03-24T18:00', '2026-03-31T17:00']);
    expect(instants(2, { ...berlin, from: '2026-10-20' })).toEqual(['2026-10-20T17:00', '2026-10-27T18:00']);
    const newYork = { timeZone: 'America/New_York', from: '2026-03-03' };
    expect(instants(2, newYork)).toEqual(['2026-03-04T00:00', '2026-03-10T23:00']);
    // Half an hour there; and a zone that knows no change, a quarter of an hour off.
    const lordHowe = { timeZone: 'Australia/Lord_Howe', from: '2026-03-31' };
    expect(instants(2, lordHowe)).toEqual(['2026-03-31T08:00', '2026-04-07T08:30']);
    const kathmandu = { timeZone: 'Asia/Kathmandu', from: '2026-03-24' };
    expect(instants(2, kathmandu)).toEqual(['2026-03-24T13:15', '2026-03-31T13:15']);
  });

  it('B-04 takes a time that is skipped with the offset before the jump, and the first of one that happens twice', () => {
    const sundays = { pattern: weekly([7]) };
    const at = (timeZone: string, from: string, time: string) => instants(3, { ...sundays, timeZone, from, time });
    expect(at('Europe/Berlin', '2026-03-22', '02:30')).toEqual([
      '2026-03-22T01:30',
      '2026-03-29T01:30',
      '2026-04-05T00:30',
    ]);
    expect(at('Europe/Berlin', '2026-10-18', '02:30')).toEqual([
      '2026-10-18T00:30',
      '2026-10-25T00:30',
      '2026-11-01T01:30',
    ]);
    expect(at('America/New_York', '2026-03-01', '02:30')).toEqual([
      '2026-03-01T07:30',
      '2026-03-08T07:30',
      '2026-03-15T06:30',
    ]);
    expect(at('America/New_York', '2026-10-25', '01:30')).toEqual([
      '2026-10-25T05:30',
      '2026-11-01T05:30',
      '2026-11-08T06:30',
    ]);
    // Lord Howe jumps from 02:00 to 02:30, and goes back from 02:00 to 01:30.
    expect(at('Australia/Lord_Howe', '2026-09-27', '02:15')).toEqual([
      '2026-09-26T15:45',
      '2026-10-03T15:45',
      '2026-10-10T15:15',
    ]);
    expect(at('Australia/Lord_Howe', '2026-03-29', '01:45')).toEqual([
      '2026-03-28T14:45',
      '2026-04-04T14:45',
      '2026-04-11T15:15',
    ]);
    // What is skipped keeps its name: the date is the same one, whatever the clock showed.
    expect(days(2, { ...sundays, from: '2026-03-22', time: '02:30' })).toEqual(['2026-03-22', '2026-03-29']);
  });

  it('B-04 repeats on several days of every n-th week', () => {
    const on = { pattern: weekly([4, 1], 2), from: '2026-01-01' };
    expect(days(5, on)).toEqual(['2026-01-01', '2026-01-12', '2026-01-15', '2026-01-26', '2026-01-29']);
    expect(days(3, { pattern: weekly([7]), from: '2026-02-28' })).toEqual(['2026-03-01', '2026-03-08', '2026-03-15']);
  });

  it('B-04 repeats monthly, on a day of the week or of the month, on the last one where a month is shorter', () => {
    const nth = (which: 1 | 2 | 3 | 4 | -1, weekday: number): SeriesPattern => ({
      kind: 'monthly-weekday',
      nth: which,
      weekday,
    });
    expect(days(3, { pattern: nth(1, 2), from: '2026-01-07' })).toEqual(['2026-02-03', '2026-03-03', '2026-04-07']);
    expect(days(3, { pattern: nth(-1, 5) })).toEqual(['2026-01-30', '2026-02-27', '2026-03-27']);
    expect(days(2, { pattern: nth(3, 7), from: '2026-11-01' })).toEqual(['2026-11-15', '2026-12-20']);
    const day = (of: number): SeriesPattern => ({ kind: 'monthly-day', day: of });
    expect(days(4, { pattern: day(31) })).toEqual(['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']);
    expect(days(2, { pattern: day(30), from: '2028-02-10' })).toEqual(['2028-02-29', '2028-03-30']);
    expect(days(2, { pattern: day(1), from: '2026-12-02' })).toEqual(['2027-01-01', '2027-02-01']);
  });

  it('B-04 ends after so many, or with a day', () => {
    expect(days(9, { end: { kind: 'count', count: 2 } })).toEqual(['2026-01-06', '2026-01-13']);
    expect(days(9, { end: { kind: 'until', date: '2026-01-20' } })).toHaveLength(3);
    expect(days(9, { end: { kind: 'until', date: '2025-12-31' } })).toEqual([]);
  });

  it('B-04 plans eight weeks ahead, at least three dates and at most sixteen, and nothing that began', () => {
    const now = new Date('2026-01-06T18:00:00Z');
    const planned = plannedAhead(rule({}), now);
    expect([planned[0]?.key, planned.at(-1)?.key, planned.length]).toEqual(['2026-01-13T19:00', '2026-03-03T19:00', 8]);
    expect(plannedAhead(rule({ pattern: { kind: 'monthly-day', day: 5 } }), now).map(({ key }) => key)).toEqual([
      '2026-02-05T19:00',
      '2026-03-05T19:00',
      '2026-04-05T19:00',
    ]);
    expect(plannedAhead(rule({ pattern: weekly([1, 2, 3, 4, 5, 6, 7]) }), now)).toHaveLength(16);
    expect(plannedAhead(rule({ end: { kind: 'until', date: '2026-01-06' } }), now)).toEqual([]);
  });

  it('B-04 parts a rule at a date and moves what follows with it', () => {
    const to = (date: string) => ({ date, time: '20:15', timeZone: 'America/New_York' });
    const tuesdays = rule({ end: { kind: 'count', count: 6 } });
    const { earlier, later } = splitRule(tuesdays, '2026-01-20T19:00', to('2026-01-21'));
    expect(first(9, earlier!).map(({ key }) => key)).toEqual(['2026-01-06T19:00', '2026-01-13T19:00']);
    expect(first(9, later).map(({ key }) => key)).toEqual([
      '2026-01-21T20:15',
      '2026-01-28T20:15',
      '2026-02-04T20:15',
      '2026-02-11T20:15',
    ]);
    expect(splitRule(tuesdays, '2026-01-06T19:00', to('2026-01-06')).earlier).toBeNull();
    const two = splitRule(rule({ pattern: weekly([1, 4]) }), '2026-01-05T19:00', to('2026-01-07')).later;
    expect(days(3, two)).toEqual(['2026-01-07', '2026-01-10', '2026-01-14']);
    const lastFriday: SeriesPattern = { kind: 'monthly-weekday', nth: -1, weekday: 5 };
    const moved = (date: string) =>
      days(2, splitRule(rule({ pattern: lastFriday }), '2026-09-25T19:00', to(date)).later);
    expect(moved('2026-09-24')).toEqual(['2026-09-24', '2026-10-29']);
    expect(moved('2026-09-23')).toEqual(['2026-09-23', '2026-10-28']);
    const until = rule({ end: { kind: 'until', date: '2026-01-13' } });
    expect(days(9, splitRule(until, '2026-01-06T19:00', to('2026-01-09')).later)).toEqual(['2026-01-09', '2026-01-16']);
  });
});
