import { describe, expect, it } from '@jest/globals';
import { currencies, currencyExponents } from '@stageline/contracts';
import fc from 'fast-check';
import { invoiceTotals, takenBack, type PricedLine } from './invoice-totals.ts';
import { allocate, decimalOf, formatMoney, shareOf } from './money.ts';

const amounts = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
const anyLine = fc.record({
  quantity: fc.integer({ min: 1, max: 50 }),
  unitAmount: fc.nat(1_000_000),
  tax: fc.record({
    category: fc.constantFrom('standard' as const, 'standard' as const, 'exempt' as const, 'reverse_charge' as const),
    rate: fc.constantFrom(0, 5500, 7000, 8875, 19_000, 25_000),
  }),
});
const sumOf = (list: readonly number[]) => list.reduce((sum, amount) => sum + amount, 0);

describe('money', () => {
  it('D-01 knows currencies of no, two and three digits', () => {
    expect(decimalOf({ amount: 1234, currency: 'JPY' })).toBe('1234');
    expect(decimalOf({ amount: -5, currency: 'EUR' })).toBe('-0.05');
    expect(decimalOf({ amount: 1234, currency: 'KWD' })).toBe('1.234');
    const text = (money: Parameters<typeof formatMoney>[0], locale: string) =>
      formatMoney(money, locale).replaceAll(/\s/g, ' ');
    expect(text({ amount: 123_456, currency: 'EUR' }, 'de')).toBe('1.234,56 €');
    expect(text({ amount: 1500, currency: 'JPY' }, 'en')).toBe('¥1,500');
    expect(text({ amount: 1500, currency: 'KWD' }, 'en')).toBe('KWD 1.500');
    expect(text({ amount: 9_007_199_254_740_991, currency: 'USD' }, 'en')).toBe('$90,071,992,547,409.91');
  });

  it('D-01 holds each currency to the digits that ISO 4217 gives it', () => {
    const digits = (currency: string) =>
      new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits;
    expect(Object.fromEntries(currencies.map((currency) => [currency, digits(currency)]))).toEqual(currencyExponents);
  });

  it('D-01 rounds a half away from zero, and is exact where a product is none as a number', () => {
    expect([shareOf(5, 1, 2), shareOf(-5, 1, 2), shareOf(4, 1, 3), shareOf(1, 1, 3)]).toEqual([3, -3, 1, 0]);
    expect(shareOf(9_007_199_254_740_991, 99_999, 100_000)).toBe(9_007_109_182_748_444);
  });

  it('D-01 divides without losing a unit, nobody more than one away from their share', () => {
    fc.assert(
      fc.property(amounts, fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 12 }), (amount, weights) => {
        const shares = allocate(amount, weights);
        expect(sumOf(shares)).toBe(amount);
        const whole = sumOf(weights);
        if (whole === 0) return;
        shares.forEach((share, index) => {
          expect(Math.abs(share - (amount * weights[index]!) / whole)).toBeLessThan(1.000_001);
        });
      }),
    );
  });
});

describe('totals of an invoice', () => {
  const line = (unitAmount: number, rate = 19_000): PricedLine => ({
    quantity: 1,
    unitAmount,
    tax: { category: 'standard', rate },
  });

  it('D-02 rounds tax once per rate, where line by line would come to something else', () => {
    // 3 x 0.05 at 10 %: line by line 3 x 0.01 = 0.03, of the sum 0.015 -> 0.02.
    const lines = [line(5, 10_000), line(5, 10_000), line(5, 10_000)];
    expect(invoiceTotals(lines, false)).toMatchObject({
      net: 15,
      tax: 2,
      gross: 17,
      taxes: [{ category: 'standard', rate: 10_000, net: 15, tax: 2 }],
      lines: [
        { net: 5, tax: 1, gross: 6 },
        { net: 5, tax: 1, gross: 6 },
        { net: 5, tax: 0, gross: 5 },
      ],
    });
  });

  it('D-02 keeps the price that a buyer was told where it includes tax', () => {
    expect(invoiceTotals([line(4900)], true)).toMatchObject({ net: 4118, tax: 782, gross: 4900 });
  });

  it('D-02 asks no tax of whoever owes it themselves, nor of what is exempt', () => {
    const free = (category: 'exempt' | 'reverse_charge') => [
      { quantity: 2, unitAmount: 500, tax: { category, rate: 19_000 } },
    ];
    for (const included of [true, false])
      for (const category of ['exempt', 'reverse_charge'] as const)
        expect(invoiceTotals(free(category), included)).toMatchObject({
          net: 1000,
          tax: 0,
          gross: 1000,
          taxes: [{ category, rate: 0, net: 1000, tax: 0 }],
        });
  });

  it('D-02 adds up, whatever the lines', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1, maxLength: 10 }), fc.boolean(), (lines, included) => {
        const totals = invoiceTotals(lines, included);
        expect(totals.lines).toHaveLength(lines.length);
        for (const field of ['net', 'tax'] as const) {
          expect(sumOf(totals.lines.map((one) => one[field]))).toBe(totals[field]);
          expect(sumOf(totals.taxes.map((one) => one[field]))).toBe(totals[field]);
        }
        expect(totals.net + totals.tax).toBe(totals.gross);
        const charged = sumOf(lines.map(({ quantity, unitAmount }) => quantity * unitAmount));
        expect(included ? totals.gross : totals.net).toBe(charged);
      }),
    );
  });

  it('D-02 takes back of every tax what belongs to the part, and all of it with the whole', () => {
    fc.assert(
      fc.property(
        fc.array(anyLine, { minLength: 1, maxLength: 6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (lines, part) => {
          const { taxes, gross } = invoiceTotals(lines, false);
          const amount = Math.round(gross * part);
          const back = takenBack(taxes, amount);
          expect(sumOf(back.map(({ net, tax }) => net + tax))).toBe(amount);
          back.forEach((one, index) => {
            expect(one.tax).toBeLessThanOrEqual(taxes[index]!.tax);
            expect(one.net).toBeLessThanOrEqual(taxes[index]!.net);
          });
          expect(takenBack(taxes, gross).map(({ net, tax }) => [net, tax])).toEqual(
            taxes.map(({ net, tax }) => [net, tax]),
          );
        },
      ),
    );
  });
});
