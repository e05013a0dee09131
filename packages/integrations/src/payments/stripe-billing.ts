import type { Stripe } from 'stripe';
import { IntegrationError } from '../kit/errors.ts';
import {
  BuyerRequest,
  ChangeRequest,
  PlannedChangeRequest,
  PurchaseRequest,
  SubscribeRequest,
  type BillingInvoice,
  type BillingPort,
  type BillingPrice,
  type SubscriptionFacts,
} from './billing-port.ts';
import { parseRequest } from './port.ts';
import { fromStripeAmount, toStripeAmount } from './stripe-amount.ts';
import { createStripeSchedules, planOfPrice } from './stripe-schedules.ts';
import { createStripeTax } from './stripe-tax.ts';

const MAX_INVOICES = 24;
/** Of one customer; more than one only where somebody paid on two pages at once. */
const MAX_SUBSCRIPTIONS = 20;

/** Stripe Billing on the platform's own account (D-10). @param call asks Stripe, in our words where it fails */
export function createStripeBilling(stripe: Stripe, call: <T>(ask: () => Promise<T>) => Promise<T>): BillingPort {
  const prices = new Map<string, string>();

  /** The price at Stripe, made when it is first needed. */
  async function priceId({ plan, interval, currency, amount, name }: BillingPrice): Promise<string> {
    const key = `stageline_${plan}_${interval}_${currency.toLowerCase()}_${amount}`;
    const cached = prices.get(key);
    if (cached !== undefined) return cached;
    const known = await call(() => stripe.prices.list({ lookup_keys: [key], limit: 1 }));
    const price =
      known.data[0] ??
      (await call(() =>
        stripe.prices.create(
          {
            currency: currency.toLowerCase(),
            unit_amount: toStripeAmount(amount, currency),
            recurring: { interval },
            product_data: { name },
            lookup_key: key,
            metadata: { plan },
          },
          { idempotencyKey: key },
        ),
      ));
    prices.set(key, price.id);
    return price.id;
  }

  const schedules = createStripeSchedules(stripe, call);
  const taxes = createStripeTax(stripe, call, schedules);

  const pageState = async ({ pageId }: { pageId: string }): Promise<'open' | 'paid' | 'closed'> => {
    const { status, payment_status: paid } = await call(() => stripe.checkout.sessions.retrieve(pageId));
    if (status === 'expired') return 'closed';
    // A bank that has been asked has not paid yet.
    return status === 'complete' && paid !== 'unpaid' ? 'paid' : 'open';
  };

  async function openPage(params: Stripe.Checkout.SessionCreateParams, key: string) {
    const session = await call(() => stripe.checkout.sessions.create(params, { idempotencyKey: key }));
    if (session.url === null) throw new IntegrationError('payments', 'rejected', false);
    return { id: session.id, url: session.url };
  }

  return {
    async openCustomer({ key, email, name }) {
      const params = { name, metadata: { key }, ...(email !== null && { email }) };
      return (await call(() => stripe.customers.create(params, { idempotencyKey: `customer-${key}` }))).id;
    },

    setBuyer: async (request) => taxes.setBuyer(parseRequest(BuyerRequest, request)),

    async subscribe(request) {
      const { key, customerId, reference, price, trialEndsAt, tax, ...rest } = parseRequest(SubscribeRequest, request);
      const rates = await taxes.rateIds(tax);
      const page: Stripe.Checkout.SessionCreateParams = {
        mode: 'subscription',
        customer: customerId,
        client_reference_id: reference,
        line_items: [{ price: await priceId(price), quantity: 1 }],
        subscription_data: {
          metadata: { reference },
          ...(rates.length > 0 && { default_tax_rates: rates }),
          ...(trialEndsAt !== null && { trial_end: Math.floor(trialEndsAt.getTime() / 1000) }),
        },
        payment_method_collection: 'always',
        ...{ locale: rest.locale, success_url: rest.returnUrl, cancel_url: rest.cancelUrl },
      };
      return openPage(page, key);
    },

    async purchase(request) {
      const { key, customerId, reference, amount, currency, tax, ...rest } = parseRequest(PurchaseRequest, request);
      const rates = await taxes.rateIds(tax);
      const page: Stripe.Checkout.SessionCreateParams = {
        mode: 'payment',
        customer: customerId,
        client_reference_id: reference,
        line_items: [
          {
            quantity: 1,
            ...(rates.length > 0 && { tax_rates: rates }),
            price_data: {
              currency: currency.toLowerCase(),
              unit_amount: toStripeAmount(amount, currency),
              product_data: { name: rest.description },
            },
          },
        ],
        invoice_creation: { enabled: true },
        ...{ locale: rest.locale, success_url: rest.returnUrl, cancel_url: rest.cancelUrl },
      };
      return openPage(page, key);
    },

    async closePage(at) {
      try {
        await call(() => stripe.checkout.sessions.expire(at.pageId));
      } catch (error) {
        // It is over already, one way or the other.
        if (!(error instanceof IntegrationError) || error.code !== 'rejected') throw error;
      }
      return pageState(at);
    },
    pageState,

    async facts(customerId) {
      const of = { customer: customerId };
      const known = await call(() => stripe.subscriptions.list({ ...of, status: 'all', limit: MAX_SUBSCRIPTIONS }));
      const invoices = await call(() => stripe.invoices.list({ ...of, limit: MAX_INVOICES }));
      const begun = known.data.filter((each) => states[each.status] !== undefined);
      const latest = begun.find(({ status }) => states[status] !== 'ended') ?? begun[0];
      const next = latest === undefined ? null : await schedules.next(latest);
      const subscription = latest === undefined ? null : subscriptionFacts(latest, next);
      return { subscription, invoices: invoices.data.map(invoiceFacts).filter((each) => each !== null) };
    },

    async previewChange({ customerId, subscriptionId, price, prorateAt }) {
      const items = [{ id: (await schedules.find(subscriptionId)).item.id, price: await priceId(price) }];
      const preview = await call(() =>
        stripe.invoices.createPreview({
          customer: customerId,
          subscription: subscriptionId,
          subscription_details: {
            items,
            proration_behavior: 'always_invoice',
            proration_date: Math.floor(prorateAt.getTime() / 1000),
          },
        }),
      );
      return Math.max(0, fromStripeAmount(preview.amount_due, preview.currency.toUpperCase()));
    },

    async change(request) {
      const { key, subscriptionId, price, prorateAt } = parseRequest(ChangeRequest, request);
      const { item } = await schedules.release(subscriptionId);
      const update: Stripe.SubscriptionUpdateParams = {
        items: [{ id: item.id, price: await priceId(price) }],
        proration_behavior: 'always_invoice',
        proration_date: Math.floor(prorateAt.getTime() / 1000),
        // Either the difference is paid and the plan changed, or neither.
        payment_behavior: 'error_if_incomplete',
      };
      await call(() => stripe.subscriptions.update(subscriptionId, update, { idempotencyKey: key }));
    },

    async planChange(request) {
      const { key, subscriptionId, price } = parseRequest(PlannedChangeRequest, request);
      if (price === null) await schedules.release(subscriptionId);
      else await schedules.plan({ key, subscriptionId, price: await priceId(price), interval: price.interval });
    },

    async setCancelled({ subscriptionId, isCancelled }) {
      // Stripe refuses to end one that a schedule holds.
      await schedules.release(subscriptionId);
      await call(() => stripe.subscriptions.update(subscriptionId, { cancel_at_period_end: isCancelled }));
    },
    async end({ subscriptionId }) {
      await schedules.release(subscriptionId);
      await call(() => stripe.subscriptions.cancel(subscriptionId));
    },
    managementUrl: async ({ customerId, returnUrl }) =>
      (await call(() => stripe.billingPortal.sessions.create({ customer: customerId, return_url: returnUrl }))).url,
  };
}

const states: Readonly<Record<string, SubscriptionFacts['state']>> = {
  trialing: 'trialing',
  active: 'active',
  past_due: 'past-due',
  unpaid: 'past-due',
  paused: 'past-due',
  canceled: 'ended',
};
const dateOf = (seconds: number): Date => new Date(seconds * 1000);

/** Null for one that never began: its first payment did not go through. */
function subscriptionFacts(
  subscription: Stripe.Subscription,
  next: SubscriptionFacts['next'],
): SubscriptionFacts | null {
  const state = states[subscription.status];
  const [item] = subscription.items.data;
  if (state === undefined || item === undefined) return null;
  return {
    id: subscription.id,
    state,
    ...planOfPrice(item.price),
    currency: item.price.currency.toUpperCase(),
    periodEndsAt: dateOf(item.current_period_end),
    trialEndsAt: subscription.trial_end === null ? null : dateOf(subscription.trial_end),
    cancelsAtPeriodEnd: subscription.cancel_at_period_end,
    next,
  };
}

const invoiceStates: Readonly<Record<string, BillingInvoice['state']>> = {
  open: 'open',
  paid: 'paid',
  void: 'void',
  uncollectible: 'open',
};
/** Null for one that nobody has been asked to pay yet. */
function invoiceFacts(invoice: Stripe.Invoice): BillingInvoice | null {
  const state = invoiceStates[invoice.status ?? ''];
  if (state === undefined || invoice.id === undefined) return null;
  const currency = invoice.currency.toUpperCase();
  return {
    id: invoice.id,
    number: invoice.number ?? invoice.id,
    amount: fromStripeAmount(invoice.total, currency),
    tax: fromStripeAmount(
      (invoice.total_taxes ?? []).reduce((sum, { amount }) => sum + amount, 0),
      currency,
    ),
    reverseCharge: invoice.customer_tax_exempt === 'reverse',
    currency,
    state,
    createdAt: dateOf(invoice.created),
    url: invoice.hosted_invoice_url ?? null,
  };
}
