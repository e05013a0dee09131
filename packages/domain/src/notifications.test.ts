import { describe, expect, it } from '@jest/globals';
import { groupNotifications, paceInstant, quietUntil } from './notifications.ts';

const at = (text: string) => new Date(text);
const BERLIN = 'Europe/Berlin';

describe('quiet hours', () => {
  const night = { from: '22:00', to: '07:00' };
  it.each([
    ['an evening', '2026-03-02T21:30:00Z', '2026-03-03T06:00:00.000Z'],
    ['a morning', '2026-03-03T05:59:59Z', '2026-03-03T06:00:00.000Z'],
    ['the night in which clocks are put forward', '2026-03-28T22:00:00Z', '2026-03-29T05:00:00.000Z'],
    ['the night in which they are put back', '2026-10-24T21:00:00Z', '2026-10-25T06:00:00.000Z'],
    ['the first second of the day', '2026-03-03T06:00:00Z', null],
    ['the last minute of it', '2026-03-03T20:59:59Z', null],
  ])('F-12 end when the wall says so: %s', (_what, now, end) => {
    expect(quietUntil(at(now), night, BERLIN)?.toISOString() ?? null).toBe(end);
  });
  it('F-12 are the member’s own, and never end in the past', () => {
    expect(quietUntil(at('2026-03-02T21:30:00Z'), night, 'America/New_York')).toBeNull();
    // 02:10 for the second time; 02:30 has been.
    expect(quietUntil(at('2026-10-25T01:10:00Z'), { from: '00:00', to: '02:30' }, BERLIN)).toBeNull();
    expect(quietUntil(at('2026-03-02T11:30:00Z'), { from: '12:00', to: '13:00' }, BERLIN)?.toISOString()).toBe(
      '2026-03-02T12:00:00.000Z',
    );
    expect(quietUntil(at('2026-03-02T21:30:00Z'), null, BERLIN)).toBeNull();
  });
});

describe('paces', () => {
  const of = (now: string, pace: Parameters<typeof paceInstant>[1]) =>
    paceInstant(at(now), pace, '08:00', BERLIN)?.toISOString() ?? null;
  it('F-12 go out at once, at the hour, or when the wall shows the digest’s time', () => {
    expect(of('2026-03-02T09:10:00Z', 'off')).toBeNull();
    expect(of('2026-03-02T09:10:00Z', 'instant')).toBe('2026-03-02T09:10:00.000Z');
    expect(of('2026-03-02T09:00:00Z', 'hourly')).toBe('2026-03-02T10:00:00.000Z');
    expect(of('2026-03-02T06:59:00Z', 'daily')).toBe('2026-03-02T07:00:00.000Z');
    expect(of('2026-03-02T07:00:00Z', 'daily')).toBe('2026-03-03T07:00:00.000Z');
    expect(of('2026-03-28T12:00:00Z', 'daily')).toBe('2026-03-29T06:00:00.000Z');
  });
});

it('F-12 puts neighbours of one kind together that came within ten minutes of each other', () => {
  const item = (kind: string, minute: number, read = false) => ({
    kind,
    read,
    at: new Date(Date.UTC(2026, 2, 2, 12, minute)).toISOString(),
  });
  const list = [item('a', 50), item('a', 41), item('a', 30), item('b', 29), item('a', 28), item('a', 27, true)];
  expect(groupNotifications(list).map(({ items }) => items.length)).toEqual([2, 1, 1, 1, 1]);
});
