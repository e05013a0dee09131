import { expect, it } from '@jest/globals';
import { moneyText, rateOf, rateText, typedRate } from './amounts.ts';

it('reads rates with a point or a comma, and none that is finer or higher than there is', () => {
  expect(['19', '8.875', '7,5', '0', '50'].map(rateOf)).toEqual([19_000, 8875, 7500, 0, 50_000]);
  expect(['', 'x', '50.001', '8.8755', '-1', '100'].map(rateOf)).toEqual([null, null, null, null, null, null]);
});

it('shows what was typed, and what it means', () => {
  expect([typedRate(19_000), typedRate(8875)]).toEqual(['19', '8.875']);
  expect([rateText(19_000), rateText(8875)]).toEqual(['19%', '8.875%']);
  expect(
    [moneyText(4900, 'EUR'), moneyText(4900, 'JPY'), moneyText(4900, 'KWD')].map((text) => text.replaceAll(/\s/g, ' ')),
  ).toEqual(['€49.00', '¥4,900', 'KWD 4.900']);
});
