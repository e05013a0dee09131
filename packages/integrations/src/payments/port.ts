import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { IntegrationError } from '../kit/errors.ts';
import type { BillingPort } from './billing-port.ts';

/** How far a notification's time may be from ours; what is older may be a replay. */
export const SIGNATURE_TOLERANCE_SECONDS = 300;

/** Ours, stable over retries: the same key is the same thing, however often it is asked for. */
const Key = z.string().regex(/^[A-Za-z0-9_.-]{1,200}$/);
const Minor = z.int().min(1).max(99_999_999);
export const ProviderId = z.string().regex(/^[A-Za-z0-9_]{1,255}$/);

/** What a document comes to, in minor units, as the buyer may see it before they pay. */
export const DocumentSums = z.strictObject({
  net: z.int().min(0),
  /** By rate, in thousandths of a percent. */
  taxes: z.array(z.strictObject({ rate: z.int().min(0), tax: z.int().min(0) })).max(100),
  gross: z.int().min(0),
});
export type DocumentSums = z.infer<typeof DocumentSums>;

/** Somebody is to pay an amount to a promoter's account, on a page of the provider. */
export const CheckoutRequest = z
  .strictObject({
    key: Key,
    accountId: ProviderId,
    /** Our id of the payment; comes back with all that is told of it. */
    reference: Key,
    /** Minor units of the currency. */
    amount: Minor,
    currency: z.string().regex(/^[A-Z]{3}$/),
    /** What the platform keeps of it, in minor units. */
    fee: z.int().min(0),
    /** What the buyer reads. */
    description: z.string().min(1).max(250),
    /** Of all that is bought, also where a part of it is paid; left out where no tax is asked for. */
    sums: DocumentSums.optional(),
    email: z.email().nullable(),
    locale: z.enum(['en', 'de']),
    /** Where the buyer comes back to. */
    returnUrl: z.url(),
    cancelUrl: z.url(),
    /** Whether the buyer lets their card be kept, for charges without them. */
    savesCard: z.boolean().optional(),
    /** Between half an hour and a day from now: what Stripe takes. */
    expiresAt: z.date(),
  })
  .refine(({ fee, amount }) => fee <= amount, 'A fee is at most the amount.');
export type CheckoutRequest = z.infer<typeof CheckoutRequest>;

/** A card that a checkout has kept is charged without its owner: whole, or not at all. */
export const SavedChargeRequest = z
  .strictObject({
    key: Key,
    accountId: ProviderId,
    /** The charge of the checkout that has kept the card. */
    savedBy: ProviderId,
    /** Our id of the payment. */
    reference: Key,
    amount: Minor,
    currency: z.string().regex(/^[A-Z]{3}$/),
    fee: z.int().min(0),
    description: z.string().min(1).max(250),
  })
  .refine(({ fee, amount }) => fee <= amount, 'A fee is at most the amount.');
export type SavedChargeRequest = z.infer<typeof SavedChargeRequest>;
/** The bank wants to hear from its customer: they have to pay themselves. */
export const ASKS_THE_BUYER = 'authentication_required';

export interface Checkout {
  readonly id: string;
  /** Where the buyer pays. */
  readonly url: string;
}

export const RefundRequest = z.strictObject({
  key: Key,
  accountId: ProviderId,
  chargeId: ProviderId,
  /** Our id of the refund. */
  reference: Key,
  amount: Minor,
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** The fee goes back in proportion. */
  returnsFee: z.boolean(),
});
export type RefundRequest = z.infer<typeof RefundRequest>;

export type RefundState = 'pending' | 'succeeded' | 'failed';
export type PaymentMethod = 'card' | 'bank-debit' | 'other';

/** What became of a payment, as any provider tells it; told twice or in another order, it means the same. */
export type PaymentNews =
  | {
      readonly kind: 'paid';
      readonly reference: string;
      readonly checkoutId: string;
      readonly chargeId: string;
      readonly amount: number;
      readonly currency: string;
      readonly method: PaymentMethod;
    }
  /** The bank has been asked and takes days to answer. */
  | {
      readonly kind: 'processing';
      readonly reference: string;
      readonly checkoutId: string;
      readonly chargeId: string | null;
    }
  /** `isFinal`: the checkout is over; otherwise the buyer may try again there. */
  | { readonly kind: 'failed'; readonly reference: string; readonly code: string; readonly isFinal: boolean }
  | { readonly kind: 'expired'; readonly reference: string; readonly checkoutId: string }
  | {
      readonly kind: 'refund';
      readonly chargeId: string;
      readonly refundId: string;
      /** Ours; null for one that was made at the provider. */
      readonly reference: string | null;
      readonly amount: number;
      readonly currency: string;
      readonly state: RefundState;
      readonly failure: string | null;
    }
  | {
      readonly kind: 'dispute';
      readonly chargeId: string;
      readonly disputeId: string;
      readonly amount: number;
      readonly currency: string;
      readonly state: 'open' | 'won' | 'lost';
      readonly reason: string;
    }
  | ({ readonly kind: 'account' } & AccountState);

export type SavedChargeNews = Extract<PaymentNews, { kind: 'paid' | 'processing' | 'failed' }>;
/** What a provider has of the money of an account. */
export type ProviderRecord = Extract<PaymentNews, { kind: 'paid' | 'refund' | 'dispute' }>;

export interface AccountState {
  /** Whether the promoter may take payments. */
  readonly isChargeable: boolean;
  /** Whether the provider pays out to them. */
  readonly isPayable: boolean;
}

/** A notification whose signature and age were found good. */
export interface SignedEvent {
  readonly id: string;
  /** Whose account it is about; null for the platform's own. */
  readonly accountId: string | null;
  readonly type: string;
  /** Null for a kind that nothing here needs. */
  readonly news: PaymentNews | null;
  /** Of which customer of the platform it tells; null where it tells of a promoter's account. */
  readonly customerId: string | null;
}

/** Takes money for promoters, each by an account of their own. No card data ever reaches us (D-14). */
export interface PaymentsPort {
  readonly provider: 'embedded' | 'stripe';
  /** What promoters pay to the platform, on its own account. */
  readonly billing: BillingPort;
  /**
   * Opens a promoter's account with the provider.
   * @throws IntegrationError `unavailable`, `rejected`
   */
  openAccount(request: { readonly key: string; readonly email: string | null }): Promise<string>;
  /** Where the promoter tells the provider who they are. @throws IntegrationError `unavailable`, `not-found` */
  onboardingUrl(request: { readonly accountId: string; readonly returnUrl: string }): Promise<string>;
  /** @throws IntegrationError `unavailable`, `not-found` */
  accountState(accountId: string): Promise<AccountState>;
  /** @throws IntegrationError `invalid-request`, `key-reused`, `not-chargeable`, `rejected`, `unavailable` */
  createCheckout(request: CheckoutRequest): Promise<Checkout>;
  /**
   * Makes sure that nobody can pay there any more.
   * @returns what is known of it afterwards: `expired`, or that it was paid before
   * @throws IntegrationError `unavailable`, `not-found`
   */
  closeCheckout(at: { readonly accountId: string; readonly checkoutId: string }): Promise<readonly PaymentNews[]>;
  /** What is known of a checkout by now, for whoever heard nothing. @throws IntegrationError `unavailable`, `not-found` */
  lookUp(at: { readonly accountId: string; readonly checkoutId: string }): Promise<readonly PaymentNews[]>;
  /**
   * What the provider has of checkouts that began in a span of time, and of refunds and disputes of it; of a long one the first 10,000
   * of each.
   * @throws IntegrationError `unavailable`
   */
  records(at: {
    readonly accountId: string;
    readonly from: Date;
    readonly to: Date;
  }): Promise<readonly ProviderRecord[]>;
  /**
   * Charges a card that was kept. What was charged under the reference before is found again, however long ago that was.
   * @returns `paid`, `processing`, or a final `failed`, with `authentication_required` where the bank asks for the buyer
   * @throws IntegrationError `invalid-request`, `key-reused`, `not-found`, `no-saved-card`, `rejected`, `unavailable`
   */
  chargeSaved(request: SavedChargeRequest): Promise<SavedChargeNews>;
  /** What came of such a charge, without making one; null where nobody has asked for it. @throws as `chargeSaved` */
  findSaved(request: SavedChargeRequest): Promise<SavedChargeNews | null>;
  /** @throws IntegrationError `invalid-request`, `key-reused`, `too-much`, `insufficient-balance`, `rejected`, `unavailable` */
  refund(request: RefundRequest): Promise<Extract<PaymentNews, { kind: 'refund' }>>;
  /** @returns null for whatever the provider did not sign, or signed too long ago */
  verify(told: { readonly headers: IncomingHttpHeaders; readonly raw: Buffer; readonly now: Date }): SignedEvent | null;
}

/** Checks a request before any adapter sends it. @throws IntegrationError `invalid-request` */
export function parseRequest<T>(schema: z.ZodType<T>, request: T): T {
  const parsed = schema.safeParse(request);
  if (parsed.success) return parsed.data;
  throw new IntegrationError('payments', 'invalid-request', false, { cause: parsed.error });
}
