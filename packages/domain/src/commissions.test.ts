import { describe, expect, it } from '@jest/globals';
import { commissionOf, keptNet } from './commissions.ts';
import { addUp, post, type Entry, type PostingKind, type Sums } from './ledger.ts';

const sumsOf = (...postings: readonly (readonly [PostingKind, Entry[]])[]): Sums =>
  postings.reduce<Sums>((sums, [kind, entries]) => addUp(sums, kind, entries), {});
const issued = ['issue', post.issue({ net: 10_000, tax: 1900 })] as const;
const paid = (amount: number, due = 11_900) =>
  ['payment', post.payment({ amount, fee: 0, due, purse: 'clearing' })] as const;

describe('what commissions are counted on', () => {
  it('is nothing before money came, and what came without its tax afterwards', () => {
    expect(keptNet({})).toBe(0);
    expect(keptNet(sumsOf(issued))).toBe(0);
    expect(keptNet(sumsOf(issued, paid(11_900)))).toBe(10_000);
    expect(keptNet(sumsOf(issued, paid(5950)))).toBe(5000);
  });

  it('leaves out what was paid too much, and takes off the tax of what went back', () => {
    expect(keptNet(sumsOf(issued, paid(12_000)))).toBe(10_000);
    const back = ['refund', post.refund({ net: 1000, tax: 190, credit: 0, purse: 'clearing' })] as const;
    expect(keptNet(sumsOf(issued, paid(11_900), back))).toBe(9000);
    // A line without tax is taken back as it stands.
    const line = ['refund', post.refund({ net: 2000, tax: 0, credit: 0, purse: 'clearing' })] as const;
    expect(keptNet(sumsOf(issued, paid(11_900), line))).toBe(8000);
    // Of what was paid too much, nothing was ever earned.
    const credit = ['refund', post.refund({ net: 0, tax: 0, credit: 100, purse: 'clearing' })] as const;
    expect(keptNet(sumsOf(issued, paid(12_000), credit))).toBe(10_000);
  });

  it('is out while a dispute is open, gone when it is lost, and there again when it is won, in any order', () => {
    const opened = ['dispute_opened', post.disputeOpened(11_900)] as const;
    const won = ['dispute_won', post.disputeWon(11_900)] as const;
    const lost = ['dispute_lost', post.disputeLost(11_900)] as const;
    expect(keptNet(sumsOf(issued, paid(11_900), opened))).toBe(0);
    expect(keptNet(sumsOf(issued, paid(11_900), opened, won))).toBe(10_000);
    expect(keptNet(sumsOf(won, opened, paid(11_900), issued))).toBe(10_000);
    expect(keptNet(sumsOf(issued, paid(11_900), won))).toBe(10_000);
    expect(keptNet(sumsOf(issued, paid(11_900), opened, lost))).toBe(0);
  });

  it('is rounded once, and a rate of it down to a whole unit', () => {
    expect(keptNet(sumsOf(['issue', post.issue({ net: 8403, tax: 1597 })], paid(3333, 10_000)))).toBe(2801);
    expect(commissionOf(2801, 10_000)).toBe(280);
    expect(commissionOf(9, 10_000)).toBe(0);
    expect(commissionOf(1_000_000_000, 100_000)).toBe(1_000_000_000);
    expect(commissionOf(8403, 7_500)).toBe(630);
  });
});
