import { describe, expect, it } from '@jest/globals';
import { nextText } from './call-time.ts';

const booked = new Date('2026-11-30T10:00:00Z');
/** Every reminder of a call, in the order in which they go out. */
function texts(startsAt: string, timeZone: string): string[] {
  const all: string[] = [];
  for (let now: Date | null = booked; now !== null;) {
    now = nextText(new Date(startsAt), timeZone, now);
    if (now !== null) all.push(now.toISOString());
  }
  return all;
}

describe('reminders as short messages', () => {
  it.each([
    [
      'go out a day and an hour before by day',
      '2026-12-03T13:00:00Z',
      'Europe/Berlin',
      ['2026-12-02T13:00', '2026-12-03T12:00'],
    ],
    [
      'wait for the morning of whoever gets them',
      '2026-12-03T07:30:00Z',
      'Europe/Berlin',
      ['2026-12-02T07:30', '2026-12-03T07:00'],
    ],
    [
      'come the evening before a call at dawn',
      '2026-12-03T06:00:00Z',
      'Europe/Berlin',
      ['2026-12-02T07:00', '2026-12-02T19:45'],
    ],
    ['go by their wall, not ours', '2026-12-03T13:00:00Z', 'Asia/Kathmandu', ['2026-12-02T13:00', '2026-12-03T12:00']],
    [
      'come before the night where the call begins in it',
      '2026-12-03T22:30:00Z',
      'Europe/Berlin',
      ['2026-12-03T07:00', '2026-12-03T19:45'],
    ],
  ] as const)('E-09 %s', (_what, startsAt, timeZone, expected) => {
    expect(texts(startsAt, timeZone)).toEqual(expected.map((at) => `${at}:00.000Z`));
  });

  it('E-09 none comes right after the booking', () => {
    expect(texts('2026-11-30T11:05:00Z', 'UTC')).toEqual([]);
  });
});
