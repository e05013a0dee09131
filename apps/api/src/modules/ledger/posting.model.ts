import { currencies } from '@stageline/contracts';
import { accounts, postingKinds } from '@stageline/domain';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';
import { onlyGrows } from './only-grows.ts';

const entrySchema = new Schema(
  {
    account: { type: String, required: true, enum: accounts },
    /** In minor units; above zero a debit. */
    amount: { type: Number, required: true },
  },
  { _id: false, id: false },
);

/** One posting with all its entries: it is there as a whole or not at all, and its entries add up to nothing. */
const postingSchema = new Schema(
  {
    _id: { type: String, required: true },
    /** What happened, so that it is posted once: `payment:<id>:<invoice>`. */
    key: { type: String, required: true },
    kind: { type: String, required: true, enum: postingKinds },
    /** Null for what is about no invoice, such as a payout. */
    invoiceId: { type: String, default: null },
    currency: { type: String, required: true, enum: currencies },
    at: { type: Date, required: true },
    entries: { type: [entrySchema], required: true },
  },
  { id: false },
);
postingSchema.index({ key: 1 }, { unique: true });
// Figures of an invoice are sums over its postings.
postingSchema.index({ invoiceId: 1, _id: 1 });
onlyGrows(postingSchema, 'The ledger only grows: a posting is taken back by another one');

export const PostingModel = defineTenantModel('Posting', postingSchema, { collection: 'ledger_postings' });
