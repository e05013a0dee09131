import { z } from 'zod';
import { CreditNoteId, InvoiceId, LeadId, ReceiptId, SessionId } from '../kit/ids.ts';
import { LOCALES } from '../kit/locale.ts';
import { Currency, InvoiceState, MAX_AMOUNT, PaymentMethod } from '../kit/money.ts';
import { defineOperation, Instant, memberAccess, pageOf, PageQuery, publicAccess } from '../kit/operation.ts';
import { email, paragraph, requiredText } from './fields.ts';

/** Lines of an address, each something to read. */
export const AddressLines = z.array(requiredText(100)).max(5, 'At most 5 lines.');
/** ISO 3166-1 alpha-2. */
export const Country = z.string().regex(/^[A-Z]{2}$/, 'Please choose a country.');
export const TaxIdText = requiredText(40);

/** A rate in thousandths of a percent: 19 % is 19000. */
export const TaxRate = z.int().min(0, 'From 0 to 50 %.').max(50_000, 'From 0 to 50 %.');
export const TaxCategory = z.enum(['standard', 'exempt', 'reverse_charge']);
export const LineTax = z.strictObject({ category: TaxCategory, rate: TaxRate });

/** Who sells, and how their prices are taxed (D-02): the legal entity of a site. */
export const SellerBody = z.strictObject({
  legalName: requiredText(120),
  address: AddressLines.min(1, 'Please fill this in.'),
  country: Country,
  email,
  /** VAT or other tax number; null for whoever has none. */
  taxId: TaxIdText.nullable(),
  /** What a line is taxed with where nothing else is said; null for whoever asks no tax. */
  taxRate: TaxRate.nullable(),
  /** Whether prices are what the buyer pays in the end. */
  pricesIncludeTax: z.boolean(),
  /** Why no tax is asked, as the law wants it on the invoice. */
  exemptionNote: paragraph(300),
  /** Days until an invoice is due. */
  dueDays: z.int().min(0, 'From 0 to 120.').max(120, 'From 0 to 120.'),
  /** Before the numbers of invoices, such as `INV-`. */
  numberPrefix: z
    .string()
    .trim()
    .regex(/^[A-Z0-9][A-Z0-9/-]{0,11}$/, 'Up to 12 capital letters, digits, hyphens and slashes.'),
  /** At the foot of every document, such as a bank account. */
  footer: paragraph(500),
});
export type SellerBody = z.infer<typeof SellerBody>;

export const SellerView = SellerBody.extend({
  version: z.int(),
  /** Whether an invoice has been issued: the numbers keep their prefix from then on. */
  hasIssued: z.boolean(),
});
export type SellerView = z.infer<typeof SellerView>;

export const getSeller = defineOperation({
  id: 'invoices.get-seller',
  method: 'GET',
  path: '/api/v1/money/seller',
  host: 'tenant',
  access: memberAccess('finance.read'),
  summary: 'Who stands on invoices as the seller; null where nobody has said so yet',
  response: z.object({ seller: SellerView.nullable() }),
});
export const saveSeller = defineOperation({
  id: 'invoices.save-seller',
  method: 'PUT',
  path: '/api/v1/money/seller',
  host: 'tenant',
  access: memberAccess('finance.manage'),
  summary: 'Say who sells; what was issued keeps what was said then',
  /** Version 0 where nothing was said yet. */
  body: SellerBody.extend({ version: z.int().min(0) }),
  response: SellerView,
  errors: ['conflict'],
});

const buyer = {
  name: requiredText(120),
  email,
  company: requiredText(120).nullable(),
  address: AddressLines,
  country: Country.nullable(),
  taxId: TaxIdText.nullable(),
  /** In which the documents are written. */
  locale: z.enum(LOCALES),
};
/** Whom an invoice is written to. */
export const BuyerBody = z.strictObject(buyer);
export type BuyerBody = z.infer<typeof BuyerBody>;

export const LineBody = z.strictObject({
  description: requiredText(300),
  quantity: z.int().min(1, 'From 1 to 9,999.').max(9999, 'From 1 to 9,999.'),
  /** Of one, in the minor unit of the currency. */
  unitAmount: z
    .int()
    .min(0, 'Please give an amount such as 49 or 49.50.')
    .max(MAX_AMOUNT, 'That is more than can be asked for.'),
  /** As the seller has it where it is left out. */
  tax: LineTax.optional(),
});

const draft = {
  buyer: BuyerBody,
  currency: Currency,
  lines: z.array(LineBody).min(1, 'Please add a line.').max(100, 'At most 100 lines.'),
  reverseCharge: z.boolean().default(false),
  /** In the seller's usual time where it is left out. */
  dueAt: Instant.optional(),
};

const Taxes = z.array(z.object({ category: TaxCategory, rate: z.int(), net: z.int(), tax: z.int() }));
const Figures = z.object({
  total: z.int(),
  paid: z.int(),
  overpaid: z.int(),
  usedElsewhere: z.int(),
  refunded: z.int(),
  returned: z.int(),
  cancelled: z.int(),
  writtenOff: z.int(),
  disputed: z.int(),
  lost: z.int(),
  due: z.int(),
  refundable: z.int(),
});
/** An invoice in a list; amounts are in the minor unit of its currency. */
export const InvoiceRowView = z.object({
  id: InvoiceId,
  /** Null for a draft. */
  number: z.string().nullable(),
  state: InvoiceState,
  leadId: LeadId,
  sessionId: SessionId.nullable(),
  buyerName: z.string(),
  currency: Currency,
  total: z.int(),
  figures: Figures,
  createdAt: Instant,
  issuedAt: Instant.nullable(),
  /** That of the part which is next, where it is paid in parts. */
  dueAt: Instant.nullable(),
});
export type InvoiceRowView = z.infer<typeof InvoiceRowView>;

/** An invoice with what followed it. Addresses of documents are signed and expire within an hour. */
export const InvoiceView = InvoiceRowView.extend({
  version: z.int(),
  buyer: z.object({ ...buyer, name: z.string(), email: z.string() }),
  lines: z.array(
    z.object({
      description: z.string(),
      quantity: z.int(),
      unitAmount: z.int(),
      tax: z.object({ category: TaxCategory, rate: z.int() }),
      net: z.int(),
      taxAmount: z.int(),
      gross: z.int(),
      /** What credit notes took back of this line by name. */
      takenBack: z.int(),
    }),
  ),
  totals: z.object({ net: z.int(), tax: z.int(), gross: z.int(), taxes: Taxes }),
  pricesIncludeTax: z.boolean(),
  reverseCharge: z.boolean(),
  /** Null for a draft. */
  invoiceUrl: z.string().nullable(),
  receipts: z.array(
    z.object({
      id: ReceiptId,
      number: z.string(),
      amount: z.int(),
      method: PaymentMethod,
      at: Instant,
      receiptUrl: z.string(),
    }),
  ),
  creditNotes: z.array(
    z.object({
      id: CreditNoteId,
      number: z.string(),
      amount: z.int(),
      reason: z.string(),
      at: Instant,
      creditNoteUrl: z.string(),
    }),
  ),
});
export type InvoiceView = z.infer<typeof InvoiceView>;

const InvoiceParams = z.strictObject({ invoiceId: InvoiceId });

/** What was paid by buyers who came in one way. Amounts are in the minor unit of the currency. */
export const RevenueSource = z.object({
  /** `utm_source`, `utm_medium`, `utm_campaign`; empty where the address named none. */
  source: z.string(),
  medium: z.string(),
  campaign: z.string(),
  /** Host and path of another site that linked here; empty for none. */
  referrer: z.string(),
  currency: Currency,
  invoices: z.int(),
  invoiced: z.int(),
  /** Less what went back, or was lost in disputes. */
  paid: z.int(),
});
export type RevenueSource = z.infer<typeof RevenueSource>;

export const listSources = defineOperation({
  id: 'invoices.sources',
  method: 'GET',
  path: '/api/v1/money/sources',
  host: 'tenant',
  access: memberAccess('finance.read'),
  summary: 'What was invoiced and paid, by how its buyers came: as it was known when each invoice was issued',
  query: z.strictObject({
    from: Instant,
    to: Instant,
    /** The visit that counts: the one that brought them first, or the one in which they last sent a form. */
    touch: z.enum(['first', 'last']).default('first'),
  }),
  /** The one that brought most first, by currency; at most 200. */
  response: z.object({ items: z.array(RevenueSource) }),
});
export const listInvoices = defineOperation({
  id: 'invoices.list',
  method: 'GET',
  path: '/api/v1/invoices',
  host: 'tenant',
  access: memberAccess('finance.read'),
  summary: 'Invoices, the newest first; of one state, or of one lead',
  query: PageQuery.extend({ state: InvoiceState.optional(), leadId: LeadId.optional() }),
  response: pageOf(InvoiceRowView),
});
export const getInvoice = defineOperation({
  id: 'invoices.get',
  method: 'GET',
  path: '/api/v1/invoices/:invoiceId',
  host: 'tenant',
  access: memberAccess('finance.read'),
  summary: 'One invoice with its receipts and credit notes',
  params: InvoiceParams,
  response: InvoiceView,
});
export const createInvoice = defineOperation({
  id: 'invoices.create',
  method: 'POST',
  path: '/api/v1/invoices',
  host: 'tenant',
  access: memberAccess('finance.manage'),
  summary: 'Write the draft of an invoice to a lead; it has no number and is owed by nobody',
  body: z.strictObject({ ...draft, leadId: LeadId }),
  status: 201,
  response: InvoiceView,
  errors: ['seller-missing'],
});
export const changeInvoice = defineOperation({
  id: 'invoices.change',
  method: 'PUT',
  path: '/api/v1/invoices/:invoiceId',
  host: 'tenant',
  access: memberAccess('finance.manage'),
  summary: 'Change a draft',
  params: InvoiceParams,
  body: z.strictObject({ ...draft, version: z.int() }),
  response: InvoiceView,
  errors: ['conflict', 'illegal-transition', 'seller-missing'],
});
export const discardInvoice = defineOperation({
  id: 'invoices.discard',
  method: 'POST',
  path: '/api/v1/invoices/:invoiceId/discard',
  host: 'tenant',
  access: memberAccess('finance.manage'),
  summary: 'Throw a draft away; an issued invoice stays',
  params: InvoiceParams,
  status: 204,
  errors: ['illegal-transition'],
});
export const issueInvoice = defineOperation({
  id: 'invoices.issue',
  method: 'POST',
  path: '/api/v1/invoices/:invoiceId/issue',
  host: 'tenant',
  access: memberAccess('finance.manage'),
  summary: 'Give a draft its number and send it; from here on it stays as it is',
  params: InvoiceParams,
  body: z.strictObject({ version: z.int() }),
  response: InvoiceView,
  errors: ['conflict', 'illegal-transition', 'seller-missing'],
});
export const cancelInvoice = defineOperation({
  id: 'invoices.cancel',
  method: 'POST',
  path: '/api/v1/invoices/:invoiceId/cancel',
  host: 'tenant',
  access: memberAccess('finance.manage'),
  summary: 'Take back what is due, by a credit note',
  params: InvoiceParams,
  body: z.strictObject({ reason: requiredText(300) }),
  response: InvoiceView,
  errors: ['illegal-transition'],
});
export const writeOffInvoice = defineOperation({
  id: 'invoices.write-off',
  method: 'POST',
  path: '/api/v1/invoices/:invoiceId/write-off',
  host: 'tenant',
  access: memberAccess('finance.manage'),
  summary: 'Say that nobody expects what is due any more; it can still be paid',
  params: InvoiceParams,
  response: InvoiceView,
  errors: ['illegal-transition'],
});
export const openDocument = defineOperation({
  id: 'invoices.open-document',
  method: 'GET',
  path: '/api/v1/documents/:token',
  host: 'tenant',
  access: publicAccess,
  summary: 'An invoice, a receipt or a credit note as PDF, by its signed address until that expires',
  params: z.strictObject({ token: z.string().max(120) }),
  produces: 'application/pdf',
  errors: ['invalid-link'],
  rateLimit: { points: 60, perSeconds: 60, by: 'ip' },
});
