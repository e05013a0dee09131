/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import {
  formatDateTime,
  formatDay,
  formatNumber,
  formatRatio,
  formatShare,
  formatTime,
  formatZone,
  initialsOf,
} from './format.ts';
import { withLocale } from '../i18n/index.ts';

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
  it('L-15 writes dates and numbers as the page’s language and region do', () => {
    const written = () => [
      formatDay(instant, { timeZone: 'Europe/Berlin' }),
      formatTime(instant, { timeZone: 'Europe/Berlin' }).replaceAll(/\s/g, ' '),
      formatZone('Europe/Berlin', instant),
      formatNumber(1_234.5),
      formatShare(0.57).replaceAll(/\s/g, ' '),
      formatRatio(4.56),
    ];
    const german = ['Donnerstag, 4. Dezember', '20:00', 'Mitteleuropäische Zeit'];
    expect(withLocale({ locale: 'de', tag: 'de-DE' }, written)).toEqual([...german, '1.234,5', '57 %', '4,6']);
    expect(withLocale({ locale: 'de', tag: 'de-CH' }, written)[3]).toMatch(/^1['’]234\.5$/);
    expect(withLocale({ locale: 'en', tag: 'en-GB' }, written)).toEqual([
      'Thursday 4 December',
      '20:00',
      'Central European Time',
      '1,234.5',
      '57%',
      '4.6',
    ]);
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
