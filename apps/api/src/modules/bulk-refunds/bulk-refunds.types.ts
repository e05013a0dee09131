import type {
  BulkRefundId,
  BulkRefundItemId,
  BulkRefundOutcome,
  Currency,
  InvoiceId,
  PaymentId,
  RefundId,
  SessionId,
} from '@stageline/contracts';

/** Giving back what was paid for one masterclass. */
export interface RunRow {
  readonly _id: BulkRefundId;
  readonly sessionId: SessionId;
  readonly state: 'planning' | 'running' | 'done';
  readonly reason: string;
  /** The last invoice that was planned. */
  readonly planned: InvoiceId | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly lookAt: Date | null;
}

interface AnyItem {
  readonly _id: BulkRefundItemId;
  readonly runId: BulkRefundId;
  readonly invoiceId: InvoiceId;
  readonly refundId: RefundId | null;
  readonly amount: number;
  readonly currency: Currency;
  readonly outcome: BulkRefundOutcome;
  readonly failure: string | null;
}
/** One payment that goes back, or what was due of one invoice. */
export type ItemRow = AnyItem &
  ({ readonly kind: 'payment'; readonly target: PaymentId } | { readonly kind: 'due'; readonly target: InvoiceId });

/** How many came to something, and how much that is. */
export interface Summed {
  readonly kind: ItemRow['kind'];
  readonly outcome: BulkRefundOutcome;
  readonly currency: Currency;
  readonly count: number;
  readonly amount: number;
}
