import { z } from 'zod';
import { adminAccess, defineOperation, Instant, memberAccess } from '../kit/operation.ts';
import { BillingCurrency, BillingInterval, CreditKind, PaidPlan, Plan } from '../plans.ts';
import { requiredText } from './fields.ts';
import { AddressLines, Country, TaxCategory, TaxIdText, TaxRate } from './invoices.ts';

/**
 * `none`: nothing was ever booked; `past_due`: a charge failed and is tried again; `grace`: the site will be restricted;
 * `cancelling`: ends with its period.
 */
export const SubscriptionState = z.enum([
  'none',
  'trialing',
  'active',
  'cancelling',
  'past_due',
  'grace',
  'restricted',
  'ended',
]);
export type SubscriptionState = z.infer<typeof SubscriptionState>;

/** What is left of one kind of credits. */
export const CreditView = z.object({
  kind: CreditKind,
  /** Of this month. */
  allowance: z.int(),
  /** Of the allowance, what is set aside for work under way included. */
  used: z.int(),
  /** Bought and not used up yet; below zero where more was used than there was. */
  bought: z.int(),
  available: z.int(),
  /** When the next allowance comes. */
  renewsAt: Instant,
});
export type CreditView = z.infer<typeof CreditView>;

/** Who sells plans and credits: whoever runs the platform (D-12). */
export const SalesSellerBody = z.strictObject({
  legalName: requiredText(120),
  address: AddressLines.min(1, 'Please fill this in.'),
  country: Country,
  taxId: TaxIdText.nullable(),
  /** What buyers read of the tax, such as `VAT`. */
  taxName: requiredText(20),
  /** One of each country in which tax is asked; none where none is. */
  rates: z.array(z.strictObject({ country: Country, rate: TaxRate })).max(40, 'At most 40 countries.'),
  /** Whether prices of plans and credits are what is paid in the end. */
  pricesIncludeTax: z.boolean(),
});
export type SalesSellerBody = z.infer<typeof SalesSellerBody>;
export const SalesSellerView = z.object({ version: z.int(), seller: SalesSellerBody.nullable() });
export type SalesSellerView = z.infer<typeof SalesSellerView>;

/** Whom invoices of the platform are written to. */
export const BillingBuyer = z.strictObject({
  name: requiredText(120),
  address: AddressLines.min(1, 'Please fill this in.'),
  country: Country,
  /** Of a business; null for whoever has none. */
  taxId: TaxIdText.nullable(),
});
export type BillingBuyer = z.infer<typeof BillingBuyer>;

/** How what the site buys of the platform is taxed. */
export const BillingTax = z.object({
  category: TaxCategory,
  /** In thousandths of a percent. */
  rate: z.int(),
  name: z.string(),
  pricesIncludeTax: z.boolean(),
});
export type BillingTax = z.infer<typeof BillingTax>;

export const BillingView = z.object({
  /** What the site has now, whoever pays for it. */
  plan: Plan,
  state: SubscriptionState,
  /** Given by whoever runs the platform, without a charge. */
  complimentary: PaidPlan.nullable(),
  /** Whether this platform takes payments at all. */
  isPayable: z.boolean(),
  provider: z.enum(['embedded', 'stripe']).nullable(),
  /** What is paid for; null where nothing is. Amounts are in the minor unit of the currency. */
  booked: z
    .object({
      plan: PaidPlan,
      interval: BillingInterval,
      currency: BillingCurrency,
      amount: z.int(),
      /** When the next charge comes, or what there is ends. */
      periodEndsAt: Instant,
    })
    .nullable(),
  /** What it becomes when the period ends, and is charged then; null where it stays as it is. */
  next: z.object({ plan: PaidPlan, interval: BillingInterval, amount: z.int() }).nullable(),
  trialEndsAt: Instant.nullable(),
  /** Whether a paid plan may still be tried. */
  canTry: z.boolean(),
  /** When the site is restricted, unless it is paid. */
  restrictedAt: Instant.nullable(),
  invoices: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      /** What is paid; the tax is part of it. */
      amount: z.int(),
      tax: z.int(),
      /** Whether the buyer owes the tax. */
      reverseCharge: z.boolean(),
      currency: z.string(),
      state: z.enum(['open', 'paid', 'void']),
      createdAt: Instant,
      url: z.string().nullable(),
    }),
  ),
  credits: z.array(CreditView),
  /** Null where the platform asks no tax. */
  tax: BillingTax.nullable(),
  buyer: BillingBuyer.nullable(),
  /** When the provider was last asked; null where nothing was booked. */
  askedAt: Instant.nullable(),
});
export type BillingView = z.infer<typeof BillingView>;

const access = memberAccess('billing.manage');
const host = 'tenant';
const Hosted = z.object({ url: z.string() });
const sending = { points: 20, perSeconds: 60, by: 'actor' } as const;

export const getBilling = defineOperation({
  id: 'billing.get',
  method: 'GET',
  path: '/api/v1/billing',
  host,
  access,
  summary: 'The plan of the site, what it costs, what is used up of it, and the invoices of the platform',
  response: BillingView,
});

/** What everybody on the team should know. */
export const BillingNotice = z.object({
  notice: z
    .object({ kind: z.enum(['trial-ends', 'past_due', 'grace', 'restricted']), at: Instant.nullable() })
    .nullable(),
});
export type BillingNotice = z.infer<typeof BillingNotice>;
export const getBillingNotice = defineOperation({
  id: 'billing.get-notice',
  method: 'GET',
  path: '/api/v1/billing/notice',
  host,
  access: memberAccess(),
  summary: 'Whether the plan of the site needs attention',
  response: BillingNotice,
});

export const startTrial = defineOperation({
  id: 'billing.start-trial',
  method: 'POST',
  path: '/api/v1/billing/trial',
  host,
  access,
  summary: 'Try a paid plan without a card, once',
  body: z.strictObject({ plan: PaidPlan }),
  response: BillingView,
  errors: ['plan-unavailable'],
});

export const subscribe = defineOperation({
  id: 'billing.subscribe',
  method: 'POST',
  path: '/api/v1/billing/subscription',
  host,
  access,
  summary: 'Book a plan: the address of the page on which the provider takes the card',
  body: z.strictObject({ plan: PaidPlan, interval: BillingInterval, currency: BillingCurrency }),
  response: Hosted,
  errors: ['plan-unavailable', 'payments-off', 'unavailable'],
  rateLimit: sending,
});

const PlanChoice = { plan: PaidPlan, interval: BillingInterval };
/** What a change of the plan means. */
export const PlanChange = z.object({
  ...PlanChoice,
  /** `at-once`: the difference is charged now; `later`: when the period ends; `undo`: what was planned is taken back. */
  when: z.enum(['at-once', 'later', 'undo']),
  /** Charged now, in minor units. */
  dueNow: z.int(),
  currency: BillingCurrency,
  /** Charged per interval from then on. */
  amount: z.int(),
  /** When the next regular charge comes. */
  nextChargeAt: Instant,
  /** The moment for which this was worked out; it goes with the confirmation. */
  at: Instant,
});
export type PlanChange = z.infer<typeof PlanChange>;

export const previewChange = defineOperation({
  id: 'billing.preview-change',
  method: 'POST',
  path: '/api/v1/billing/change/preview',
  host,
  access,
  summary: 'What another plan would cost, before it is confirmed',
  body: z.strictObject(PlanChoice),
  response: PlanChange,
  errors: ['plan-unavailable', 'payments-off', 'unavailable'],
  rateLimit: sending,
});

export const changePlan = defineOperation({
  id: 'billing.change',
  method: 'POST',
  path: '/api/v1/billing/change',
  host,
  access,
  summary: 'Change the plan, for the amount that was shown',
  body: z.strictObject({ ...PlanChoice, at: Instant, dueNow: z.int().min(0) }),
  response: BillingView,
  errors: ['plan-unavailable', 'quote-changed', 'payment-declined', 'payments-off', 'unavailable'],
  rateLimit: sending,
});

export const cancel = defineOperation({
  id: 'billing.cancel',
  method: 'POST',
  path: '/api/v1/billing/cancel',
  host,
  access,
  summary: 'End the plan with its period; at once where it is not paid',
  response: BillingView,
  errors: ['plan-unavailable', 'payments-off', 'unavailable'],
  rateLimit: sending,
});

export const resume = defineOperation({
  id: 'billing.resume',
  method: 'POST',
  path: '/api/v1/billing/resume',
  host,
  access,
  summary: 'Go on with a plan that was cancelled and has not ended yet',
  response: BillingView,
  errors: ['plan-unavailable', 'payments-off', 'unavailable'],
  rateLimit: sending,
});

export const openPortal = defineOperation({
  id: 'billing.open-portal',
  method: 'POST',
  path: '/api/v1/billing/portal',
  host,
  access,
  summary: 'The page of the provider on which the card is changed',
  response: Hosted,
  errors: ['plan-unavailable', 'payments-off', 'unavailable'],
  rateLimit: sending,
});

export const buyCredits = defineOperation({
  id: 'billing.buy-credits',
  method: 'POST',
  path: '/api/v1/billing/credits',
  host,
  access,
  summary: 'Buy a pack of credits: the address of the page on which the provider takes the payment',
  idempotent: true,
  body: z.strictObject({ kind: CreditKind, currency: BillingCurrency }),
  response: Hosted,
  errors: ['payments-off', 'unavailable', 'key-reused', 'key-in-use'],
  rateLimit: sending,
});

export const saveBuyer = defineOperation({
  id: 'billing.save-buyer',
  method: 'PUT',
  path: '/api/v1/billing/buyer',
  host,
  access,
  summary: 'Say whom invoices of the platform are written to; how they are taxed follows from it',
  body: BillingBuyer,
  response: BillingView,
  errors: ['unavailable'],
});

export const getSalesSeller = defineOperation({
  id: 'admin.get-sales-seller',
  method: 'GET',
  path: '/api/v1/sales-seller',
  host: 'admin',
  access: adminAccess('sales-tax.read'),
  summary: 'Who sells plans and credits, and how they are taxed',
  response: SalesSellerView,
});
export const saveSalesSeller = defineOperation({
  id: 'admin.save-sales-seller',
  method: 'PUT',
  path: '/api/v1/sales-seller',
  host: 'admin',
  access: adminAccess('sales-tax.change'),
  summary: 'Say who sells plans and credits; what was charged stays as it was',
  /** Version 0 where nothing was said yet. */
  body: SalesSellerBody.extend({ version: z.int().min(0) }),
  response: SalesSellerView,
  errors: ['conflict'],
});
