import { z } from 'zod';

const Key = z.string().regex(/^[A-Za-z0-9_.-]{1,200}$/);
const ProviderId = z.string().regex(/^[A-Za-z0-9_]{1,255}$/);
const Minor = z.int().min(1).max(99_999_999);
const BillingCurrency = z.enum(['EUR', 'USD']);

/** What a subscription costs; the same price is the same at the provider, however often it is named. */
export const BillingPrice = z.strictObject({
  plan: z.string().regex(/^[a-z]{1,20}$/),
  interval: z.enum(['month', 'year']),
  currency: BillingCurrency,
  /** Minor units, for one interval. */
  amount: Minor,
  /** What the customer reads. */
  name: z.string().min(1).max(100),
});
export type BillingPrice = z.infer<typeof BillingPrice>;

/** How what the platform sells is taxed. */
export const SalesTax = z.strictObject({
  category: z.enum(['standard', 'exempt', 'reverse_charge']),
  /** In thousandths of a percent; 0 where none is asked. */
  rate: z.int().min(0).max(50_000),
  /** What the buyer reads, such as `VAT`. */
  name: z.string().min(1).max(50),
  /** Whose tax it is: ISO 3166-1 alpha-2. */
  country: z.string().regex(/^[A-Z]{2}$/),
  /** Whether prices include it. */
  inclusive: z.boolean(),
});
export type SalesTax = z.infer<typeof SalesTax>;

const Hosted = {
  /** Ours, stable over retries: under one key there is one page. */
  key: Key,
  customerId: ProviderId,
  /** Our id of what is bought. */
  reference: Key,
  locale: z.enum(['en', 'de']),
  returnUrl: z.url(),
  cancelUrl: z.url(),
  /** Null where no tax is asked. */
  tax: SalesTax.nullable(),
};
export const SubscribeRequest = z.strictObject({
  ...Hosted,
  price: BillingPrice,
  /** Nothing is charged before; null charges at once. */
  trialEndsAt: z.date().nullable(),
});
export type SubscribeRequest = z.infer<typeof SubscribeRequest>;

export const PurchaseRequest = z.strictObject({
  ...Hosted,
  amount: Minor,
  currency: BillingCurrency,
  description: z.string().min(1).max(250),
});
export type PurchaseRequest = z.infer<typeof PurchaseRequest>;

export const ChangeRequest = z.strictObject({
  key: Key,
  customerId: ProviderId,
  subscriptionId: ProviderId,
  price: BillingPrice,
  /** The moment from which the difference is charged. */
  prorateAt: z.date(),
});
export type ChangeRequest = z.infer<typeof ChangeRequest>;

export const PlannedChangeRequest = z.strictObject({
  key: Key,
  customerId: ProviderId,
  subscriptionId: ProviderId,
  /** What the next period is charged at, and those after it; null takes back what was planned. */
  price: BillingPrice.nullable(),
});
export type PlannedChangeRequest = z.infer<typeof PlannedChangeRequest>;

export const BuyerRequest = z.strictObject({
  customerId: ProviderId,
  name: z.string().min(1).max(200),
  /** Lines of it, each something to read. */
  address: z.array(z.string().min(1).max(100)).max(5),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable(),
  taxId: z.string().min(1).max(40).nullable(),
  /** How everything is taxed from now on that goes on by itself; null where no tax is asked. */
  tax: SalesTax.nullable(),
  /** At the foot of invoices: who sells, and why no tax is asked. */
  footer: z.string().max(1500),
});
export type BuyerRequest = z.infer<typeof BuyerRequest>;

/** A subscription as it is at the provider now. */
export interface SubscriptionFacts {
  readonly id: string;
  readonly state: 'trialing' | 'active' | 'past-due' | 'ended';
  readonly plan: string;
  readonly interval: 'month' | 'year';
  readonly currency: string;
  /** Minor units per interval. */
  readonly amount: number;
  readonly periodEndsAt: Date;
  readonly trialEndsAt: Date | null;
  readonly cancelsAtPeriodEnd: boolean;
  /** What it becomes with its next period, where that is something else. */
  readonly next: Pick<SubscriptionFacts, 'plan' | 'interval' | 'amount'> | null;
}

/** What the platform has charged, or tried to. */
export interface BillingInvoice {
  readonly id: string;
  readonly number: string;
  /** What is paid; `tax` is part of it. */
  readonly amount: number;
  readonly tax: number;
  /** Whether the buyer owes the tax. */
  readonly reverseCharge: boolean;
  readonly currency: string;
  readonly state: 'open' | 'paid' | 'void';
  readonly createdAt: Date;
  /** Where it is read, and paid while it is open. */
  readonly url: string | null;
}

/** All that the provider knows of a customer of the platform. */
export interface CustomerFacts {
  /** The one that goes on; where none does, the last one. */
  readonly subscription: SubscriptionFacts | null;
  /** The newest first, at most 24. */
  readonly invoices: readonly BillingInvoice[];
}

export interface HostedPage {
  readonly id: string;
  readonly url: string;
}
interface AtCustomer {
  readonly customerId: string;
}

/**
 * Charges promoters, on the platform's own account (D-10, D-12). What holds is always asked for: a notification says only of whom
 * there is news, so that their order does not matter.
 */
export interface BillingPort {
  /** @throws IntegrationError `unavailable`, `rejected` */
  openCustomer(of: { readonly key: string; readonly email: string | null; readonly name: string }): Promise<string>;
  /**
   * Who buys, as invoices say it, and how they are taxed; what was charged stays as it was.
   * @throws IntegrationError `rejected`, `unavailable`
   */
  setBuyer(request: BuyerRequest): Promise<void>;
  /** A page on which a subscription begins. @throws IntegrationError `key-reused`, `invalid-request`, `unavailable` */
  subscribe(request: SubscribeRequest): Promise<HostedPage>;
  /** A page on which something is bought once. @throws as `subscribe` */
  purchase(request: PurchaseRequest): Promise<HostedPage>;
  /** Makes sure that nobody can pay on a page any more; whoever has paid before has. */
  closePage(at: AtCustomer & { readonly pageId: string }): Promise<'open' | 'paid' | 'closed'>;
  /** @throws IntegrationError `not-found`, `unavailable` */
  pageState(at: AtCustomer & { readonly pageId: string }): Promise<'open' | 'paid' | 'closed'>;
  facts(customerId: string): Promise<CustomerFacts>;
  /** What a change would charge at once, in minor units and with its tax. */
  previewChange(request: Omit<ChangeRequest, 'key'>): Promise<number>;
  /**
   * Changes it now; what was planned for later falls away.
   * @throws IntegrationError `declined` where the difference could not be charged: then nothing has changed
   */
  change(request: ChangeRequest): Promise<void>;
  /** Changes it when its period ends, without charging anything before; or takes that back. */
  planChange(request: PlannedChangeRequest): Promise<void>;
  /** Ends at the end of the period, or goes on after all; what was planned for later falls away. */
  setCancelled(at: AtCustomer & { readonly subscriptionId: string; readonly isCancelled: boolean }): Promise<void>;
  /** Ends it now; nothing goes back. */
  end(at: AtCustomer & { readonly subscriptionId: string }): Promise<void>;
  /** Where the customer changes how they pay. */
  managementUrl(at: AtCustomer & { readonly returnUrl: string }): Promise<string>;
}
