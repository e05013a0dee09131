import { currencies, InvoiceState } from '@stageline/contracts';
import { defineTenantModel, UnscopedOperation } from '@stageline/tenancy';
import { Schema, type Query } from 'mongoose';
import { onlyGrows } from '../ledger/index.ts';

const amount = { type: Number, required: true };
const taxSchema = new Schema(
  { category: { type: String, required: true }, rate: amount, net: amount, tax: amount },
  { _id: false, id: false },
);
const lineSchema = new Schema(
  {
    description: { type: String, required: true },
    quantity: amount,
    unitAmount: amount,
    tax: { type: { _id: false, category: String, rate: Number }, required: true },
    net: amount,
    taxAmount: amount,
    gross: amount,
  },
  { _id: false, id: false },
);
const text = { type: String, default: null } as const;

const invoiceSchema = new Schema(
  {
    _id: { type: String, required: true },
    key: { type: String },
    number: text,
    state: { type: String, required: true, enum: InvoiceState.options },
    personId: { type: String, required: true },
    leadId: { type: String, required: true },
    sessionId: text,
    currency: { type: String, required: true, enum: currencies },
    buyer: {
      type: {
        _id: false,
        name: String,
        email: String,
        company: text,
        address: [String],
        country: text,
        taxId: text,
        locale: String,
      },
      required: true,
    },
    lines: { type: [lineSchema], required: true },
    totals: { type: { _id: false, net: amount, tax: amount, gross: amount, taxes: [taxSchema] }, required: true },
    pricesIncludeTax: { type: Boolean, required: true },
    reverseCharge: { type: Boolean, required: true },
    /** A copy: later changes of the seller's details do not reach what was issued. */
    seller: { type: Schema.Types.Mixed, default: null },
    createdAt: { type: Date, required: true },
    /** How the buyer came, as it was known at issue; missing where nothing was, and of a draft. */
    came: { type: Schema.Types.Mixed },
    issuedAt: { type: Date, default: null },
    dueAt: { type: Date, default: null },
    /** Until when it is in time instead, as it is paid in parts. */
    payBy: { type: Date, default: null },
    figures: {
      type: {
        _id: false,
        total: amount,
        paid: amount,
        overpaid: amount,
        usedElsewhere: { type: Number, default: 0 },
        refunded: amount,
        returned: { type: Number, default: 0 },
        cancelled: amount,
        writtenOff: amount,
        disputed: amount,
        lost: amount,
        due: amount,
        refundable: amount,
      },
      required: true,
    },
    version: amount,
  },
  { id: false },
);
// The list of all, of a state, of a lead and of a person.
invoiceSchema.index({ _id: -1 });
invoiceSchema.index({ state: 1, _id: -1 });
invoiceSchema.index({ leadId: 1, _id: -1 });
/** The timeline of a lead. */
invoiceSchema.index({ leadId: 1, issuedAt: -1, _id: -1 });
invoiceSchema.index({ personId: 1, _id: -1 });
/** What came of a span of time. */
invoiceSchema.index({ issuedAt: 1 });
// Those of a masterclass that is called off.
invoiceSchema.index({ sessionId: 1, _id: 1 }, { partialFilterExpression: { sessionId: { $type: 'string' } } });
invoiceSchema.index({ key: 1 }, { unique: true, partialFilterExpression: { key: { $type: 'string' } } });
invoiceSchema.index({ number: 1 }, { unique: true, partialFilterExpression: { number: { $type: 'string' } } });

/** What changes of an issued invoice: what happens to it, and whose it is after a merge. All else stays as it was issued. */
const MOVING: ReadonlySet<string> = new Set(['state', 'figures', 'payBy', 'version', 'personId', 'leadId']);

function keepIssued(this: Query<unknown, unknown>): void {
  if (this.getFilter()['state'] === 'draft') return;
  const changed = Object.entries(this.getUpdate() ?? {}).flatMap(([operator, fields]) =>
    operator.startsWith('$') ? Object.keys(fields as object) : [operator],
  );
  const frozen = changed.find((path) => !MOVING.has(path.split('.', 1)[0]!));
  if (frozen !== undefined)
    throw new UnscopedOperation(`${frozen} of an issued invoice stays as it is: a credit note takes it back`);
}
function onlyDrafts(this: Query<unknown, unknown>): void {
  const filter = this.getFilter();
  // Everything at once goes with the site that it belongs to.
  if (filter['state'] !== 'draft' && Object.keys(filter).length > 0)
    throw new UnscopedOperation('An issued invoice is not removed');
}
for (const operation of ['updateOne', 'updateMany', 'findOneAndUpdate'] as const)
  invoiceSchema.pre(operation as 'updateOne', { query: true, document: false }, keepIssued);
for (const operation of ['deleteOne', 'deleteMany', 'findOneAndDelete'] as const)
  invoiceSchema.pre(operation as 'deleteOne', { query: true, document: false }, onlyDrafts);
const refuse = (): never => {
  throw new UnscopedOperation('An invoice is changed by its repository only');
};
for (const operation of ['replaceOne', 'findOneAndReplace', 'bulkWrite'] as const)
  invoiceSchema.pre(operation as 'bulkWrite', refuse);
invoiceSchema.pre('save', function onlyNew() {
  if (!this.isNew) refuse();
});

export const InvoiceModel = defineTenantModel('Invoice', invoiceSchema, {
  systemIndexes: [
    { fields: { state: 1, dueAt: 1 }, reason: 'invoices of all tenants whose time is over' },
    { fields: { state: 1, payBy: 1 }, reason: 'invoices of all tenants of which the time of a part is over' },
  ],
});

const receiptSchema = new Schema(
  {
    _id: { type: String, required: true },
    number: { type: String, required: true },
    invoiceId: { type: String, required: true },
    paymentId: { type: String, required: true },
    amount,
    dueAfter: amount,
    overpaid: amount,
    method: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { id: false },
);
receiptSchema.index({ number: 1 }, { unique: true });
receiptSchema.index({ at: -1 });
receiptSchema.index({ invoiceId: 1, paymentId: 1 }, { unique: true });
onlyGrows(receiptSchema, 'A receipt stays as it was issued');
export const ReceiptModel = defineTenantModel('Receipt', receiptSchema);

const creditNoteSchema = new Schema(
  {
    _id: { type: String, required: true },
    number: { type: String, required: true },
    invoiceId: { type: String, required: true },
    refundId: text,
    amount,
    taxes: { type: [taxSchema], required: true },
    /** What of it is of a line, by its place; nothing where it takes back a share of all. */
    lines: { type: [{ _id: false, line: amount, amount }], default: [] },
    reason: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { id: false },
);
creditNoteSchema.index({ number: 1 }, { unique: true });
creditNoteSchema.index({ invoiceId: 1, _id: 1 });
onlyGrows(creditNoteSchema, 'A credit note stays as it was issued');
export const CreditNoteModel = defineTenantModel('CreditNote', creditNoteSchema);

/** The last number of each series. A number is taken in the transaction that issues the document, so none is left out. */
const numberSeriesSchema = new Schema(
  { _id: { type: String, required: true }, series: { type: String, required: true }, last: amount },
  { id: false },
);
numberSeriesSchema.index({ series: 1 }, { unique: true });
export const NumberSeriesModel = defineTenantModel('NumberSeries', numberSeriesSchema, {
  collection: 'number_series',
});

/** Who sells: one legal entity per site. */
const sellerSchema = new Schema(
  {
    /** The tenant's id. */
    _id: { type: String, required: true },
    version: amount,
    details: { type: Schema.Types.Mixed, required: true },
    /** When somebody looks for what was sold in the moment in which they were named. */
    lookAt: { type: Date, default: null },
  },
  { id: false },
);
export const SellerModel = defineTenantModel('Seller', sellerSchema, {
  systemIndexes: [{ fields: { lookAt: 1 }, reason: 'A sweep looks after sites that have just said who sells' }],
});

/** What was printed, as it was printed first: the file is read back by its hash. */
const documentFileSchema = new Schema(
  {
    /** The document's id. */
    _id: { type: String, required: true },
    sha256: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { id: false },
);
onlyGrows(documentFileSchema, 'What was printed stays as it is');
export const DocumentFileModel = defineTenantModel('DocumentFile', documentFileSchema);
