/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { withLocale } from '../../../shared/i18n/index.ts';
import de from '../texts.de.ts';
import { lineTexts } from '../texts.ts';
import { ago } from './ago.ts';
import { grouped } from './grouped.ts';

const at = '2025-12-04T19:00:00.000Z';
const german = { locale: 'de', tag: 'de-DE' } as const;

describe('ago', () => {
  it.each([
    [-5, 'just now', 'gerade eben'],
    [59, 'just now', 'gerade eben'],
    [60, '1 minute ago', 'vor 1 Minute'],
    [59 * 60, '59 minutes ago', 'vor 59 Minuten'],
    [3600, '1 hour ago', 'vor 1 Stunde'],
    [26 * 3600, '1 day ago', 'vor 1 Tag'],
    [40 * 86_400, '40 days ago', 'vor 40 Tagen'],
  ])('L-15 says after %i seconds "%s", and in German "%s"', (seconds, words, germanWords) => {
    lineTexts.provide('de', de);
    const said = () => ago(at, Date.parse(at) + seconds * 1000);
    expect([said(), withLocale(german, said)]).toEqual([words, germanWords]);
  });
});

describe('grouped', () => {
  it.each(['en', 'en-GB', 'de', 'de-DE', 'de-AT', 'de-CH'])('L-15 writes numbers as %s does', (tag) => {
    const locale = { locale: tag.slice(0, 2) as 'en' | 'de', tag };
    // Editions of CLDR differ in the apostrophe of Switzerland.
    const plain = (text: string) => text.replaceAll('’', "'");
    for (const value of [0, 7, 999, 1000, 12_345, 1_234_567])
      expect(plain(withLocale(locale, () => grouped(value)))).toBe(plain(new Intl.NumberFormat(tag).format(value)));
  });
});
