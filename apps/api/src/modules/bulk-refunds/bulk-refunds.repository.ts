import type {
  BulkRefundId,
  BulkRefundItemId,
  BulkRefundOutcome,
  PaymentId,
  RefundId,
  SessionId,
} from '@stageline/contracts';
import { bulkInsert } from '@stageline/tenancy';
import { BulkRefundItemModel, BulkRefundModel } from './bulk-refunds.model.ts';
import type { ItemRow, RunRow, Summed } from './bulk-refunds.types.ts';

/** Runs and their items; every call is in the current tenant. */
export const bulkRefundsRepository = {
  find: (id: BulkRefundId): Promise<RunRow | null> => BulkRefundModel.findOne({ _id: id }).lean<RunRow>(),

  findBySession: (sessionId: SessionId): Promise<RunRow | null> =>
    BulkRefundModel.findOne({ sessionId }).lean<RunRow>(),

  /** @returns false where the masterclass has one */
  async insert(row: RunRow): Promise<boolean> {
    return (await bulkInsert(BulkRefundModel, [row as never])).inserted === 1;
  },

  /** Changes a run that is in a state. @returns false for one that is in another */
  async change(id: BulkRefundId, from: RunRow['state'], set: Partial<RunRow>): Promise<boolean> {
    return (await BulkRefundModel.updateOne({ _id: id, state: from }, { $set: set })).matchedCount === 1;
  },

  /** Plans items; what is planned already stays as it is. */
  async plan(rows: readonly ItemRow[]): Promise<void> {
    await bulkInsert(BulkRefundItemModel, rows as never[]);
  },

  /** In the order in which they were planned. */
  items(
    runId: BulkRefundId,
    {
      outcome,
      after,
      limit,
    }: { outcome?: BulkRefundOutcome | undefined; after: BulkRefundItemId | null; limit: number },
  ): Promise<ItemRow[]> {
    const where = { runId, ...(outcome !== undefined && { outcome }), ...(after !== null && { _id: { $gt: after } }) };
    return BulkRefundItemModel.find(where).sort({ _id: 1 }).limit(limit).lean<ItemRow[]>();
  },

  /** Says what became of one that is in an outcome. */
  async set(
    { _id, outcome, refundId }: Pick<ItemRow, '_id' | 'outcome' | 'refundId'>,
    set: Partial<Pick<ItemRow, 'amount' | 'failure' | 'outcome' | 'refundId'>>,
  ): Promise<void> {
    await BulkRefundItemModel.updateOne({ _id, outcome, refundId }, { $set: set });
  },

  /** The same for the item of a refund, whatever it was. */
  async setByRefund(refundId: RefundId, set: Pick<ItemRow, 'failure' | 'outcome'>): Promise<void> {
    await BulkRefundItemModel.updateOne({ refundId }, { $set: set });
  },

  async doneByHand(target: PaymentId): Promise<void> {
    await BulkRefundItemModel.updateOne({ target, outcome: 'by_hand' }, { $set: { outcome: 'succeeded' } });
  },

  async sums(runId: BulkRefundId): Promise<Summed[]> {
    const rows = await BulkRefundItemModel.aggregate<{
      _id: Pick<Summed, 'currency' | 'kind' | 'outcome'>;
      count: number;
      amount: number;
    }>([
      { $match: { runId } },
      {
        $group: {
          _id: { kind: '$kind', outcome: '$outcome', currency: '$currency' },
          count: { $sum: 1 },
          amount: { $sum: '$amount' },
        },
      },
      { $sort: { '_id.currency': 1 } },
    ]);
    return rows.map(({ _id, count, amount }) => ({ ..._id, count, amount }));
  },
};
export type BulkRefundsRepository = typeof bulkRefundsRepository;
