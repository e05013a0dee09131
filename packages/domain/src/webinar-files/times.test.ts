import { describe, expect, it } from '@jest/globals';
import type { WebinarFault } from '@stageline/contracts';
import fc from 'fast-check';
import { createTimeReader, readTime } from './times.ts';

const two = (value: number) => String(value).padStart(2, '0');
const zones = ['Europe/Vienna', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC'];

describe('K-03 times of a file', () => {
  it('are those that each is by itself, on days of a changed clock and where there is no such day, too', () => {
    const days = fc.oneof(
      fc.tuple(fc.integer({ min: 1950, max: 2100 }), fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 32 })),
      // Clocks go on or back; a day that an island left out; the day after a leap day that was none.
      fc.constantFrom([2026, 3, 29], [2026, 10, 25], [2026, 11, 1], [2011, 12, 30], [2100, 2, 29], [2024, 2, 29]),
    );
    const clocks = fc.tuple(fc.nat({ max: 24 }), fc.nat({ max: 60 }), fc.nat({ max: 61 }));
    const times = fc.tuple(days, clocks, fc.constantFrom(' ', 'T', '_'));
    const texts = fc.array(
      times.map(
        ([[year, month, day], [hour, minute, second], between]) =>
          `${year}-${two(month!)}-${two(day!)}${between}${two(hour)}:${two(minute)}:${two(second)}`,
      ),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(fc.constantFrom(...zones), texts, (timeZone, all) => {
        const rules = { order: 'year-first', timeZone } as const;
        const read = createTimeReader(rules);
        for (const text of [...all, ...all]) {
          const faults: WebinarFault[] = [];
          const alone = readTime(text, rules);
          expect([text, read(text, faults)]).toEqual([text, alone?.at ?? null]);
          expect(faults).toEqual(alone === null ? ['time-invalid'] : alone.isAmbiguous ? ['time-ambiguous'] : []);
        }
      }),
      { numRuns: 500 },
    );
  });
});
