import { describe, expect, it } from '@jest/globals';
import { slug } from '@stageline/contracts';
import fc from 'fast-check';
import { slugCandidates, slugFrom } from './slug-from.ts';

describe('slugFrom', () => {
  it.each([
    ['Kevin Gardner', 'kevin-gardner'],
    ['  Žofie’s Café & Co. ', 'zofie-s-cafe-co'],
    ['admin', 'admin-site'],
    ['Jo', 'jo-site'],
    ['東京', 'my-site'],
    ['xn--bücher', 'xn-bucher'],
    ['---', 'my-site'],
  ])('A-02 makes an address of %j', (text, expected) => {
    expect(slugFrom(text)).toBe(expected);
  });

  it('A-02 always makes a valid address, numbered ones included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (text) => {
        for (const candidate of slugCandidates(slugFrom(text), 12)) expect(slug.parse(candidate)).toBe(candidate);
      }),
    );
  });
});
