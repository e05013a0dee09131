import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addUp,
  assertBalanced,
  figuresOf,
  post,
  splitRefund,
  standingOf,
  type PostingKind,
  type Sums,
} from './ledger.ts';

const DUE = new Date('2026-03-15T00:00:00Z');
const BEFORE = new Date('2026-03-01T00:00:00Z');
const AFTER = new Date('2026-03-16T00:00:00Z');
const total = (sums: Sums) =>
  Object.values(sums).reduce((sum, of) => sum + Object.values(of).reduce((part, amount) => part + amount, 0), 0);
const creditOf = (sums: Sums) => Object.values(sums).reduce((sum, of) => sum + (of.credit ?? 0), 0);
const issued = addUp({}, 'issue', post.issue({ net: 10_000, tax: 1900 }));
const pay = (sums: Sums, amount: number, fee = 0) =>
  addUp(sums, 'payment', post.payment({ amount, fee, due: figuresOf(sums).due, purse: 'clearing' }));

describe('double entry', () => {
  it('D-01 refuses a posting that does not add up, or moves nothing', () => {
    for (const entries of [
      [],
      [{ account: 'bank', amount: 1 }],
      [
        { account: 'bank', amount: 2 },
        { account: 'credit', amount: -1 },
      ],
      [
        { account: 'bank', amount: 0 },
        { account: 'credit', amount: 0 },
      ],
      [
        { account: 'bank', amount: 0.5 },
        { account: 'credit', amount: -0.5 },
      ],
    ] as const)
      expect(() => assertBalanced(entries)).toThrow(RangeError);
  });

  it('D-02 goes from issued to partially paid and to paid, and is overdue in between', () => {
    expect(standingOf(figuresOf(issued), DUE, BEFORE)).toBe('issued');
    const part = pay(issued, 4000, 100);
    expect(figuresOf(part)).toMatchObject({ total: 11_900, paid: 4000, due: 7900, refundable: 4000 });
    expect([BEFORE, DUE, AFTER].map((now) => standingOf(figuresOf(part), DUE, now))).toEqual([
      'partially_paid',
      'partially_paid',
      'overdue',
    ]);
    const whole = pay(part, 7900);
    expect(standingOf(figuresOf(whole), DUE, AFTER)).toBe('paid');
  });

  it('D-05 keeps what is paid too much for whoever paid it, and gives it back first', () => {
    const over = pay(issued, 12_000);
    expect(figuresOf(over)).toMatchObject({ paid: 11_900, overpaid: 100, due: 0, refundable: 12_000 });
    expect(splitRefund({ sums: over, amount: 60 })).toEqual({ credit: 60, gross: 0 });
    const back = addUp(over, 'refund', post.refund({ net: 0, tax: 0, credit: 60, purse: 'clearing' }));
    expect(splitRefund({ sums: back, amount: 60 })).toEqual({ credit: 40, gross: 20 });
    expect(figuresOf(back)).toMatchObject({ refunded: 60, refundable: 11_940 });
  });

  it('D-02 is void once all of it is taken back unpaid, and uncollectible until somebody pays after all', () => {
    const gone = addUp(issued, 'cancellation', post.cancellation({ net: 10_000, tax: 1900 }));
    expect(standingOf(figuresOf(gone), DUE, AFTER)).toBe('void');
    const given = addUp(issued, 'write_off', post.writeOff(11_900));
    expect([standingOf(figuresOf(given), DUE, AFTER), figuresOf(given).writtenOff]).toEqual(['uncollectible', 11_900]);
    const late = pay(addUp(given, 'recovery', post.recovery(11_900)), 11_900);
    expect([standingOf(figuresOf(late), DUE, AFTER), figuresOf(late).writtenOff]).toEqual(['paid', 0]);
  });

  it('D-06 holds disputed money back, and gives it back or loses it; the order of the news does not matter', () => {
    const paid = pay(issued, 11_900);
    const [opened, won, lost] = [post.disputeOpened(5000), post.disputeWon(5000), post.disputeLost(5000)];
    expect(figuresOf(addUp(paid, 'dispute_opened', opened))).toMatchObject({ disputed: 5000, refundable: 6900 });
    const inOrder = addUp(addUp(paid, 'dispute_opened', opened), 'dispute_won', won);
    const turned = addUp(addUp(paid, 'dispute_won', won), 'dispute_opened', opened);
    expect(figuresOf(turned)).toEqual(figuresOf(inOrder));
    expect(figuresOf(inOrder)).toMatchObject({ disputed: 0, lost: 0, refundable: 11_900 });
    expect(figuresOf(addUp(addUp(paid, 'dispute_opened', opened), 'dispute_lost', lost))).toMatchObject({
      disputed: 0,
      lost: 5000,
      refundable: 6900,
    });
  });

  it('D-01 adds up to nothing after any sequence of postings, in any order, and never owes less than nothing', () => {
    const step = fc.record({
      what: fc.constantFrom('pay', 'refund', 'return', 'writeOff', 'cancel'),
      amount: fc.integer({ min: 1, max: 20_000 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
        let sums = issued;
        const done: [PostingKind, ReturnType<typeof post.issue>][] = [
          ['issue', post.issue({ net: 10_000, tax: 1900 })],
        ];
        const add = (kind: PostingKind, entries: ReturnType<typeof post.issue>) => {
          done.push([kind, entries]);
          sums = addUp(sums, kind, entries);
        };
        for (const { what, amount } of steps) {
          const { due, refundable, writtenOff } = figuresOf(sums);
          if (what === 'pay') {
            if (writtenOff > 0) add('recovery', post.recovery(Math.min(amount, writtenOff)));
            add('payment', post.payment({ amount, fee: 0, due: figuresOf(sums).due, purse: 'clearing' }));
          } else if (what === 'refund' && amount <= refundable) {
            const { credit, gross } = splitRefund({ sums, amount });
            add('refund', post.refund({ net: gross, tax: 0, credit, purse: 'clearing' }));
          } else if (what === 'return' && amount <= figuresOf(sums).refunded - figuresOf(sums).returned)
            add('refund_returned', post.refundReturned({ amount, purse: 'clearing' }));
          else if (what === 'writeOff' && due > 0) add('write_off', post.writeOff(Math.min(due, amount)));
          else if (what === 'cancel' && due > 0)
            add('cancellation', post.cancellation({ net: Math.min(due, amount), tax: 0 }));
          const figures = figuresOf(sums);
          expect(total(sums)).toBe(0);
          expect(figures.due).toBeGreaterThanOrEqual(0);
          expect(figures.refunded).toBeLessThanOrEqual(figures.paid + figures.overpaid + figures.returned);
          expect(figures.returned).toBeLessThanOrEqual(figures.refunded);
          // What buyers have with the seller is never below nothing.
          expect(creditOf(sums)).toBeLessThanOrEqual(0);
          expect(figures.paid + figures.cancelled + figures.writtenOff + figures.due).toBe(figures.total);
        }
        const turned = [...done].reverse().reduce<Sums>((all, [kind, entries]) => addUp(all, kind, entries), {});
        expect(figuresOf(turned)).toEqual(figuresOf(sums));
      }),
    );
  });
});
