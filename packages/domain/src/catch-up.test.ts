import { describe, expect, it } from '@jest/globals';
import { comesLate } from './catch-up.ts';

const MINUTE = 60_000;

describe('coming late', () => {
  it('is for whoever was not there before, and not for the first two minutes', () => {
    expect(comesLate([], 0, 10 * MINUTE)).toBe(true);
    expect(comesLate([10 * MINUTE - 500], 0, 10 * MINUTE)).toBe(true);
    expect(comesLate([], 0, 2 * MINUTE - 1)).toBe(false);
    expect(comesLate([2 * MINUTE - 1], 0, 2 * MINUTE + 5)).toBe(false);
  });

  it('is over once somebody was there: neither a reload nor another device begins it anew', () => {
    expect(comesLate([9 * MINUTE - 1], 0, 10 * MINUTE)).toBe(false);
    expect(comesLate([30_000, 10 * MINUTE], 0, 10 * MINUTE)).toBe(false);
    // In the lobby, before it was live.
    expect(comesLate([-5 * MINUTE, 10 * MINUTE], 0, 10 * MINUTE)).toBe(false);
  });
});
