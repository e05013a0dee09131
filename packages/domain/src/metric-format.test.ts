import { expect, it } from '@jest/globals';
import { axisMarks } from './chart-scale.ts';
import { formatChange, formatMetric } from './metric-format.ts';

it.each([
  [1234, 'count', 'en', '1,234'],
  [1234, 'count', 'de', '1.234'],
  [0.1256, 'percent', 'en', '12.6%'],
  [0.1256, 'percent', 'de', '12,6 %'],
  [59.6, 'duration', 'en', '1 min'],
  [41.2, 'duration', 'de', '41 s'],
  [200, 'duration', 'en', '3 min 20 s'],
  [3599.6, 'duration', 'en', '1 h'],
  [7260, 'duration', 'de', '2 h 1 min'],
  [200_000, 'duration', 'en', '2 d 8 h'],
  [null, 'percent', 'en', '–'],
] as const)('writes %s as %s in %s: %s', (value, unit, tag, text) => {
  expect(formatMetric(value, unit, tag).replaceAll(/\s/g, ' ')).toBe(text);
});

it('says how much more or less there is', () => {
  expect([formatChange(0.256, 'en'), formatChange(-0.5, 'en'), formatChange(0, 'en')]).toEqual(['+26%', '-50%', '0%']);
});

it('marks an axis by round steps that reach the highest value, people by whole ones', () => {
  expect(axisMarks(367, 4, true)).toEqual([0, 100, 200, 300, 400]);
  expect(axisMarks(2, 4, true)).toEqual([0, 1, 2]);
  expect(axisMarks(0, 4, true)).toEqual([0, 1]);
  expect(axisMarks(0.09, 4, false)).toEqual([0, 0.05, 0.1]);
  for (const highest of [1, 7, 19, 20, 99, 1001])
    expect(axisMarks(highest, 4, true).at(-1)).toBeGreaterThanOrEqual(highest);
});
