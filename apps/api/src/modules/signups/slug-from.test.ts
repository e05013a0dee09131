import { describe, expect, it } from '@jest/globals';
import { slug } from '@stageline/contracts';
import fc from 'fast-check';
import { slugCandidates, slugFrom } from './slug-from.ts';

describe('slugFrom', () => {
  it.each([
    ['Kevin Gardner', 'kevin-gardner'],
    ['  Žofie’s Café & Co. ', 'zofie-s-cafe-co'],
    ['Mira Große', 'mira-grosse'],
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
      { examples: [['v v'], ['\u{1D567} \u{1D61D}'], ['c-l-n']] },
    );
  });

  it('A-02 leaves out a number that would make a look-alike, and still offers as many', () => {
    const candidates = slugCandidates(slugFrom('v v'), 12);
    expect(candidates).toHaveLength(12);
    expect(candidates.slice(0, 5)).toEqual(['v-v', 'v-v-2', 'v-v-3', 'v-v-4', 'v-v-6']);
  });
});
