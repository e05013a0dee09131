import type {
  CreditNoteId,
  Currency,
  InvoiceId,
  InvoiceState,
  LeadId,
  PaymentId,
  ReceiptId,
  SessionId,
} from '@stageline/contracts';
import type { InvoiceFigures } from '@stageline/domain';
import { newId } from '@stageline/platform';
import { bulkInsert, raiseCounter } from '@stageline/tenancy';
import { CreditNoteModel, InvoiceModel, NumberSeriesModel, ReceiptModel } from './invoice.model.ts';
import type { CreditNoteRow, InvoiceRow, ReceiptRow } from './invoices.types.ts';

/** What of a draft can be changed. */
export type DraftContent = Pick<
  InvoiceRow,
  'buyer' | 'currency' | 'dueAt' | 'lines' | 'pricesIncludeTax' | 'reverseCharge' | 'sessionId' | 'totals'
>;
/** What a draft gets when it is issued. */
export type Issue = DraftContent & Pick<InvoiceRow, 'number' | 'seller' | 'issuedAt' | 'state' | 'figures'>;
export type OwedRow = Pick<InvoiceRow, '_id' | 'personId' | 'currency'> & {
  readonly number: string;
  readonly buyer: Pick<InvoiceRow['buyer'], 'name' | 'company'>;
  readonly figures: Pick<InvoiceFigures, 'due'>;
};
export type Series = 'invoice' | 'credit_note' | 'receipt';

const FIELDS = { tenantId: 0 } as const;
/** Documents of one invoice that are looked at. */
const MAX_OF_INVOICE = 500;

/** Reads and writes of invoices and what follows them; every call runs in the current tenant. */
export const invoicesRepository = {
  /**
   * The next number of a series, in the caller's transaction: it is taken with the document that bears it, or not at all. Of two
   * transactions one waits for the other, so it is taken late.
   */
  nextNumber(series: Series): Promise<number> {
    return raiseCounter(NumberSeriesModel, { match: { series }, field: 'last', by: 1, id: newId('job') });
  },

  async lastNumber(series: Series): Promise<number> {
    const row = await NumberSeriesModel.findOne({ series }, { last: 1 }).lean();
    return row?.last ?? 0;
  },

  async countIssued(): Promise<number> {
    return InvoiceModel.countDocuments({ number: { $type: 'string' } });
  },

  async insert(row: InvoiceRow): Promise<void> {
    await bulkInsert(InvoiceModel, [row as never]);
  },

  find(id: InvoiceId): Promise<InvoiceRow | null> {
    return InvoiceModel.findOne({ _id: id }, FIELDS).lean<InvoiceRow>();
  },

  findByKey(key: string): Promise<InvoiceRow | null> {
    return InvoiceModel.findOne({ key }, FIELDS).lean<InvoiceRow>();
  },

  /** Takes an issued invoice for the rest of the caller's transaction: whoever does it at the same time waits, or begins again. */
  take(id: InvoiceId): Promise<InvoiceRow | null> {
    const issued = { _id: id, state: { $ne: 'draft' as const } };
    return InvoiceModel.findOneAndUpdate(
      issued,
      { $inc: { version: 1 } },
      { new: true, projection: FIELDS },
    ).lean<InvoiceRow>();
  },

  async setPayBy(id: InvoiceId, state: InvoiceState, payBy: Date | null): Promise<void> {
    await InvoiceModel.updateOne({ _id: id }, { $set: { state, payBy } });
  },

  async settle(id: InvoiceId, state: InvoiceState, figures: InvoiceFigures): Promise<void> {
    await InvoiceModel.updateOne({ _id: id }, { $set: { state, figures } });
  },

  /** @returns the draft as it is now; null where it is none any more, or of another version */
  changeDraft(id: InvoiceId, version: number, set: DraftContent | Issue): Promise<InvoiceRow | null> {
    return InvoiceModel.findOneAndUpdate(
      { _id: id, state: 'draft', version },
      { $set: set as never, $inc: { version: 1 } },
      { new: true, projection: FIELDS },
    ).lean<InvoiceRow>();
  },

  async removeDraft(id: InvoiceId): Promise<boolean> {
    return (await InvoiceModel.deleteOne({ _id: id, state: 'draft' })).deletedCount === 1;
  },

  /** The newest first. */
  page(
    filter: { readonly state?: InvoiceState | undefined; readonly leadId?: LeadId | undefined },
    { after, limit }: { readonly after: InvoiceId | null; readonly limit: number },
  ): Promise<InvoiceRow[]> {
    const { state, leadId } = filter;
    const where = {
      ...(state !== undefined && { state }),
      ...(leadId !== undefined && { leadId }),
      ...(after !== null && { _id: { $lt: after } }),
    };
    // Lines and texts are not of the list.
    const fields = { ...FIELDS, lines: 0, seller: 0 } as const;
    return InvoiceModel.find(where, fields).sort({ _id: -1 }).limit(limit).lean<InvoiceRow[]>();
  },

  /** Issued ones about a masterclass, in the order of their ids. */
  ofSession(sessionId: SessionId, after: InvoiceId | null, limit: number): Promise<InvoiceRow[]> {
    const where = { sessionId, number: { $type: 'string' as const }, ...(after !== null && { _id: { $gt: after } }) };
    return InvoiceModel.find(where, FIELDS).sort({ _id: 1 }).limit(limit).lean<InvoiceRow[]>();
  },

  /** What something is due of, the oldest first; a part of each. */
  owed: (limit: number): Promise<OwedRow[]> =>
    InvoiceModel.find(
      { state: { $in: ['issued', 'partially_paid', 'overdue'] } },
      { number: 1, personId: 1, 'buyer.name': 1, 'buyer.company': 1, currency: 1, 'figures.due': 1 },
    )
      .sort({ _id: 1 })
      .limit(limit)
      .lean<OwedRow[]>(),

  async lastCurrency(): Promise<Currency | null> {
    const issued = { number: { $type: 'string' as const } };
    return (await InvoiceModel.findOne(issued, { currency: 1 }).sort({ _id: -1 }).lean<InvoiceRow>())?.currency ?? null;
  },

  /** Those of a buyer in a currency that more was paid of than they asked for, as far as it is here; the oldest first. */
  withMoneyOf({ personId, currency, _id }: InvoiceRow): Promise<InvoiceRow[]> {
    const where = { personId, currency, _id: { $ne: _id }, 'figures.refundable': { $gt: 0 } };
    return InvoiceModel.find(where, { ...FIELDS, lines: 0, seller: 0 })
      .sort({ _id: 1 })
      .limit(MAX_OF_INVOICE)
      .lean<InvoiceRow[]>();
  },

  findMany(ids: readonly InvoiceId[]): Promise<InvoiceRow[]> {
    return InvoiceModel.find({ _id: { $in: [...ids] } }, FIELDS).lean<InvoiceRow[]>();
  },

  async insertReceipt(row: ReceiptRow): Promise<void> {
    await bulkInsert(ReceiptModel, [row as never]);
  },
  findReceipt(id: ReceiptId): Promise<ReceiptRow | null> {
    return ReceiptModel.findOne({ _id: id }, FIELDS).lean<ReceiptRow>();
  },
  receiptOf(invoiceId: InvoiceId, paymentId: PaymentId): Promise<ReceiptRow | null> {
    return ReceiptModel.findOne({ invoiceId, paymentId }, FIELDS).lean<ReceiptRow>();
  },
  receiptsOf(invoiceId: InvoiceId): Promise<ReceiptRow[]> {
    return ReceiptModel.find({ invoiceId }, FIELDS).sort({ paymentId: 1 }).limit(MAX_OF_INVOICE).lean<ReceiptRow[]>();
  },

  async insertCreditNote(row: CreditNoteRow): Promise<void> {
    await bulkInsert(CreditNoteModel, [row as never]);
  },
  findCreditNote(id: CreditNoteId): Promise<CreditNoteRow | null> {
    return CreditNoteModel.findOne({ _id: id }, FIELDS).lean<CreditNoteRow>();
  },
  creditNotesOf(invoiceId: InvoiceId): Promise<CreditNoteRow[]> {
    return CreditNoteModel.find({ invoiceId }, FIELDS).sort({ _id: 1 }).limit(MAX_OF_INVOICE).lean<CreditNoteRow[]>();
  },
};
export type InvoicesRepository = typeof invoicesRepository;
