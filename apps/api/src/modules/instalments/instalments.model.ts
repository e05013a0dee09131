import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** What was due of an invoice, to be paid in parts; one at a time for an invoice. */
const planSchema = new Schema(
  {
    _id: { type: String, required: true },
    invoiceId: { type: String, required: true },
    parts: {
      type: [{ _id: false, dueAt: { type: Date, required: true }, amount: { type: Number, required: true } }],
      required: true,
    },
    /** The last mail: of which part, and which step. */
    sent: { type: { _id: false, part: Number, step: String }, default: null },
    /** What the buyer said of charging parts to their card. */
    charge: {
      type: {
        _id: false,
        agreedAt: { type: Date, required: true },
        withdrawnAt: { type: Date, default: null },
        /** The payment with which the card was kept. */
        keeper: { type: String, default: null },
        tries: { type: { _id: false, part: Number, made: Number, lastAt: Date }, default: null },
        /** The charge that is on its way. */
        flying: { type: String, default: null },
      },
      default: null,
    },
    /** When the next mail or charge is due, or the standing changes; null where nothing is left. */
    lookAt: { type: Date, default: null },
    createdAt: { type: Date, required: true },
    /** Rises with every change. */
    version: { type: Number, required: true },
  },
  { id: false },
);
planSchema.index({ invoiceId: 1 }, { unique: true });
export const InstalmentPlanModel = defineTenantModel('InstalmentPlan', planSchema, {
  systemIndexes: [{ fields: { lookAt: 1 }, reason: 'A sweep reminds of parts of all sites that are due' }],
});
