import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  instalmentsStanding,
  nextCharge,
  nextChargeNotice,
  nextInstalmentMail,
  restOfInstalment,
  type Instalment,
} from './instalments.ts';

const day = (n: number): Date => new Date(Date.UTC(2026, 0, 1) + n * 86_400_000);
const parts: Instalment[] = [
  { dueAt: day(10), amount: 4000 },
  { dueAt: day(40), amount: 3000 },
  { dueAt: day(70), amount: 3000 },
];
const at = (due: number, n: number) => instalmentsStanding(parts, due, day(n));

describe('debts in parts', () => {
  it('D-04 asks for one part after the other, and for all that is late', () => {
    expect(at(10_000, 0)).toEqual({ state: 'on_track', part: 0, asked: 4000 });
    expect(at(8500, 0)).toEqual({ state: 'on_track', part: 0, asked: 2500 });
    expect(at(6000, 12)).toEqual({ state: 'on_track', part: 1, asked: 3000 });
    // Nobody is late before the day is over.
    expect(at(10_000, 10.49).state).toBe('on_track');
    expect(at(10_000, 10.5).state).toBe('late');
    expect(at(10_000, 12)).toEqual({ state: 'late', part: 0, asked: 4000 });
    expect(at(10_000, 41)).toEqual({ state: 'arrears', part: 0, asked: 7000 });
    expect(at(6000, 41)).toEqual({ state: 'late', part: 1, asked: 3000 });
    expect(at(6000, 54)).toEqual({ state: 'arrears', part: 1, asked: 3000 });
    expect(at(0, 100)).toEqual({ state: 'paid', part: null, asked: 0 });
  });

  it('D-04 asks for something, and for no more than is due, whatever was paid and whenever', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(amounts, fc.nat(), fc.integer({ min: -10, max: 500 }), (list, share, n) => {
        const some = list.map((amount, index) => ({ dueAt: day(30 * index), amount }));
        const total = list.reduce((sum, amount) => sum + amount, 0);
        const due = 1 + (share % total);
        const { asked, part } = instalmentsStanding(some, due, day(n));
        expect(asked).toBeGreaterThan(0);
        expect(asked).toBeLessThanOrEqual(due);
        expect(part).not.toBeNull();
      }),
    );
  });

  it('D-04 reminds before, and three times after, of the part that is paid next', () => {
    const next = (n: number, sent: Parameters<typeof nextInstalmentMail>[2] = null, part: number | null = 0) =>
      nextInstalmentMail(parts, { part }, sent, day(n));
    expect(next(0)).toEqual({ part: 0, step: 'ahead', at: day(7) });
    expect(next(8, { part: 0, step: 'ahead' })).toEqual({ part: 0, step: 'first', at: day(11) });
    expect(next(12, { part: 0, step: 'first' })).toEqual({ part: 0, step: 'second', at: day(17) });
    expect(next(20, { part: 0, step: 'second' })).toEqual({ part: 0, step: 'last', at: day(24) });
    expect(next(99, { part: 0, step: 'last' })).toBeNull();
    // Paid meanwhile: the next part begins anew.
    expect(next(12, { part: 0, step: 'first' }, 1)).toEqual({ part: 1, step: 'ahead', at: day(37) });
    // Nobody gets all of them at once.
    expect(next(30)).toEqual({ part: 0, step: 'last', at: day(24) });
    expect(next(30, null, null)).toBeNull();
  });
});

describe('charges of parts', () => {
  const part = { part: 1 };
  it('D-04 a part is tried on its day, three days later, two days after that, and no more', () => {
    const tried = (made: number, n: number) => nextCharge(parts, part, { part: 1, made, lastAt: day(n) });
    expect(nextCharge(parts, part, null)).toEqual({ part: 1, turn: 0, at: day(40) });
    expect(tried(1, 40)).toEqual({ part: 1, turn: 1, at: day(43) });
    // Late once, it does not hurry: the pause counts from the last one.
    expect(tried(2, 50)).toEqual({ part: 1, turn: 2, at: day(52) });
    expect(tried(3, 52)).toBeNull();
    // The next part begins anew.
    expect(nextCharge(parts, { part: 2 }, { part: 1, made: 3, lastAt: day(52) })).toMatchObject({
      turn: 0,
      at: day(70),
    });
    expect(nextCharge(parts, { part: null }, null)).toBeNull();
  });

  it('D-04 is told of two days before, once, and not after its day', () => {
    expect(nextChargeNotice(parts, part, null, day(20))).toEqual({ part: 1, step: 'ahead', at: day(38) });
    expect(nextChargeNotice(parts, part, { part: 1, step: 'ahead' }, day(39))).toBeNull();
    expect(nextChargeNotice(parts, part, { part: 0, step: 'last' }, day(39))).toMatchObject({ part: 1 });
    expect(nextChargeNotice(parts, part, null, day(40))).toBeNull();
  });

  it('D-04 is what is left of the part, and all of them are what is due', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (due) => {
        const rests = parts.map((_, index) => restOfInstalment(parts, due, index));
        expect(rests.reduce((sum, rest) => sum + rest, 0)).toBe(due);
        expect(rests.every((rest, index) => rest >= 0 && rest <= parts[index]!.amount)).toBe(true);
      }),
    );
  });
});
