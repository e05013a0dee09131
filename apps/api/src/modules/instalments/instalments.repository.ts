import type { InstalmentPlanId, InvoiceId, PaymentId } from '@stageline/contracts';
import type { ChargeTries, Instalment, InstalmentMail } from '@stageline/domain';
import { bulkInsert } from '@stageline/tenancy';
import { InstalmentPlanModel } from './instalments.model.ts';

/** What the buyer said of charging parts to their card, and how far that is. */
export interface PlanCharge {
  readonly agreedAt: Date;
  readonly withdrawnAt: Date | null;
  /** The payment with which the card was kept; null before. */
  readonly keeper: PaymentId | null;
  readonly tries: ChargeTries | null;
  /** The charge that is on its way. */
  readonly flying: PaymentId | null;
}

export interface PlanRow {
  readonly _id: InstalmentPlanId;
  readonly invoiceId: InvoiceId;
  readonly parts: readonly Instalment[];
  readonly sent: InstalmentMail | null;
  /** Missing, as null, where the buyer said nothing of it. */
  readonly charge?: PlanCharge | null;
  readonly lookAt: Date | null;
  readonly createdAt: Date;
  readonly version: number;
}

/** Debts that are paid in parts; every call is in the current tenant. */
export const instalmentsRepository = {
  find: (id: InstalmentPlanId): Promise<PlanRow | null> => InstalmentPlanModel.findOne({ _id: id }).lean<PlanRow>(),

  ofInvoice: (invoiceId: InvoiceId): Promise<PlanRow | null> =>
    InstalmentPlanModel.findOne({ invoiceId }).lean<PlanRow>(),

  async insert(row: PlanRow): Promise<void> {
    await bulkInsert(InstalmentPlanModel, [row as never]);
  },

  async remove(invoiceId: InvoiceId): Promise<boolean> {
    return (await InstalmentPlanModel.deleteOne({ invoiceId })).deletedCount === 1;
  },

  /** @returns false where somebody else was faster */
  async change({ _id, version }: PlanRow, set: Partial<Pick<PlanRow, 'lookAt' | 'sent' | 'charge'>>): Promise<boolean> {
    const to = { $set: set, $inc: { version: 1 } };
    return (await InstalmentPlanModel.updateOne({ _id, version }, to)).modifiedCount === 1;
  },
};
export type InstalmentsRepository = typeof instalmentsRepository;
