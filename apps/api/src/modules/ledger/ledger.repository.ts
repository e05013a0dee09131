import type { Currency, InvoiceId, PostingId } from '@stageline/contracts';
import type { Account, Entry, PostingKind, Sums } from '@stageline/domain';
import { bulkInsert } from '@stageline/tenancy';
import { PostingModel } from './posting.model.ts';

export interface PostingRow {
  readonly _id: PostingId;
  readonly key: string;
  readonly kind: PostingKind;
  /** Null for what is about no invoice, such as a payout. */
  readonly invoiceId: InvoiceId | null;
  readonly currency: Currency;
  readonly at: Date;
  readonly entries: readonly Entry[];
}
interface Summed {
  readonly _id: { readonly invoiceId: InvoiceId; readonly kind: PostingKind; readonly account: Account };
  readonly amount: number;
}

/** Inserts and sums of postings; there is nothing else to do with them. Every call runs in the current tenant. */
export const ledgerRepository = {
  async insert(row: PostingRow): Promise<void> {
    await bulkInsert(PostingModel, [row as never]);
  },

  async has(key: string): Promise<boolean> {
    return (await PostingModel.findOne({ key }, { _id: 1 }).lean()) !== null;
  },

  /** Sums by invoice; one without postings is missing. */
  async sums(invoiceIds: readonly InvoiceId[]): Promise<Map<InvoiceId, Sums>> {
    const rows = await PostingModel.aggregate<Summed>([
      { $match: { invoiceId: { $in: [...invoiceIds] } } },
      { $unwind: '$entries' },
      {
        $group: {
          _id: { invoiceId: '$invoiceId', kind: '$kind', account: '$entries.account' },
          amount: { $sum: '$entries.amount' },
        },
      },
    ]);
    const sums = new Map<InvoiceId, Sums>();
    for (const { _id, amount } of rows) {
      const before = sums.get(_id.invoiceId) ?? {};
      sums.set(_id.invoiceId, { ...before, [_id.kind]: { ...before[_id.kind], [_id.account]: amount } });
    }
    return sums;
  },

  /** All accounts by currency. */
  async balances(): Promise<{ currency: Currency; account: Account; amount: number }[]> {
    const rows = await PostingModel.aggregate<{ _id: { currency: Currency; account: Account }; amount: number }>([
      { $match: {} },
      { $unwind: '$entries' },
      {
        $group: { _id: { currency: '$currency', account: '$entries.account' }, amount: { $sum: '$entries.amount' } },
      },
    ]);
    return rows.map(({ _id, amount }) => ({ ..._id, amount }));
  },

  /** Postings whose entries do not add up to nothing. There are none, unless somebody wrote past us. */
  async unbalanced(limit: number): Promise<PostingId[]> {
    const rows = await PostingModel.aggregate<{ _id: PostingId }>([
      { $match: {} },
      { $project: { sum: { $sum: '$entries.amount' } } },
      { $match: { sum: { $ne: 0 } } },
      { $limit: limit },
    ]);
    return rows.map(({ _id }) => _id);
  },
};
export type LedgerRepository = typeof ledgerRepository;
