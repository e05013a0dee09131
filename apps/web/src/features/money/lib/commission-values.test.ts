import { describe, expect, it } from '@jest/globals';
import { levelRateOf, monthsUntil, rateValuesOf } from './commission-values.ts';

describe('rates of levels', () => {
  it('are read from what people type', () => {
    expect(['10', '2.5', '7,25', '', ' 100 ', '0'].map(levelRateOf)).toEqual([10_000, 2500, 7250, 0, 100_000, 0]);
    expect(['-1', 'ten', '101', '1.2345', '100.1'].map(levelRateOf)).toEqual([null, null, null, null, null]);
  });

  it('are typed again as they are kept, with an empty field for each further level', () => {
    const { levels } = rateValuesOf({ version: 1, levels: [10_000, 0, 2500], from: null });
    expect(levels.map(({ percent }) => percent)).toEqual(['10', '', '2.5', '', '']);
  });
});

it('offers months from that of now back, over the turn of a year', () => {
  const months = monthsUntil(new Date(2026, 1, 28), 3);
  expect(months.map(({ value }) => value)).toEqual(['2026-02', '2026-01', '2025-12']);
  expect(months[0]!.label).toBe('February 2026');
});
