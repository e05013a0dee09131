import { expect, it } from '@jest/globals';
import { countOf, partsOf } from './instalment-values.ts';

const days = (parts: ReturnType<typeof partsOf>) =>
  parts?.map(({ dueAt, amount }) => [new Date(dueAt).toLocaleDateString('en-CA'), amount]);

it('D-04 divides what is due without a lost unit, and keeps to the day of a month as far as it has one', () => {
  expect(days(partsOf({ count: '3', first: '2027-01-31', pace: 'month' }, 10_000))).toEqual([
    ['2027-01-31', 3334],
    ['2027-02-28', 3333],
    ['2027-03-31', 3333],
  ]);
  expect(days(partsOf({ count: '2', first: '2027-03-20', pace: 'fortnight' }, 5))).toEqual([
    ['2027-03-20', 3],
    ['2027-04-03', 2],
  ]);
});

it('D-04 takes from 2 to 36 parts, and no more than there are units', () => {
  expect(['1', '2', '36', '37', '2.5', ' 4 ', ''].map(countOf)).toEqual([null, 2, 36, null, null, 4, null]);
  expect(partsOf({ count: '3', first: '2027-01-31', pace: 'week' }, 2)).toBeNull();
  expect(partsOf({ count: '3', first: '', pace: 'week' }, 200)).toBeNull();
});
