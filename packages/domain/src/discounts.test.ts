import { describe, expect, it } from '@jest/globals';
import { discountOf } from './discounts.ts';

const off = (amount: number, currency: 'EUR' | 'JPY') => ({ kind: 'amount', off: { amount, currency } }) as const;

describe('discounts', () => {
  it.each([
    [49_900, { kind: 'percent', percent: 20 }, 9980],
    // A half of the smallest unit is the buyer's.
    [5, { kind: 'percent', percent: 50 }, 3],
    [1, { kind: 'percent', percent: 1 }, 0],
    [49_900, { kind: 'percent', percent: 100 }, 49_900],
    [49_900, off(5000, 'EUR'), 5000],
    [4000, off(5000, 'EUR'), 4000],
    [4000, off(5000, 'JPY'), 0],
  ] as const)('D-13 of %d cents, %j takes off %d', (amount, discount, taken) => {
    expect(discountOf({ amount, currency: 'EUR' }, discount)).toBe(taken);
  });
});
