import { describe, expect, it } from '@jest/globals';
import { monthsShown, rangeOf } from './month.ts';

describe('months of free times', () => {
  it('E-12 on the last days of a month the next one is there, too, and its times are looked for at once', () => {
    expect(monthsShown('2026-11-01', '2026-11-22')).toEqual(['2026-11-01']);
    const shown = monthsShown('2026-11-01', '2026-11-24');
    expect(shown).toEqual(['2026-11-01', '2026-12-01']);
    expect(rangeOf(shown, '2026-11-24', 'UTC')).toEqual({
      from: '2026-11-24T00:00:00.000Z',
      to: '2027-01-01T00:00:00.000Z',
    });
  });

  it('a later month stands by itself, from its first day on', () => {
    expect(monthsShown('2026-12-01', '2026-11-30')).toEqual(['2026-12-01']);
    expect(rangeOf(['2026-12-01'], '2026-11-30', 'Europe/Berlin')).toEqual({
      from: '2026-11-30T23:00:00.000Z',
      to: '2026-12-31T23:00:00.000Z',
    });
  });
});
