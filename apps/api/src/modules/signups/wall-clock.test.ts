import { describe, expect, it } from '@jest/globals';
import { wallClockInstant } from './wall-clock.ts';

describe('wallClockInstant', () => {
  const cases: [name: string, now: string, zone: string, days: number, time: string, expected: string][] = [
    ['plain UTC', '2026-01-01T12:00:00Z', 'UTC', 7, '19:00', '2026-01-08T19:00:00.000Z'],
    ['an offset of 5:45', '2026-01-01T12:00:00Z', 'Asia/Kathmandu', 1, '19:00', '2026-01-02T13:15:00.000Z'],
    [
      'the local day, not the UTC one',
      '2026-01-01T20:00:00Z',
      'Asia/Kathmandu',
      0,
      '19:00',
      '2026-01-02T13:15:00.000Z',
    ],
    ['across the change to summer', '2026-03-25T12:00:00Z', 'Europe/Berlin', 7, '19:00', '2026-04-01T17:00:00.000Z'],
    ['across the change to winter', '2026-10-20T12:00:00Z', 'Europe/Berlin', 7, '19:00', '2026-10-27T18:00:00.000Z'],
    ['the evening of the change', '2026-03-28T12:00:00Z', 'America/New_York', 1, '19:00', '2026-03-29T23:00:00.000Z'],
    ['a time in the gap', '2026-03-07T12:00:00Z', 'America/New_York', 1, '02:30', '2026-03-08T07:30:00.000Z'],
    ['just after the gap', '2026-03-07T12:00:00Z', 'America/New_York', 1, '03:00', '2026-03-08T07:00:00.000Z'],
    ['the first of two', '2026-10-31T12:00:00Z', 'America/New_York', 1, '01:30', '2026-11-01T05:30:00.000Z'],
    ['just after the two', '2026-10-31T12:00:00Z', 'America/New_York', 1, '02:00', '2026-11-01T07:00:00.000Z'],
    ['half an hour of summer', '2026-04-04T00:00:00Z', 'Australia/Lord_Howe', 1, '19:00', '2026-04-05T08:30:00.000Z'],
  ];
  it.each(cases)('B-04 %s', (_name, now, zone, days, time, expected) => {
    expect(wallClockInstant(new Date(now), zone, days, time).toISOString()).toBe(expected);
  });
});
