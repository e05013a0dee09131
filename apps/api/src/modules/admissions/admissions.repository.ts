import type { CouponId, Currency, InvoiceId, SeatId, SessionId } from '@stageline/contracts';
import { bulkInsert } from '@stageline/tenancy';
import { AdmissionModel } from './admissions.model.ts';

export interface AdmissionRow {
  readonly _id: SeatId;
  readonly sessionId: SessionId;
  readonly invoiceId: InvoiceId | null;
  readonly state: 'unpaid' | 'paid' | 'given-up';
  readonly price: number;
  readonly needed: number;
  readonly currency: Currency;
  /** What lowered the price; missing of those that were taken before there were codes. */
  readonly coupon?: { readonly id: CouponId; readonly code: string; readonly off: number } | null;
  /** Whether it is one of the first so many at an early price; missing of those from before there were any. */
  readonly isEarly?: boolean;
  readonly holdUntil: Date | null;
  readonly lastHold: Date;
  readonly round: number;
}

/** What seats of the current tenant's masterclasses cost, and whether they are paid. */
export const admissionsRepository = {
  find: (id: SeatId): Promise<AdmissionRow | null> => AdmissionModel.findOne({ _id: id }).lean<AdmissionRow>(),

  findMany: (ids: readonly SeatId[]): Promise<AdmissionRow[]> =>
    AdmissionModel.find({ _id: { $in: [...ids] } }).lean<AdmissionRow[]>(),

  findByInvoice: (invoiceId: InvoiceId): Promise<AdmissionRow | null> =>
    AdmissionModel.findOne({ invoiceId }).lean<AdmissionRow>(),

  /** Those that have no invoice, because the site could issue none. */
  withoutInvoice: (after: SeatId | null, limit: number): Promise<AdmissionRow[]> =>
    AdmissionModel.find({
      ...{ state: 'unpaid', holdUntil: null, invoiceId: null },
      ...(after !== null && { _id: { $gt: after } }),
    })
      .sort({ _id: 1 })
      .limit(limit)
      .lean<AdmissionRow[]>(),

  async insert(rows: readonly AdmissionRow[]): Promise<void> {
    await bulkInsert(AdmissionModel, rows as never[]);
  },

  /** Changes one that is in a state and a round. */
  async change(
    { _id, state, round }: Pick<AdmissionRow, '_id' | 'state' | 'round'>,
    set: Partial<AdmissionRow>,
  ): Promise<boolean> {
    return (await AdmissionModel.updateOne({ _id, state, round }, { $set: set })).matchedCount === 1;
  },

  /** Lowers the price of one that nothing has lowered, with the invoice that the caller saw. */
  async lower({ _id, round, invoiceId }: AdmissionRow, set: Partial<AdmissionRow>): Promise<boolean> {
    const untouched = { _id, round, invoiceId, state: 'unpaid', coupon: null };
    return (await AdmissionModel.updateOne(untouched, { $set: set } as never)).matchedCount === 1;
  },

  /** Gives one up whose time is over in this very moment, too. */
  async endHold({ _id, round }: Pick<AdmissionRow, '_id' | 'round'>, now: Date): Promise<boolean> {
    const over = { _id, round, state: 'unpaid', holdUntil: { $lte: now } };
    return (await AdmissionModel.updateOne(over, { $set: { state: 'given-up', holdUntil: null } })).modifiedCount === 1;
  },
};
export type AdmissionsRepository = typeof admissionsRepository;

/**
 * Whether whoever has this seat may attend. Who took it before it had a price need not pay.
 * @returns `unpaid` where they have still to pay
 */
export async function admissionOf(seatId: SeatId): Promise<'open' | 'unpaid'> {
  const admission = await admissionsRepository.find(seatId);
  return admission === null || admission.state === 'paid' ? 'open' : 'unpaid';
}
