/**
 * Double entry: every posting names accounts whose amounts add up to nothing. An amount above zero is a debit, one below zero a
 * credit. Nothing else says what anybody owes: all balances are sums of entries.
 */
export const accounts = [
  /** What buyers owe. */
  'receivable',
  /** What was sold, without tax. */
  'revenue',
  /** Tax that the seller owes. */
  'tax',
  /** Money that is with the payment provider. */
  'clearing',
  /** Money that came by bank, in cash or otherwise past the provider. */
  'bank',
  /** What provider and platform kept. */
  'fees',
  /** What buyers have paid beyond what they owed; it is theirs. */
  'credit',
  /** Credit on its way from one invoice of a buyer to another one; nothing is left on it once both are posted. */
  'moved',
  /** Money that the provider holds back until a dispute is decided. */
  'disputed',
  /** What disputes have cost. */
  'chargebacks',
  /** What nobody expects to be paid any more. */
  'bad_debt',
  /** What commissions have cost. */
  'commissions',
  /** What people have earned by commissions and were not paid out. */
  'commissions_owed',
] as const;
export type Account = (typeof accounts)[number];

export const postingKinds = [
  'issue',
  'payment',
  'payment_undone',
  'credit_used',
  'credit_returned',
  'refund',
  'refund_returned',
  'cancellation',
  'write_off',
  'recovery',
  'dispute_opened',
  'dispute_won',
  'dispute_lost',
  'commission',
  'commission_payout',
] as const;
export type PostingKind = (typeof postingKinds)[number];

export interface Entry {
  readonly account: Account;
  /** In minor units; above zero a debit. */
  readonly amount: number;
}
/** Sums of the entries of an invoice by what was posted, and where to. */
export type Sums = Partial<Record<PostingKind, Partial<Record<Account, number>>>>;

/** What the ledger says of one invoice; all in its currency's minor unit. */
export interface InvoiceFigures {
  readonly total: number;
  /** Of the total. */
  readonly paid: number;
  /** Beyond the total; it is the buyer's. */
  readonly overpaid: number;
  /** What of that pays other invoices of theirs. */
  readonly usedElsewhere: number;
  /** What went back to the buyer, of either. */
  readonly refunded: number;
  /** What of that the bank sent back later: it is the buyer's again. */
  readonly returned: number;
  /** Taken off before it was paid. */
  readonly cancelled: number;
  readonly writtenOff: number;
  /** Held back until a dispute is decided. */
  readonly disputed: number;
  /** Lost in disputes. */
  readonly lost: number;
  /** What is still to be paid. */
  readonly due: number;
  /** What may go back to the buyer. */
  readonly refundable: number;
}

/** @throws RangeError for a posting that does not add up, moves nothing, or holds what is no whole amount */
export function assertBalanced(entries: readonly Entry[]): void {
  if (entries.length < 2) throw new RangeError('A posting has at least two entries');
  for (const { amount } of entries)
    if (!Number.isSafeInteger(amount) || amount === 0) throw new RangeError('An entry is a whole amount, and not zero');
  const sum = entries.reduce((total, { amount }) => total + BigInt(amount), 0n);
  if (sum !== 0n) throw new RangeError(`A posting adds up to nothing, not to ${sum}`);
}

/** Entries that move something: what is zero is left out, and one account stands once. */
function posting(amounts: Partial<Record<Account, number>>): Entry[] {
  const entries = accounts.flatMap((account) => {
    const amount = amounts[account] ?? 0;
    return amount === 0 ? [] : [{ account, amount }];
  });
  assertBalanced(entries);
  return entries;
}

/** Where the money of a payment is. */
export type Purse = Extract<Account, 'clearing' | 'bank' | 'moved'>;

/** The postings that there are. */
export const post = {
  issue: ({ net, tax }: { readonly net: number; readonly tax: number }): Entry[] =>
    posting({ receivable: net + tax, revenue: -net, tax: -tax }),

  /** @param due what the buyer owed; what is paid beyond it stays theirs. @param fee what was kept of the payment */
  payment({ amount, fee, due, purse }: { amount: number; fee: number; due: number; purse: Purse }): Entry[] {
    const applied = Math.min(amount, Math.max(0, due));
    return posting({ [purse]: amount - fee, fees: fee, receivable: -applied, credit: applied - amount });
  },

  /** What a payment by credit paid is owed again. */
  paymentUndone: (amount: number): Entry[] => posting({ receivable: amount, moved: -amount }),
  /** Credit of one invoice is on its way to another one, and back. */
  creditUsed: (amount: number): Entry[] => posting({ credit: amount, moved: -amount }),
  creditReturned: (amount: number): Entry[] => posting({ moved: amount, credit: -amount }),

  /** Money goes back: what was paid too much first, then what was sold is taken back. */
  refund({ net, tax, credit, purse }: { net: number; tax: number; credit: number; purse: Purse }): Entry[] {
    return posting({ revenue: net, tax, credit, [purse]: -(net + tax + credit) });
  },

  /** What went back did not arrive: the money is there again, and still the buyer's. */
  refundReturned: ({ amount, purse }: { readonly amount: number; readonly purse: Purse }): Entry[] =>
    posting({ [purse]: amount, credit: -amount }),

  /** What is not paid will not be asked for. */
  cancellation: ({ net, tax }: { readonly net: number; readonly tax: number }): Entry[] =>
    posting({ revenue: net, tax, receivable: -(net + tax) }),

  writeOff: (amount: number): Entry[] => posting({ bad_debt: amount, receivable: -amount }),
  /** Somebody pays after all. */
  recovery: (amount: number): Entry[] => posting({ receivable: amount, bad_debt: -amount }),

  disputeOpened: (amount: number): Entry[] => posting({ disputed: amount, clearing: -amount }),
  disputeWon: (amount: number): Entry[] => posting({ clearing: amount, disputed: -amount }),
  disputeLost: (amount: number): Entry[] => posting({ chargebacks: amount, disputed: -amount }),

  /** Somebody earns a commission; below zero where it is taken back. */
  commission: (amount: number): Entry[] => posting({ commissions: amount, commissions_owed: -amount }),
  /** They are paid what they earned, past the provider; below zero where that was noted by mistake. */
  commissionPayout: (amount: number): Entry[] => posting({ commissions_owed: amount, bank: -amount }),
} as const;

/** Adds one posting to the sums of its invoice. */
export function addUp(sums: Sums, kind: PostingKind, entries: readonly Entry[]): Sums {
  const of = { ...sums[kind] };
  for (const { account, amount } of entries) of[account] = (of[account] ?? 0) + amount;
  return { ...sums, [kind]: of };
}

/** What the sums of an invoice's postings mean. */
export function figuresOf(sums: Sums): InvoiceFigures {
  const at = (kind: PostingKind, account: Account) => sums[kind]?.[account] ?? 0;
  const everywhere = (account: Account) => postingKinds.reduce((sum, kind) => sum + at(kind, account), 0);
  const paid = minus(at('payment', 'receivable') + at('payment_undone', 'receivable'));
  const overpaid = minus(at('payment', 'credit'));
  const usedElsewhere = minus(at('credit_used', 'moved') + at('credit_returned', 'moved'));
  const refunded = minus(at('refund', 'clearing') + at('refund', 'bank') + at('refund', 'moved'));
  const returned = at('refund_returned', 'clearing') + at('refund_returned', 'bank');
  const disputed = everywhere('disputed');
  const lost = everywhere('chargebacks');
  return {
    total: at('issue', 'receivable'),
    paid,
    overpaid,
    usedElsewhere,
    refunded,
    returned,
    cancelled: minus(at('cancellation', 'receivable')),
    writtenOff: minus(at('write_off', 'receivable') + at('recovery', 'receivable')),
    disputed,
    lost,
    due: everywhere('receivable'),
    // The news of a dispute may come in any order: what is won before it was opened is below zero for a while.
    refundable: Math.max(0, paid + overpaid - usedElsewhere - refunded + returned - Math.max(0, disputed) - lost),
  };
}

/** What the postings of an invoice leave to its buyer as credit. */
export const creditOf = (sums: Sums): number => postingKinds.reduce((sum, kind) => sum - (sums[kind]?.credit ?? 0), 0);

/** Of what is refunded, what the buyer had paid too much; the rest takes back a part of the invoice. */
export function splitRefund({ sums, amount }: { readonly sums: Sums; readonly amount: number }) {
  const credit = Math.min(amount, Math.max(0, creditOf(sums)));
  return { credit, gross: amount - credit };
}

/** Where an issued invoice stands, by its figures and the time. */
export function standingOf(
  { total, paid, due, cancelled, writtenOff }: InvoiceFigures,
  dueAt: Date,
  now: Date,
): 'issued' | 'partially_paid' | 'paid' | 'overdue' | 'void' | 'uncollectible' {
  if (due <= 0) {
    if (writtenOff > 0) return 'uncollectible';
    return cancelled > 0 && cancelled === total ? 'void' : 'paid';
  }
  if (now > dueAt) return 'overdue';
  return paid > 0 ? 'partially_paid' : 'issued';
}

/**
 * Spreads an amount over debts in their order, each paid before the next one begins; what is beyond all of them stays with the last.
 * @returns as many parts as there are debts; none where there are none
 */
export function spread(amount: number, dues: readonly number[]): number[] {
  let left = amount;
  return dues.map((due, index) => {
    const part = index === dues.length - 1 ? left : Math.min(left, Math.max(0, due));
    left -= part;
    return part;
  });
}

/** Without a zero that has a sign. */
const minus = (amount: number): number => (amount === 0 ? 0 : -amount);
