import { describe, expect, it } from '@jest/globals';
import { negotiateLocale } from './locale.ts';

describe('negotiateLocale', () => {
  it.each([
    ['de-AT,de;q=0.9,en;q=0.8', undefined, 'de', 'de-AT'],
    ['fr-CA, en-GB;q=0.5, de;q=0.7', undefined, 'de', 'de'],
    ['fr, es;q=0.5', undefined, 'en', 'en'],
    ['en;q=0, de', undefined, 'de', 'de'],
    [undefined, undefined, 'en', 'en'],
    ['*', undefined, 'en', 'en'],
    ['en-US,en;q=0.9', 'de', 'de', 'de'],
    ['en-US,de-CH;q=0.2', 'de', 'de', 'de-CH'],
    ['de', 'xx', 'de', 'de'],
    ['"><script>, DE-de', undefined, 'de', 'de-DE'],
  ] as const)('L-15 reads %s with the choice %s as %s, written as %s', (header, chosen, locale, tag) => {
    expect(negotiateLocale(header, chosen)).toEqual({ locale, tag });
  });

  it('does not read a header of any length', () => {
    expect(negotiateLocale('de,'.repeat(400))).toEqual({ locale: 'en', tag: 'en' });
  });
});
