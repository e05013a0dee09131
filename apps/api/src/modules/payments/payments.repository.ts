import type { InvoiceId, PaymentId, PaymentState } from '@stageline/contracts';
import { bulkInsert } from '@stageline/tenancy';
import { PaymentModel } from './payments.model.ts';
import type { PaymentRow } from './payments.types.ts';

const MAX_OF_INVOICE = 100;
/** Declines of one payment that are kept. */
const MAX_DECLINES = 20;

/** The states in their order: told in any order, the furthest stays. */
const ranks: Readonly<Record<PaymentState, number>> = { open: 0, processing: 1, expired: 2, failed: 3, paid: 4 };
const before = (state: PaymentState): PaymentState[] =>
  (Object.keys(ranks) as PaymentState[]).filter((each) => ranks[each] < ranks[state]);
const isActive = (state: PaymentState): boolean => ranks[state] < ranks.expired;

/** Reads and writes of payments; every call runs in the current tenant. */
export const paymentsRepository = {
  /** @returns false where the invoice has an active one */
  async insert(row: PaymentRow): Promise<boolean> {
    return (await bulkInsert(PaymentModel, [row as never])).inserted === 1;
  },

  find: (id: PaymentId): Promise<PaymentRow | null> => PaymentModel.findOne({ _id: id }).lean<PaymentRow>(),

  findByCharge: (chargeId: string): Promise<PaymentRow | null> => PaymentModel.findOne({ chargeId }).lean<PaymentRow>(),

  findActive: (invoiceId: InvoiceId): Promise<PaymentRow | null> =>
    PaymentModel.findOne({ invoiceId, active: true }).lean<PaymentRow>(),

  /** The newest of an invoice with which a card was kept since then. */
  keeperOf: (invoiceId: InvoiceId, since: Date): Promise<PaymentRow | null> =>
    PaymentModel.findOne({ invoiceId, state: 'paid', savesCard: true, createdAt: { $gte: since } })
      .sort({ _id: -1 })
      .lean<PaymentRow>(),

  /** The newest first. */
  ofInvoice: (invoiceId: InvoiceId): Promise<PaymentRow[]> =>
    PaymentModel.find({ invoiceId }).sort({ _id: -1 }).limit(MAX_OF_INVOICE).lean<PaymentRow[]>(),

  /** What was noted together. */
  ofGroup: (groupId: string): Promise<PaymentRow[]> =>
    PaymentModel.find({ groupId }).sort({ _id: 1 }).lean<PaymentRow[]>(),

  /** Those of these invoices that were paid. */
  paidOf: (invoiceIds: readonly InvoiceId[]): Promise<PaymentRow[]> =>
    PaymentModel.find({ invoiceId: { $in: [...invoiceIds] }, state: 'paid' })
      .sort({ _id: 1 })
      .lean<PaymentRow[]>(),

  /** Notes where it is paid, if nobody has yet. */
  async open(id: PaymentId, checkoutId: string, url: string): Promise<void> {
    await PaymentModel.updateOne({ _id: id, checkoutId: null }, { $set: { checkoutId, url } });
  },

  /** Moves a payment on; never back. @returns whether it moved */
  async move(id: PaymentId, state: PaymentState, set: Partial<PaymentRow> = {}): Promise<boolean> {
    const to = { ...set, state, active: isActive(state), ...(!isActive(state) && { lookAt: null }) };
    return (await PaymentModel.updateOne({ _id: id, state: { $in: before(state) } }, { $set: to })).modifiedCount === 1;
  },

  async declined(id: PaymentId, code: string): Promise<void> {
    const notYet = { _id: id, [`declines.${MAX_DECLINES - 1}`]: { $exists: false } };
    await PaymentModel.updateOne(notYet, { $addToSet: { declines: code } });
  },

  /** Takes an amount out of what can be given back. @returns false where there is not as much left */
  async reserve(id: PaymentId, amount: number): Promise<boolean> {
    const enough = { _id: id, state: 'paid', refundable: { $gte: amount } };
    return (await PaymentModel.updateOne(enough, { $inc: { refundable: -amount } })).modifiedCount === 1;
  },

  async undone(id: PaymentId, at: Date): Promise<void> {
    await PaymentModel.updateOne({ _id: id }, { $set: { undoneAt: at } });
  },

  /** The same for what happened elsewhere and cannot be refused, or the other way round. */
  async shift(id: PaymentId, amount: number): Promise<void> {
    await PaymentModel.updateOne({ _id: id }, { $inc: { refundable: amount } });
  },

  async lookLater(id: PaymentId, at: Date): Promise<void> {
    await PaymentModel.updateOne({ _id: id, active: true }, { $set: { lookAt: at } });
  },
};
export type PaymentsRepository = typeof paymentsRepository;
