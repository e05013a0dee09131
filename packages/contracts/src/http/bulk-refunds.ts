import { z } from 'zod';
import { BulkRefundId, BulkRefundItemId, InvoiceId, SessionId } from '../kit/ids.ts';
import { Currency } from '../kit/money.ts';
import { defineOperation, Instant, memberAccess, pageOf, PageQuery } from '../kit/operation.ts';
import { requiredText } from './fields.ts';

/** Sums by currency, in its minor unit. */
const Sums = z.array(z.object({ currency: Currency, count: z.int(), amount: z.int() }));

/**
 * What became of one payment, or of what was due of an invoice. `pending`: the provider has been asked and has not answered;
 * `by_hand`: it came past the provider, so somebody has to send it back themselves.
 */
export const BulkRefundOutcome = z.enum(['waiting', 'pending', 'succeeded', 'failed', 'by_hand', 'nothing_left']);
export type BulkRefundOutcome = z.infer<typeof BulkRefundOutcome>;

/** Everything that was paid for a masterclass, and what becomes of it (D-07). */
export const BulkRefundView = z.object({
  /** Of the masterclass. */
  title: z.string(),
  /** Only what is called off gives everything back. */
  isCancelled: z.boolean(),
  /** What would go back, or be taken back, if it began now. */
  ahead: z.object({
    /** By the provider. */
    goesBack: Sums,
    /** It came past the provider. */
    byHand: Sums,
    /** Not paid, and not owed any more. */
    takenBack: Sums,
  }),
  /** Null before the first. */
  run: z
    .object({
      id: BulkRefundId,
      state: z.enum(['planning', 'running', 'done']),
      reason: z.string(),
      startedAt: Instant,
      endedAt: Instant.nullable(),
      counts: z.record(BulkRefundOutcome, z.int()),
      /** What went back so far. */
      wentBack: Sums,
    })
    .nullable(),
});
export type BulkRefundView = z.infer<typeof BulkRefundView>;

export const BulkRefundItem = z.object({
  id: BulkRefundItemId,
  invoiceId: InvoiceId,
  number: z.string(),
  buyerName: z.string(),
  /** `due`: what was not paid is taken back. */
  kind: z.enum(['payment', 'due']),
  amount: z.int(),
  currency: Currency,
  outcome: BulkRefundOutcome,
  /** Why not, in the provider's word or ours. */
  failure: z.string().nullable(),
});
export type BulkRefundItem = z.infer<typeof BulkRefundItem>;

const params = z.strictObject({ sessionId: SessionId });

export const getBulkRefund = defineOperation({
  id: 'bulk-refunds.get',
  method: 'GET',
  path: '/api/v1/sessions/:sessionId/refunds',
  host: 'tenant',
  access: memberAccess('finance.read'),
  summary: 'What was paid for a masterclass and can go back, and how far that is',
  params,
  response: BulkRefundView,
});

export const listBulkRefundItems = defineOperation({
  id: 'bulk-refunds.items',
  method: 'GET',
  path: '/api/v1/sessions/:sessionId/refunds/items',
  host: 'tenant',
  access: memberAccess('finance.read'),
  summary: 'What became of each payment for a masterclass that was called off',
  params,
  query: PageQuery.extend({ outcome: BulkRefundOutcome.optional() }),
  response: pageOf(BulkRefundItem),
});

export const startBulkRefund = defineOperation({
  id: 'bulk-refunds.start',
  method: 'POST',
  path: '/api/v1/sessions/:sessionId/refunds',
  host: 'tenant',
  access: memberAccess('finance.manage'),
  summary:
    'Give everything back that was paid for a masterclass that is called off; once more, what did not go through',
  params,
  body: z.strictObject({ reason: requiredText(200) }),
  status: 202,
  response: BulkRefundView,
  errors: ['illegal-transition'],
});
