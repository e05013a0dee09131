import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createTextPlaces } from './text-places.ts';

describe('places of texts', () => {
  it('are those of a map, whatever the texts and the seed', () => {
    const texts = fc.array(
      fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 6 }),
        fc.nat(3000).map((n) => `ana.${n}@example.com`),
      ),
      { maxLength: 6000, size: 'max' },
    );
    fc.assert(
      fc.property(texts, fc.integer(), (all, seed) => {
        const places = createTextPlaces(seed);
        const known = new Map<string, number>();
        for (const text of all) {
          const expected = known.get(text) ?? known.size;
          known.set(text, expected);
          if (places.of(text) !== expected) return false;
        }
        return true;
      }),
      { numRuns: 60 },
    );
  });

  it('tell texts apart that have the same hash', () => {
    // The same 32 bits under every hash: a birthday among a hundred thousand finds some.
    const places = createTextPlaces(1);
    const count = 200_000;
    for (let n = 0; n < count; n += 1) if (places.of(`t${n}`) !== n) throw new Error(`t${n}`);
    for (let n = 0; n < count; n += 1) if (places.of(`t${n}`) !== n) throw new Error(`t${n}`);
    expect(places.of('another')).toBe(count);
  });
});
