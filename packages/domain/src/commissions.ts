import { figuresOf, postingKinds, type Account, type PostingKind, type Sums } from './ledger.ts';
import { shareOf } from './money.ts';

/** A hundred percent, in thousandths of one, as rates of tax are kept. */
const WHOLE = 100_000;

/**
 * What of an invoice is sold, paid and kept, without its tax: what commissions are counted on. Money that went back, that is held in
 * a dispute, or that was lost in one, is not kept; what a buyer has paid too much is theirs. Tax is taken off in proportion to what of
 * the invoice is still sold, and the result is rounded once, a half away from zero.
 */
export function keptNet(sums: Sums): number {
  const at = (kind: PostingKind, account: Account) => sums[kind]?.[account] ?? 0;
  const all = (account: Account) => postingKinds.reduce((sum, kind) => sum + at(kind, account), 0);
  const { paid, overpaid, usedElsewhere, refunded, returned, disputed, lost } = figuresOf(sums);
  const net = -all('revenue');
  const gross = net - all('tax');
  const takenBack = at('refund', 'revenue') + at('refund', 'tax');
  // The news of a dispute may come in any order: what is won before it was opened is below zero for a while.
  const here = paid + overpaid - usedElsewhere - refunded + returned - Math.max(0, disputed) - lost;
  const kept = Math.min(paid - takenBack, here);
  return gross <= 0 || kept <= 0 ? 0 : shareOf(kept, net, gross);
}

/**
 * What a level earns of what is kept: its rate of all of it, rounded down to a whole minor unit. It is counted anew from the whole each
 * time, so parts that are paid one by one come to the same as all at once, and no rounding adds up.
 * @param rate in thousandths of a percent
 */
export const commissionOf = (kept: number, rate: number): number =>
  Number((BigInt(kept) * BigInt(rate)) / BigInt(WHOLE));
