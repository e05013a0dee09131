import type {
  Currency,
  DisputeId,
  DisputeState,
  InvoiceId,
  PaymentId,
  PaymentMethod,
  PaymentState,
  RefundId,
  RefundState,
  WebhookEventId,
} from '@stageline/contracts';
import type { PaymentNews } from '@stageline/integrations/payments';
import type { LinePart } from '../invoices/index.ts';

export type PaymentProvider = 'embedded' | 'stripe' | 'manual';

/** One attempt to pay an invoice. */
export interface PaymentRow {
  readonly _id: PaymentId;
  readonly invoiceId: InvoiceId;
  readonly provider: PaymentProvider;
  /** The promoter's account with the provider; null where a member noted the payment. */
  readonly accountId: string | null;
  readonly checkoutId: string | null;
  readonly url: string | null;
  readonly chargeId: string | null;
  /** Minor units. */
  readonly amount: number;
  readonly currency: Currency;
  readonly fee: number;
  readonly method: PaymentMethod | null;
  readonly state: PaymentState;
  /** Whether it may still be paid: there is one of these for an invoice at most. */
  readonly active: boolean;
  /** What can still be given back; below zero where more was taken than was left. */
  readonly refundable: number;
  readonly declines: readonly string[];
  readonly note: string | null;
  /** What it was noted with: one payment that was spread over invoices has one of these. */
  readonly groupId?: string | null;
  /** Whose credit paid, and with which payment that came; null, or missing, where money did. */
  readonly creditOf?: CreditSource | null;
  /** When a payment by credit was taken back: it is credit again, and owed again. */
  readonly undoneAt?: Date | null;
  /** Whether its buyer lets the card be kept, for the parts that are due later. */
  readonly savesCard?: boolean;
  /** With which payment the card was kept that is charged, and under which key; null, or missing, where the buyer pays. */
  readonly saved?: SavedCard | null;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly paidAt: Date | null;
  /** When the provider is asked again, because nothing was heard. */
  readonly lookAt: Date | null;
}

export interface CreditSource {
  readonly invoiceId: InvoiceId;
  readonly paymentId: PaymentId;
}

export interface SavedCard {
  readonly paymentId: PaymentId;
  /** The provider's name of that payment's charge. */
  readonly chargeId: string;
  /** Of the part, and the try: the provider charges once under it. */
  readonly key: string;
}

export interface RefundRow {
  readonly _id: RefundId;
  readonly paymentId: PaymentId;
  readonly providerRefundId: string | null;
  readonly amount: number;
  /** The lines of the invoice that it takes back; none, or missing, where it takes back a share of all. */
  readonly lines?: readonly LinePart[];
  readonly state: RefundState;
  readonly reason: string;
  readonly failure: string | null;
  /** When it came back after it had gone through. */
  readonly cameBackAt?: Date | null;
  readonly createdAt: Date;
  /** When it is sent again, while nobody knows whether it arrived. */
  readonly sendAt: Date | null;
}

export interface DisputeRow {
  readonly _id: DisputeId;
  readonly paymentId: PaymentId;
  readonly providerDisputeId: string;
  readonly amount: number;
  readonly state: DisputeState;
  readonly reason: string;
  readonly openedAt: Date;
}

/** `parked`: it tells of a charge that nobody has told us of yet. */
export type EventState = 'received' | 'parked' | 'applied' | 'ignored';

/** What a provider told, once. */
export interface WebhookEventRow {
  readonly _id: WebhookEventId;
  readonly provider: 'embedded' | 'stripe';
  /** The provider's, unique within a tenant. */
  readonly eventId: string;
  readonly accountId: string;
  readonly type: string;
  readonly news: PaymentNews | null;
  /** The charge that it tells of, where it names no payment of ours. */
  readonly chargeId: string | null;
  readonly state: EventState;
  readonly receivedAt: Date;
  /** While it is not applied: when somebody looks again. */
  readonly lookAt: Date | null;
}

/** A promoter's account with the provider. */
export interface MerchantAccountRow {
  readonly _id: string;
  readonly provider: 'embedded' | 'stripe';
  readonly isChargeable: boolean;
  readonly isPayable: boolean;
  readonly createdAt: Date;
}
