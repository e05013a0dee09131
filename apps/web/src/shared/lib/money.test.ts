import { describe, expect, it } from '@jest/globals';
import { formatPrice, minorOf, typedAmount } from './money.ts';

describe('money', () => {
  it('takes amounts with a point or a comma, and none that is finer than the currency', () => {
    expect(['49', '49.5', '49,05', '0.99'].map((text) => minorOf(text, 'EUR'))).toEqual([4900, 4950, 4905, 99]);
    expect(['', 'free', '1.234', '-5', '1,000.00'].map((text) => minorOf(text, 'EUR'))).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
    expect([minorOf('500', 'JPY'), minorOf('500.5', 'JPY')]).toEqual([500, null]);
  });
  it('shows what was typed', () => {
    expect([typedAmount(4900, 'EUR'), typedAmount(4950, 'EUR')]).toEqual(['49', '49.50']);
    expect([formatPrice({ amount: 4900, currency: 'EUR' }), formatPrice({ amount: 4950, currency: 'USD' })]).toEqual([
      '€49',
      '$49.50',
    ]);
  });
});
