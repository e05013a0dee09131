import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { invoiceTotals, takenBack, takenBackOfLines, type LineTax } from './invoice-totals.ts';

const taxes: LineTax[] = [
  { category: 'standard', rate: 19_000 },
  { category: 'standard', rate: 7000 },
  { category: 'exempt', rate: 0 },
];
const sum = (of: readonly { net: number; tax: number }[]) => of.reduce((all, { net, tax }) => all + net + tax, 0);

it('D-06 lines that go back in any parts, among other refunds, take back exactly the invoice and no tax below nothing', () => {
  const line = fc.record({ unitAmount: fc.integer({ min: 1, max: 9999 }), tax: fc.constantFrom(...taxes) });
  const step = fc.record({ line: fc.nat(5), part: fc.double({ min: 0, max: 1, noNaN: true }), isOfAll: fc.boolean() });
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      fc.array(step, { maxLength: 8 }),
      (sold, isWithTax, steps) => {
        const lines = sold.map((each) => ({ ...each, quantity: 1 }));
        const totals = invoiceTotals(lines, isWithTax);
        let left = [...totals.taxes];
        const take = (back: typeof left) => {
          left = left.map((of, index) => ({ ...of, net: of.net - back[index]!.net, tax: of.tax - back[index]!.tax }));
          for (const { net, tax } of left) expect([net >= 0, tax >= 0]).toEqual([true, true]);
        };
        for (const { line: place, part, isOfAll } of steps) {
          const of = place % lines.length;
          const amount = Math.min(Math.floor(totals.lines[of]!.gross * part), sum(left));
          const before = sum(left);
          take(isOfAll ? takenBack(left, amount) : takenBackOfLines(left, [{ tax: lines[of]!.tax, amount }]));
          expect(sum(left)).toBe(before - amount);
        }
        take(takenBack(left, sum(left)));
        expect(left.every(({ net, tax }) => net === 0 && tax === 0)).toBe(true);
      },
    ),
  );
});

it('D-06 a line takes back its own tax, and another one only where nothing is left of that', () => {
  const { taxes: left } = invoiceTotals(
    [
      { quantity: 1, unitAmount: 11_900, tax: taxes[0]! },
      { quantity: 1, unitAmount: 10_700, tax: taxes[1]! },
    ],
    true,
  );
  const back = (parts: Parameters<typeof takenBackOfLines>[1]) =>
    takenBackOfLines(left, parts).map(({ net, tax }) => [net, tax]);
  expect(back([{ tax: taxes[1]!, amount: 5350 }])).toEqual([
    [0, 0],
    [5000, 350],
  ]);
  expect(back([{ tax: taxes[0]!, amount: 11_900 + 107 }])).toEqual([
    [10_000, 1900],
    [100, 7],
  ]);
});
