import { currencies, StatementLineState } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const text = { type: String, default: '' } as const;

const lineSchema = new Schema(
  {
    _id: { type: String, required: true },
    /** By which it is known again, whatever file brings it. */
    key: { type: String, required: true },
    state: { type: String, required: true, enum: StatementLineState.options },
    bookedOn: { type: String, required: true },
    amount: { type: Number, required: true },
    currency: { type: String, required: true, enum: currencies },
    ...{ name: text, reference: text, account: text, fileName: text },
    broughtAt: { type: Date, required: true },
    /** The invoices that it paid. */
    parts: { type: [{ _id: false, invoiceId: String, number: String, amount: Number }], default: [] },
  },
  { id: false },
);
lineSchema.index({ key: 1 }, { unique: true });
lineSchema.index({ state: 1, _id: -1 });
export const StatementLineModel = defineTenantModel('StatementLine', lineSchema);
