import { z } from 'zod';
import { DifferenceId, DisputeId, InvoiceId, PaymentId, RefundId } from '../kit/ids.ts';
import { Currency, MAX_AMOUNT, PaymentMethod } from '../kit/money.ts';
import { defineOperation, Instant, memberAccess, publicAccess } from '../kit/operation.ts';
import { optionalText, requiredText } from './fields.ts';

/** A later state never goes back to an earlier one; `paid` is the last, and what was given back stands beside it. */
export const PaymentState = z.enum(['open', 'processing', 'expired', 'failed', 'paid']);
export type PaymentState = z.infer<typeof PaymentState>;
export const RefundState = z.enum(['pending', 'succeeded', 'failed']);
export type RefundState = z.infer<typeof RefundState>;
export const DisputeState = z.enum(['open', 'won', 'lost']);
export type DisputeState = z.infer<typeof DisputeState>;

const Amount = z
  .int()
  .min(1, 'Please give an amount above zero.')
  .max(MAX_AMOUNT, 'That is more than can be asked for.');

export const RefundView = z.object({
  id: RefundId,
  amount: z.int(),
  state: RefundState,
  reason: z.string(),
  /** Why it did not go through, in the provider's word. */
  failure: z.string().nullable(),
  /** When the bank sent it back after it had gone through: it is the buyer's credit since. */
  cameBackAt: Instant.nullable(),
  createdAt: Instant,
});
export type RefundView = z.infer<typeof RefundView>;

/** One attempt to pay an invoice, with what went back of it. Amounts are in the currency's minor unit. */
export const PaymentView = z.object({
  id: PaymentId,
  invoiceId: InvoiceId,
  state: PaymentState,
  /** Who took it: `manual` was noted by a member. */
  provider: z.enum(['embedded', 'stripe', 'manual']),
  amount: z.int(),
  currency: Currency,
  /** What the platform kept of it. */
  fee: z.int(),
  method: PaymentMethod.nullable(),
  /** What can still be given back. */
  refundable: z.int(),
  /** What the member wrote who noted it. */
  note: z.string().nullable(),
  /** The invoice whose credit paid; null where money did. */
  creditOf: InvoiceId.nullable(),
  /** When a payment by credit was taken back. */
  undoneAt: Instant.nullable(),
  /** Why cards were declined on the way, in the provider's words. */
  declines: z.array(z.string()),
  createdAt: Instant,
  paidAt: Instant.nullable(),
  refunds: z.array(RefundView),
  disputes: z.array(
    z.object({ id: DisputeId, amount: z.int(), state: DisputeState, reason: z.string(), openedAt: Instant }),
  ),
});
export type PaymentView = z.infer<typeof PaymentView>;

const InvoiceParams = z.strictObject({ invoiceId: InvoiceId });

export const pay = defineOperation({
  id: 'payments.pay',
  // The link is a secret, so it stands in no address here.
  method: 'POST',
  path: '/api/v1/pay',
  host: 'tenant',
  access: publicAccess,
  summary: 'Begin to pay an invoice by its link: the address of the page on which the provider takes the payment',
  idempotent: true,
  body: z.strictObject({ token: z.string().min(20).max(200) }),
  response: z.object({ url: z.string() }),
  errors: [
    'invalid-link',
    'invoice-settled',
    'payment-processing',
    'payments-off',
    'key-reused',
    'key-in-use',
    'unavailable',
  ],
  rateLimit: { points: 60, perSeconds: 60, by: 'ip' },
});

export const listPayments = defineOperation({
  id: 'payments.list',
  method: 'GET',
  path: '/api/v1/invoices/:invoiceId/payments',
  host: 'tenant',
  access: memberAccess('finance.read'),
  summary: 'Every attempt to pay an invoice, the newest first, with what went back of it',
  params: InvoiceParams,
  /** At most the newest hundred. */
  response: z.object({ items: z.array(PaymentView) }),
});

/** A payment that came past the provider. */
export const RecordedPayment = z.strictObject({
  amount: Amount,
  method: PaymentMethod.extract(['bank_transfer', 'cash', 'other']),
  paidAt: Instant,
  /** What the bank statement says. */
  note: optionalText(140),
});
export type RecordedPayment = z.infer<typeof RecordedPayment>;

export const recordPayment = defineOperation({
  id: 'payments.record',
  method: 'POST',
  path: '/api/v1/invoices/:invoiceId/payments',
  host: 'tenant',
  access: memberAccess('finance.manage'),
  summary:
    'Note a payment that came another way, such as to a bank account; beyond the invoice it is credit of its payer',
  idempotent: true,
  params: InvoiceParams,
  body: RecordedPayment,
  status: 201,
  response: PaymentView,
  errors: ['invoice-settled', 'key-reused', 'key-in-use'],
});

/** A payment that came past the provider, for several invoices of one buyer. */
export const SpreadPayment = RecordedPayment.extend({
  /** Each invoice once; all of one buyer, and in one currency. */
  parts: z
    .array(z.strictObject({ invoiceId: InvoiceId, amount: Amount }))
    .min(1, 'Please choose an invoice.')
    .max(50, 'At most 50 invoices.')
    .refine(
      (parts) => new Set(parts.map(({ invoiceId }) => invoiceId)).size === parts.length,
      'Please name each invoice once.',
    ),
}).refine(({ amount, parts }) => parts.reduce((sum, part) => sum + part.amount, 0) === amount, {
  message: 'The parts have to add up to the amount.',
  path: ['parts'],
});
export type SpreadPayment = z.infer<typeof SpreadPayment>;

export const spreadPayment = defineOperation({
  id: 'payments.spread',
  method: 'POST',
  path: '/api/v1/payments/spread',
  host: 'tenant',
  access: memberAccess('finance.manage'),
  summary: 'Note a payment that came another way for several invoices of one buyer; each gets its receipt',
  idempotent: true,
  body: SpreadPayment,
  status: 201,
  response: z.object({ items: z.array(PaymentView) }),
  errors: ['invoice-settled', 'conflict', 'key-reused', 'key-in-use'],
});

/** What a buyer has paid beyond their other invoices in the same currency, and can pay this one with. */
export const BuyerCreditView = z.object({
  currency: Currency,
  /** Of all sources together. */
  available: z.int(),
  sources: z.array(z.object({ invoiceId: InvoiceId, number: z.string(), amount: z.int() })),
});
export type BuyerCreditView = z.infer<typeof BuyerCreditView>;

export const getCredit = defineOperation({
  id: 'payments.get-credit',
  method: 'GET',
  path: '/api/v1/invoices/:invoiceId/credit',
  host: 'tenant',
  access: memberAccess('finance.read'),
  summary: 'Credit of the buyer of an invoice that it can be paid with',
  params: InvoiceParams,
  response: BuyerCreditView,
});

export const payWithCredit = defineOperation({
  id: 'payments.use-credit',
  method: 'POST',
  path: '/api/v1/invoices/:invoiceId/credit',
  host: 'tenant',
  access: memberAccess('finance.manage'),
  summary: 'Pay an invoice, or a part of it, with credit that its buyer has from other invoices, the oldest first',
  idempotent: true,
  params: InvoiceParams,
  body: z.strictObject({ amount: Amount }),
  status: 201,
  response: z.object({ items: z.array(PaymentView) }),
  errors: ['invoice-settled', 'credit-too-small', 'key-reused', 'key-in-use'],
});

export const undoCredit = defineOperation({
  id: 'payments.undo-credit',
  method: 'POST',
  path: '/api/v1/payments/:paymentId/undo-credit',
  host: 'tenant',
  access: memberAccess('finance.manage'),
  summary: 'Take a payment by credit back: it is credit again, and the invoice owed again. What went back stays',
  params: z.strictObject({ paymentId: PaymentId }),
  response: PaymentView,
  errors: ['illegal-transition'],
});

/** What goes back; where lines are named, all of it is of them, and the credit note takes back their taxes (D-06). */
export const RefundBody = z
  .strictObject({
    amount: Amount,
    reason: requiredText(200),
    /** Lines of the invoice by their place, from 0 on, each once; no more of one than it came to. */
    lines: z
      .array(z.strictObject({ line: z.int().min(0), amount: Amount }))
      .min(1, 'Please choose a line.')
      .max(100, 'At most 100 lines.')
      .refine((lines) => new Set(lines.map(({ line }) => line)).size === lines.length, 'Please name each line once.')
      .optional(),
  })
  .refine(({ amount, lines }) => lines === undefined || lines.reduce((sum, each) => sum + each.amount, 0) === amount, {
    message: 'The lines have to add up to the amount.',
    path: ['lines'],
  });
export type RefundBody = z.infer<typeof RefundBody>;

export const refundPayment = defineOperation({
  id: 'payments.refund',
  method: 'POST',
  path: '/api/v1/payments/:paymentId/refunds',
  host: 'tenant',
  access: memberAccess('finance.manage'),
  summary: 'Give back a payment, or a part of it; never more than was paid and has not gone back yet',
  idempotent: true,
  params: z.strictObject({ paymentId: PaymentId }),
  body: RefundBody,
  status: 201,
  response: RefundView,
  errors: ['refund-too-large', 'illegal-transition', 'key-reused', 'key-in-use'],
});

/** What the provider has otherwise than it stands here (D-01). Amounts are in the currency's minor unit. */
export const DifferenceView = z.object({
  id: DifferenceId,
  about: z.enum(['payment', 'refund', 'dispute']),
  /** `only-there`: the provider alone has it; `only-here`: we alone; otherwise both, with another amount or state. */
  kind: z.enum(['only-there', 'only-here', 'amount', 'state']),
  /** Null where nobody knows which invoice it is of. */
  invoiceId: InvoiceId.nullable(),
  /** The provider's own name of it. */
  providerId: z.string(),
  currency: Currency,
  ours: z.int().nullable(),
  theirs: z.int().nullable(),
  foundAt: Instant,
});
export type DifferenceView = z.infer<typeof DifferenceView>;

export const listDifferences = defineOperation({
  id: 'payments.differences',
  method: 'GET',
  path: '/api/v1/payments/differences',
  host: 'tenant',
  access: memberAccess('finance.read'),
  summary: 'What the payment provider has otherwise than it stands here, as of the last night; the newest first',
  /** At most 100. */
  response: z.object({ items: z.array(DifferenceView) }),
});

/** Whether a site can take payments, and what is missing. */
export const PaymentAccountView = z.object({
  /** `off`: this platform takes none; `none`: the site has no account yet; `pending`: the provider asks for more. */
  state: z.enum(['off', 'none', 'pending', 'ready']),
  provider: z.enum(['embedded', 'stripe']).nullable(),
  isPayable: z.boolean(),
  /** What the platform keeps, in hundredths of a percent. */
  feeBasisPoints: z.int(),
});
export type PaymentAccountView = z.infer<typeof PaymentAccountView>;

export const getPaymentAccount = defineOperation({
  id: 'payments.get-account',
  method: 'GET',
  path: '/api/v1/payment-account',
  host: 'tenant',
  access: memberAccess('finance.read'),
  summary: 'Whether the site can take payments',
  response: PaymentAccountView,
});

export const openPaymentAccount = defineOperation({
  id: 'payments.open-account',
  method: 'POST',
  path: '/api/v1/payment-account',
  host: 'tenant',
  access: memberAccess('finance.manage'),
  summary:
    'Open the account with the payment provider, or go on with it: the address at which the provider asks for the rest',
  response: z.object({ url: z.string() }),
  errors: ['payments-off', 'unavailable'],
  rateLimit: { points: 20, perSeconds: 60, by: 'actor' },
});
