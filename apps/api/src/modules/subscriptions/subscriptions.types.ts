import type {
  BillingBuyer,
  BillingCurrency,
  BillingInterval,
  CreditEntryId,
  CreditKind,
  PaidPlan,
  SubscriptionId,
} from '@stageline/contracts';
import type { SubscriptionRecord } from '@stageline/domain';
import type { BillingInvoice, SalesTax } from '@stageline/integrations/payments';

export interface BookedPlan extends NonNullable<SubscriptionRecord['booked']> {
  readonly interval: BillingInterval;
  readonly currency: BillingCurrency;
  /** Minor units per interval. */
  readonly amount: number;
  readonly next: { readonly plan: PaidPlan; readonly interval: BillingInterval; readonly amount: number } | null;
}

/** A page of the provider on which a plan can be booked. */
export interface BookingPage {
  /** What the provider is asked under: the same page each time. */
  readonly key: string;
  readonly plan: PaidPlan;
  readonly interval: BillingInterval;
  readonly currency: BillingCurrency;
  readonly trialEndsAt: Date | null;
  readonly locale: 'en' | 'de';
  /** Missing on a page of before there was tax. */
  readonly tax?: SalesTax | null;
  readonly at: Date;
}

export interface SubscriptionRow extends SubscriptionRecord {
  readonly _id: SubscriptionId;
  readonly booked: BookedPlan | null;
  readonly invoices: readonly BillingInvoice[];
  readonly page: BookingPage | null;
  /** Whom invoices of the platform are written to. */
  readonly buyer?: BillingBuyer | null;
  /** What the provider was told last of the buyer and their tax. */
  readonly taxTold?: string | null;
  readonly told: readonly string[];
  readonly askedAt: Date | null;
  readonly lookAt: Date | null;
  /** Rises with every change, and whenever there may be news. */
  readonly version: number;
}

export interface CreditPurchaseRow {
  readonly _id: CreditEntryId;
  readonly kind: CreditKind;
  readonly amount: number;
  /** Minor units. */
  readonly price: number;
  readonly currency: BillingCurrency;
  readonly tax?: SalesTax | null;
  readonly pageId: string | null;
  readonly state: 'open' | 'paid' | 'closed';
  readonly at: Date;
}
