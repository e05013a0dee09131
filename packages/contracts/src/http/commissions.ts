import { z } from 'zod';
import { CommissionEntryId, CommissionPayoutId, InvoiceId, LeadId } from '../kit/ids.ts';
import { Currency, MAX_AMOUNT } from '../kit/money.ts';
import { defineOperation, Instant, memberAccess } from '../kit/operation.ts';
import { exportRules } from './export-rules.ts';
import { optionalText } from './fields.ts';

/** Levels of sponsors that can earn of a sale. */
export const MOST_COMMISSION_LEVELS = 5;
/** People of one list. */
export const MOST_COMMISSION_PEOPLE = 500;
/** Lines of one statement: what is beyond is in the file. */
export const MOST_COMMISSION_LINES = 500;

/** A hundred percent, in thousandths of one. */
const WHOLE = 100_000;
/** Of each level what it earns of a sale, in thousandths of a percent; whoever brought the buyer is the first. */
const Levels = z
  .array(z.int().min(0, 'From 0 to 100 %.').max(WHOLE, 'From 0 to 100 %.'))
  .max(MOST_COMMISSION_LEVELS, `At most ${MOST_COMMISSION_LEVELS} levels.`)
  .refine(
    (levels) => levels.reduce((sum, rate) => sum + rate, 0) <= WHOLE,
    'All levels together come to at most 100 %.',
  );

export const CommissionRates = z.object({
  /** 0 where nothing was said yet. */
  version: z.int(),
  levels: z.array(z.int()),
  /** Sales that are invoiced from then on; null where nothing was said yet. */
  from: Instant.nullable(),
});
export type CommissionRates = z.infer<typeof CommissionRates>;

const Month = z.string().regex(/^20\d\d-(?:0[1-9]|1[0-2])$/, 'Please give a month such as 2026-03.');
const MonthQuery = z.strictObject({ month: Month.optional() });

/** What a month brought somebody, in one currency and its minor unit. */
const Sums = z.object({
  currency: Currency,
  /** What was owed to them when the month began. */
  before: z.int(),
  earned: z.int(),
  /** Below zero. */
  takenBack: z.int(),
  /** Below zero. */
  paidOut: z.int(),
  /** What is owed to them at its end; below zero where more was paid out than they kept. */
  balance: z.int(),
});
export type CommissionSums = z.infer<typeof Sums>;

export const CommissionPerson = Sums.extend({ leadId: LeadId, name: z.string() });
export type CommissionPerson = z.infer<typeof CommissionPerson>;

/** One line of a statement, with all that it takes to count it again. */
export const CommissionLine = z.object({
  id: CommissionEntryId,
  at: Instant,
  kind: z.enum(['earned', 'taken-back', 'paid-out', 'payout-taken-back']),
  currency: Currency,
  /** Below zero where less is owed to them by it. */
  amount: z.int(),
  /** Null for a payout; and for whoever sees their own statement alone. */
  invoiceId: InvoiceId.nullable(),
  invoiceNumber: z.string().nullable(),
  /** Whom it was sold to; null where the reader sees no more than their own statement. */
  buyerName: z.string().nullable(),
  /** How far above the buyer they stand: 1 brought them. Null for a payout. */
  level: z.int().nullable(),
  /** In thousandths of a percent. */
  rate: z.int().nullable(),
  /** What of the sale is paid and kept since, without tax: their rate of it, rounded down, is what they have earned of it in all. */
  base: z.int().nullable(),
  payoutId: CommissionPayoutId.nullable(),
  note: z.string().nullable(),
});
export type CommissionLine = z.infer<typeof CommissionLine>;

export const CommissionStatement = z.object({
  month: z.string(),
  leadId: LeadId,
  name: z.string(),
  sums: z.array(Sums),
  /** The newest first. */
  lines: z.array(CommissionLine),
  /** Whether there are more lines than are shown; the file has them all. */
  isCut: z.boolean(),
});
export type CommissionStatement = z.infer<typeof CommissionStatement>;

export const getCommissionRates = defineOperation({
  id: 'commissions.get-rates',
  method: 'GET',
  path: '/api/v1/commissions/rates',
  host: 'tenant',
  access: memberAccess('finance.read'),
  summary: 'What each level of sponsors earns of a sale',
  response: CommissionRates,
});
export const saveCommissionRates = defineOperation({
  id: 'commissions.save-rates',
  method: 'PUT',
  path: '/api/v1/commissions/rates',
  host: 'tenant',
  access: memberAccess('finance.manage'),
  summary: 'Say what each level of sponsors earns of sales that are invoiced from now on',
  body: z.strictObject({ version: z.int().min(0), levels: Levels }),
  response: CommissionRates,
  errors: ['conflict', 'limit-reached'],
});
export const listCommissions = defineOperation({
  id: 'commissions.list',
  method: 'GET',
  path: '/api/v1/commissions',
  host: 'tenant',
  access: memberAccess('finance.read'),
  summary: 'Who earned commissions in a month, and what is owed to them; the month of now where none is named',
  query: MonthQuery,
  response: z.object({ month: z.string(), items: z.array(CommissionPerson), isCut: z.boolean() }),
});
export const getCommissionStatement = defineOperation({
  id: 'commissions.statement',
  method: 'GET',
  path: '/api/v1/commissions/people/:leadId',
  host: 'tenant',
  access: memberAccess('finance.read'),
  summary: 'The statement of somebody for a month, line by line',
  params: z.strictObject({ leadId: LeadId }),
  query: MonthQuery,
  response: CommissionStatement,
});
export const getOwnCommissions = defineOperation({
  id: 'commissions.own',
  method: 'GET',
  path: '/api/v1/commissions/own',
  host: 'tenant',
  access: memberAccess(),
  summary: 'The caller’s own statement for a month, where they stand in the line by the address that they log in with',
  query: MonthQuery,
  response: z.object({ month: z.string(), statement: CommissionStatement.nullable() }),
});
export const exportCommissions = defineOperation({
  ...exportRules,
  id: 'commissions.export',
  path: '/api/v1/commissions/export.csv',
  access: memberAccess('finance.read'),
  summary: 'All lines of a month as CSV, or those of one person; `bom` marks it as UTF-8 for spreadsheets',
  query: MonthQuery.extend({ leadId: LeadId.optional(), bom: z.stringbool().default(true) }),
  produces: 'text/csv; charset=utf-8',
});
export const payOutCommissions = defineOperation({
  id: 'commissions.pay-out',
  method: 'POST',
  path: '/api/v1/commissions/people/:leadId/payouts',
  host: 'tenant',
  access: memberAccess('finance.manage'),
  summary: 'Note that somebody was paid commissions; never more than is owed to them',
  idempotent: true,
  params: z.strictObject({ leadId: LeadId }),
  body: z.strictObject({
    amount: z.int().min(1, 'Please give an amount above zero.').max(MAX_AMOUNT, 'That is more than can be paid out.'),
    currency: Currency,
    note: optionalText(140),
  }),
  status: 201,
  response: CommissionLine,
});
export const takePayoutBack = defineOperation({
  id: 'commissions.take-payout-back',
  method: 'POST',
  path: '/api/v1/commissions/payouts/:payoutId/take-back',
  host: 'tenant',
  access: memberAccess('finance.manage'),
  summary: 'Take back a payout that was noted by mistake; again: nothing',
  params: z.strictObject({ payoutId: CommissionPayoutId }),
  response: CommissionLine,
});
