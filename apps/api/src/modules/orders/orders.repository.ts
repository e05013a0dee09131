import type {
  CouponId,
  Currency,
  InvoiceId,
  LeadId,
  OfferId,
  OrderId,
  PersonId,
  SessionId,
} from '@stageline/contracts';
import { bulkInsert, findRows } from '@stageline/tenancy';
import { OrderModel } from './order.model.ts';

export interface OrderRow {
  readonly _id: OrderId;
  readonly key: string;
  readonly offerId: OfferId;
  readonly sessionId: SessionId;
  readonly personId: PersonId;
  readonly leadId: LeadId;
  readonly invoiceId: InvoiceId | null;
  readonly state: 'ordered' | 'paid' | 'cancelled' | 'taken-back';
  readonly title: string;
  /** Amounts are in the minor unit of the currency. */
  readonly listAmount: number;
  readonly total: number;
  readonly tax: number;
  readonly currency: Currency;
  readonly coupon: { readonly id: CouponId; readonly code: string; readonly off: number } | null;
  /** Whether it is one of the first so many at an early price; missing of those from before there were any. */
  readonly isEarly?: boolean;
  readonly followedAt: Date;
  readonly orderedAt: Date;
  readonly paidAt: Date | null;
  readonly isCounted: boolean;
}
export type CountedOrder = Pick<OrderRow, '_id' | 'state'> & { readonly paidAt: Date };

const COUNTED = { isCounted: true } as const;

/** Reads and writes of orders; every call runs in the current tenant. */
export const ordersRepository = {
  find: (offerId: OfferId, personId: PersonId): Promise<OrderRow | null> =>
    OrderModel.findOne({ offerId, personId }).lean<OrderRow>(),

  findByInvoice: (invoiceId: InvoiceId): Promise<OrderRow | null> => OrderModel.findOne({ invoiceId }).lean<OrderRow>(),

  /** In a transaction, which ends where the same person ordered the same offer. */
  async insert(row: OrderRow): Promise<void> {
    await bulkInsert(OrderModel, [row as never]);
  },

  /** @returns whether it was still in the state that the caller saw */
  async change({ _id, state }: Pick<OrderRow, '_id' | 'state'>, set: Partial<OrderRow>): Promise<boolean> {
    return (await OrderModel.updateOne({ _id, state }, { $set: set } as never)).matchedCount === 1;
  },

  /** Those of an offer that are counted in public, taken back or not, the first one first. */
  counted: (offerId: OfferId, limit: number): Promise<CountedOrder[]> =>
    findRows(
      OrderModel,
      { offerId, ...COUNTED },
      { projection: { state: 1, paidAt: 1 }, sort: { paidAt: 1, _id: 1 }, limit },
    ),

  /** How many of them were not taken back. */
  total: (offerId: OfferId): Promise<number> => OrderModel.countDocuments({ offerId, ...COUNTED, state: 'paid' }),

  /** When the last of those were paid, the newest first. */
  async recent(offerId: OfferId, since: Date, limit: number): Promise<Date[]> {
    const filter = { offerId, ...COUNTED, state: 'paid', paidAt: { $gt: since } };
    const options = { projection: { paidAt: 1 }, sort: { paidAt: -1 }, limit } as const;
    return (await findRows<{ paidAt: Date }>(OrderModel, filter, options)).map(({ paidAt }) => paidAt);
  },

  /** The place of a counted one in their order, from 1. */
  async numberOf({ offerId, paidAt, _id }: Pick<OrderRow, 'offerId' | '_id'> & { paidAt: Date }): Promise<number> {
    const before = { $or: [{ paidAt: { $lt: paidAt } }, { paidAt, _id: { $lte: _id } }] };
    return OrderModel.countDocuments({ offerId, ...COUNTED, ...before });
  },

  /** The paid ones of a masterclass, by when their offer was followed. */
  paidIn: (sessionId: SessionId, limit: number): Promise<OrderRow[]> =>
    findRows(OrderModel, { sessionId, state: 'paid' }, { projection: {}, sort: { followedAt: 1 }, limit }),
};
export type OrdersRepository = typeof ordersRepository;
