/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { loadMessages, withLocale } from '../i18n/index.ts';
import { describeRemaining, remainingUntil } from './countdown.ts';
import { formatElsewhere, formatMinutes, formatRelative, formatSeconds, formatWait } from './time-in-words.ts';

const instant = '2025-12-04T19:00:00.000Z';
const german = { locale: 'de', tag: 'de-AT' } as const;

describe('durations', () => {
  it.each([
    [-10, 'just now', 'gerade eben'],
    [-90, '2 minutes ago', 'vor 2 Minuten'],
    [-3 * 3600, '3 hours ago', 'vor 3 Stunden'],
    [-86_400, 'yesterday', 'gestern'],
    [2 * 86_400, 'in 2 days', 'übermorgen'],
    [5 * 86_400, 'in 5 days', 'in 5 Tagen'],
  ])('L-15 say %i seconds from now as "%s", and in German "%s"', async (seconds, english, words) => {
    await loadMessages('de');
    const said = () => formatRelative(Date.parse(instant) + seconds * 1000, instant);
    expect([said(), withLocale(german, said)]).toEqual([english, words]);
  });
  it('says how long to wait in a unit that one can picture, and never too little', () => {
    const said = () => [1, 40, 90, 1906, 5400, 80_000].map(formatWait);
    expect(said()).toEqual(['1 second', '40 seconds', '2 minutes', '32 minutes', '2 hours', '23 hours']);
    expect(withLocale(german, said)).toContain('32 Minuten');
  });
  it('L-15 count in words', async () => {
    await loadMessages('de');
    const said = () => [formatMinutes(40), formatMinutes(60), formatMinutes(65), formatSeconds(7)];
    expect(said()).toEqual(['40 min', '1 h', '1 h 5 min', '7 s']);
    expect(withLocale(german, said)).toEqual(['40 Min.', '1 Std.', '1 Std. 5 Min.', '7 Sek.']);
    const left = () => describeRemaining(remainingUntil(instant, Date.parse('2025-12-02T15:00:00Z')));
    expect([left(), withLocale(german, left)]).toEqual(['in 2 days 4 h', 'in 2 Tagen 4 Std.']);
  });
});

describe('formatElsewhere', () => {
  const startsAt = '2026-11-22T00:00:00.000Z';

  it('B-04 names the day where it is another one than the reader has', () => {
    const reader = { timeZone: 'Europe/London', locale: 'en-GB' };
    expect(formatElsewhere(startsAt, 'America/New_York', reader)).toBe('Saturday 21 November, 19:00 Eastern Time');
  });

  it('B-04 leaves it out where it is the same', () => {
    const reader = { timeZone: 'America/Los_Angeles', locale: 'en-US' };
    expect(formatElsewhere(startsAt, 'America/New_York', reader)).toMatch(/^7:00\sPM Eastern Time$/);
  });
});
