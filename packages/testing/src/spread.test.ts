import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { spread } from './jest/spread.ts';

interface File {
  readonly n: number;
  readonly isBrowser: boolean;
  readonly size: number;
}
const files = fc
  .array(fc.record({ isBrowser: fc.boolean(), size: fc.nat({ max: 40_000 }) }), { maxLength: 60 })
  .map((list): File[] => list.map((file, n) => ({ ...file, n })));
const mix = (list: readonly File[]) =>
  spread(list, { isBrowser: ({ isBrowser }) => isBrowser, weight: ({ size }) => size });

describe('the order of test files', () => {
  it('runs each file once, and the files of a sort in their order', () => {
    fc.assert(
      fc.property(files, (list) => {
        const mixed = mix(list);
        for (const isBrowser of [true, false])
          expect(mixed.filter((file) => file.isBrowser === isBrowser)).toEqual(
            list.filter((file) => file.isBrowser === isBrowser),
          );
        expect(mixed).toHaveLength(list.length);
      }),
    );
  });

  it('begins no two browser files next to each other while there is enough of the others', () => {
    const list = Array.from({ length: 110 }, (_, n): File => ({ n, isBrowser: n < 10, size: 10_000 }));
    const mixed = mix(list);
    expect(mixed[0]!.isBrowser).toBe(true);
    mixed.forEach((file, n) => expect(file.isBrowser && mixed[n + 1]?.isBrowser).toBeFalsy());
    expect(mixed.findLastIndex(({ isBrowser }) => isBrowser)).toBeLessThan(100);
  });
});
