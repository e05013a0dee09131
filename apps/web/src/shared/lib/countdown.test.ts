import { describe, expect, it } from '@jest/globals';
import { describeRemaining, remainingUntil } from './countdown.ts';

const start = '2026-01-10T20:00:00.000Z';
const at = (instant: string) => describeRemaining(remainingUntil(start, Date.parse(instant)));

describe('countdown', () => {
  it('says the two largest units', () => {
    expect(at('2026-01-08T16:00:00Z')).toBe('in 2 days 4 h');
    expect(at('2026-01-09T20:00:00Z')).toBe('in 1 day');
    expect(at('2026-01-10T18:55:00Z')).toBe('in 1 h 5 min');
    expect(at('2026-01-10T19:55:50Z')).toBe('in 4 min 10 s');
    expect(at('2026-01-10T19:59:59.500Z')).toBe('in 1 s');
  });
  it('does not count below zero', () => {
    expect(at('2026-01-10T20:00:01Z')).toBe('any moment now');
  });
});
