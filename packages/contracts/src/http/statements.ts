import { z } from 'zod';
import { InvoiceId, StatementLineId } from '../kit/ids.ts';
import { Currency, MAX_AMOUNT } from '../kit/money.ts';
import { defineOperation, memberAccess, pageOf, PageQuery } from '../kit/operation.ts';

/** The largest statement that may be brought, in bytes, and the most lines of one. */
export const MAX_STATEMENT_BYTES = 5 * 1024 * 1024;
export const MAX_STATEMENT_LINES = 5000;
/** Lines that are booked by one request. */
export const MOST_SURE = 100;

/** `open` waits for somebody to say what it paid; `aside` pays no invoice. */
export const StatementLineState = z.enum(['open', 'booked', 'aside']);
export type StatementLineState = z.infer<typeof StatementLineState>;

const Part = z.object({ invoiceId: InvoiceId, number: z.string(), amount: z.int() });
/** An invoice that a line may have paid. */
export const OwedInvoiceView = z.object({
  invoiceId: InvoiceId,
  number: z.string(),
  buyerName: z.string(),
  due: z.int(),
});
export type OwedInvoiceView = z.infer<typeof OwedInvoiceView>;

/** What a line may have paid, and why. `sure`: its invoices by their numbers, and just what is due of them. */
export const Suggestion = z.object({
  certainty: z.enum(['sure', 'likely', 'possible']),
  reasons: z.array(z.enum(['number', 'amount', 'name', 'sum'])),
  parts: z.array(OwedInvoiceView.extend({ amount: z.int() })),
});
export type Suggestion = z.infer<typeof Suggestion>;

/** Money that came in, as a bank tells of it. Amounts are in the currency's minor unit. */
export const StatementLineView = z.object({
  id: StatementLineId,
  state: StatementLineState,
  bookedOn: z.iso.date(),
  amount: z.int(),
  currency: Currency,
  name: z.string(),
  reference: z.string(),
  account: z.string(),
  fileName: z.string(),
  /** Null where nothing fits, and of one that is decided. */
  suggestion: Suggestion.nullable(),
  /** The invoices that it paid. */
  parts: z.array(Part),
});
export type StatementLineView = z.infer<typeof StatementLineView>;

const access = memberAccess('finance.manage');
const params = z.strictObject({ lineId: StatementLineId });
const one = '/api/v1/bank-lines/:lineId';

export const uploadStatement = defineOperation({
  id: 'statements.upload',
  method: 'POST',
  path: '/api/v1/bank-lines/statements',
  host: 'tenant',
  access,
  summary:
    'Bring a bank statement (CAMT.053 or CSV, up to 5 MB). What was brought before is known again; nothing is booked yet',
  consumes: 'multipart/form-data',
  status: 201,
  response: z.object({
    added: z.int(),
    /** Brought before, by this file or another one. */
    known: z.int(),
    /** What went out, or is not booked yet. */
    leftOut: z.int(),
  }),
  errors: ['payload-too-large', 'statement-unreadable'],
  rateLimit: { points: 20, perSeconds: 60, by: 'actor' },
});

export const listStatementLines = defineOperation({
  id: 'statements.lines',
  method: 'GET',
  path: '/api/v1/bank-lines',
  host: 'tenant',
  access: memberAccess('finance.read'),
  summary: 'Money that came to the bank, the latest brought first, with what it may have paid',
  query: PageQuery.extend({ state: StatementLineState.default('open') }),
  response: pageOf(StatementLineView),
});

export const listOwedInvoices = defineOperation({
  id: 'statements.owed',
  method: 'GET',
  path: `${one}/invoices`,
  host: 'tenant',
  access: memberAccess('finance.read'),
  summary: 'Invoices that a line could have paid, by number or name',
  params,
  query: z.strictObject({ search: z.string().trim().max(100).default('') }),
  /** At most 20, the oldest first. */
  response: z.object({ items: z.array(OwedInvoiceView) }),
});

export const bookStatementLine = defineOperation({
  id: 'statements.book',
  method: 'POST',
  path: `${one}/book`,
  host: 'tenant',
  access,
  summary: 'Note a line as the payment of one or several invoices; once. What is beyond them is credit of the buyer',
  params,
  body: z.strictObject({
    parts: z
      .array(z.strictObject({ invoiceId: InvoiceId, amount: z.int().min(1).max(MAX_AMOUNT) }))
      .min(1, 'Please choose an invoice.')
      .max(50, 'At most 50 invoices.'),
  }),
  response: StatementLineView,
  errors: ['illegal-transition', 'invoice-settled', 'conflict'],
});

export const bookSureLines = defineOperation({
  id: 'statements.book-sure',
  method: 'POST',
  path: '/api/v1/bank-lines/book-sure',
  host: 'tenant',
  access,
  summary: 'Note those of these lines that are sure as payments; a line that is not sure any more stays open',
  body: z.strictObject({ lineIds: z.array(StatementLineId).min(1).max(MOST_SURE) }),
  response: z.object({ booked: z.int(), left: z.int() }),
});

export const putLineAside = defineOperation({
  id: 'statements.put-aside',
  method: 'POST',
  path: `${one}/aside`,
  host: 'tenant',
  access,
  summary: 'Put a line aside that pays no invoice',
  params,
  response: StatementLineView,
  errors: ['illegal-transition'],
});

export const bringLineBack = defineOperation({
  id: 'statements.bring-back',
  method: 'POST',
  path: `${one}/back`,
  host: 'tenant',
  access,
  summary: 'Bring a line back that was put aside',
  params,
  response: StatementLineView,
  errors: ['illegal-transition'],
});
