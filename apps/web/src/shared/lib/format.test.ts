/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import {
  formatDateTime,
  formatDay,
  formatElsewhere,
  formatMinutes,
  formatRelative,
  formatTime,
  formatZone,
  initialsOf,
  plural,
} from './format.ts';

const instant = '2025-12-04T19:00:00.000Z';
const berlin = { timeZone: 'Europe/Berlin', locale: 'en' };

describe('format', () => {
  it('B-04 writes an instant in a zone, and names the zone', () => {
    expect(formatDay(instant, berlin)).toBe('Thursday, December 4');
    expect(formatTime(instant, berlin).replaceAll(/\s/g, ' ')).toBe('8:00 PM');
    expect(formatDateTime(instant, berlin).replaceAll(/\s/g, ' ')).toBe('Dec 4, 2025, 8:00 PM');
    expect(formatZone('Europe/Berlin', instant, 'en')).toBe('Central European Time');
  });
  it('keeps apart what differs in zone or language only', () => {
    expect(formatTime(instant, { timeZone: 'Asia/Tokyo', locale: 'de' })).toBe('4:00');
    expect(formatTime(instant, { timeZone: 'Europe/Berlin', locale: 'de' })).toBe('20:00');
  });
  it.each([
    [-10, 'just now'],
    [-90, '2 minutes ago'],
    [-3 * 3600, '3 hours ago'],
    [-86_400, 'yesterday'],
    [2 * 86_400, 'in 2 days'],
  ])('writes %i seconds from now as "%s"', (seconds, words) => {
    expect(formatRelative(Date.parse(instant) + seconds * 1000, instant, 'en')).toBe(words);
  });
  it('counts in words', () => {
    expect([plural(1, 'person', 'people'), plural(0, 'person', 'people')]).toEqual(['1 person', '0 people']);
    expect([formatMinutes(40), formatMinutes(60), formatMinutes(65)]).toEqual(['40 min', '1 h', '1 h 5 min']);
  });
  it.each([
    ['Ana Ruiz', 'AR'],
    ['Ana María Ruiz', 'AR'],
    ['Zoë', 'Z'],
    ['👩‍🚀 Nora', '👩‍🚀N'],
    ['  ', ''],
  ])('takes the initials of "%s"', (name, initials) => expect(initialsOf(name)).toBe(initials));
});

describe('formatZone', () => {
  it.each([
    ['Europe/Berlin', 'Central European Time'],
    ['UTC', 'Coordinated Universal Time'],
  ])('names %s in words', (zone, name) => expect(formatZone(zone, '2026-11-22T00:00:00Z', 'en-GB')).toBe(name));
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
