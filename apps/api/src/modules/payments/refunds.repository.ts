import type { PaymentId, RefundId, RefundState } from '@stageline/contracts';
import { bulkInsert } from '@stageline/tenancy';
import { DisputeModel, RefundModel } from './payments.model.ts';
import type { DisputeRow, RefundRow } from './payments.types.ts';

/** Refunds and disputes of the current tenant's payments. */
export const refundsRepository = {
  async insert(row: RefundRow): Promise<void> {
    await bulkInsert(RefundModel, [row as never]);
  },

  find: (id: RefundId): Promise<RefundRow | null> => RefundModel.findOne({ _id: id }).lean<RefundRow>(),

  findByProvider: (providerRefundId: string): Promise<RefundRow | null> =>
    RefundModel.findOne({ providerRefundId }).lean<RefundRow>(),

  ofPayments: (paymentIds: readonly PaymentId[]): Promise<RefundRow[]> =>
    RefundModel.find({ paymentId: { $in: [...paymentIds] } })
      .sort({ _id: 1 })
      .lean<RefundRow[]>(),

  /** Moves a refund from a state. @returns false where it is in another by now */
  async move(id: RefundId, from: RefundState, set: Partial<RefundRow>): Promise<boolean> {
    return (await RefundModel.updateOne({ _id: id, state: from }, { $set: set })).modifiedCount === 1;
  },

  async note(id: RefundId, set: Partial<Pick<RefundRow, 'providerRefundId' | 'sendAt'>>): Promise<void> {
    await RefundModel.updateOne({ _id: id }, { $set: set });
  },
};

/** Disputes of the current tenant's payments. */
export const disputesRepository = {
  async insert(row: DisputeRow): Promise<void> {
    await bulkInsert(DisputeModel, [row as never]);
  },

  findByProvider: (providerDisputeId: string): Promise<DisputeRow | null> =>
    DisputeModel.findOne({ providerDisputeId }).lean<DisputeRow>(),

  ofPayments: (paymentIds: readonly PaymentId[]): Promise<DisputeRow[]> =>
    DisputeModel.find({ paymentId: { $in: [...paymentIds] } })
      .sort({ _id: 1 })
      .lean<DisputeRow[]>(),

  /** @returns false for one that is decided */
  async decide(id: DisputeRow['_id'], state: 'won' | 'lost'): Promise<boolean> {
    return (await DisputeModel.updateOne({ _id: id, state: 'open' }, { $set: { state } })).modifiedCount === 1;
  },
};
