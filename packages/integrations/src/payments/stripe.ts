import { Stripe } from 'stripe';
import { IntegrationError } from '../kit/errors.ts';
import { createResilience } from '../kit/resilience.ts';
import {
  CheckoutRequest,
  parseRequest,
  RefundRequest,
  SIGNATURE_TOLERANCE_SECONDS,
  type PaymentNews,
  type PaymentsPort,
  type ProviderRecord,
} from './port.ts';
import { createStripeBilling } from './stripe-billing.ts';
import { toStripeAmount, toStripeFee } from './stripe-amount.ts';
import { newsOfDispute, newsOfEvent, newsOfIntent, newsOfRefund, newsOfSession, stateOf } from './stripe-news.ts';
import { createStripeSaved } from './stripe-saved.ts';

export interface StripeOptions {
  readonly secretKey: string;
  readonly webhookSecret: string;
  /** Of the endpoint that hears of the platform's own account, where it is another. */
  readonly billingWebhookSecret?: string;
  readonly apiUrl?: string;
}

const TIMEOUT_MS = 15_000;
/** Of a list, at once and in all. */
const PAGE = 100;
const MOST_RECORDS = 10_000;
/** Stripe: Checkout as direct charges on connected accounts, with an application fee for the platform (D-12). */
export function createStripePayments({ secretKey, apiUrl, ...options }: StripeOptions): PaymentsPort {
  const secrets = [options.webhookSecret, options.billingWebhookSecret].filter((each) => each !== undefined);
  const stripe = new Stripe(secretKey, {
    ...addressOf(apiUrl),
    timeout: TIMEOUT_MS,
    // Ours are counted by the circuit breaker; each attempt carries the same idempotency key.
    maxNetworkRetries: 0,
    telemetry: false,
  });
  const resilience = createResilience({
    port: 'payments',
    attempts: 3,
    baseDelayMs: 200,
    breakAfter: 12,
    breakForMs: 10_000,
  });
  const call = <T>(ask: () => Promise<T>): Promise<T> => resilience.run(() => ask().catch(rethrow));

  async function lookUp({ accountId, checkoutId }: { accountId: string; checkoutId: string }): Promise<PaymentNews[]> {
    const onAccount = { stripeAccount: accountId };
    const news = isIntent(checkoutId)
      ? newsOfIntent(await call(() => stripe.paymentIntents.retrieve(checkoutId, {}, onAccount)))
      : newsOfSession(await call(() => stripe.checkout.sessions.retrieve(checkoutId, {}, onAccount)));
    if (news?.kind !== 'paid') return news === null ? [] : [news];
    const of = { payment_intent: news.chargeId, limit: 100 };
    const refunds = await call(() => stripe.refunds.list(of, onAccount));
    const disputes = await call(() => stripe.disputes.list(of, onAccount));
    const more = [...refunds.data.map(newsOfRefund), ...disputes.data.map(newsOfDispute)];
    return [news, ...more.filter((each) => each !== null)];
  }

  return {
    provider: 'stripe',
    billing: createStripeBilling(stripe, call),
    ...createStripeSaved(stripe, call),

    async openAccount({ key, email }) {
      const account = await call(() =>
        stripe.accounts.create(
          {
            ...(email !== null && { email }),
            // The promoter has an account of their own at Stripe, pays its fees and bears its losses.
            controller: {
              fees: { payer: 'account' },
              losses: { payments: 'stripe' },
              requirement_collection: 'stripe',
              stripe_dashboard: { type: 'full' },
            },
            metadata: { key },
          },
          { idempotencyKey: `account-${key}` },
        ),
      );
      return account.id;
    },

    async onboardingUrl({ accountId, returnUrl }) {
      const link = await call(() =>
        stripe.accountLinks.create({
          account: accountId,
          refresh_url: returnUrl,
          return_url: returnUrl,
          type: 'account_onboarding',
        }),
      );
      return link.url;
    },

    accountState: async (accountId) => stateOf(await call(() => stripe.accounts.retrieve(accountId))),

    async createCheckout(request) {
      const { accountId, key, reference, amount, currency, fee, ...rest } = parseRequest(CheckoutRequest, request);
      const params: Stripe.Checkout.SessionCreateParams = {
        mode: 'payment',
        client_reference_id: reference,
        line_items: [
          {
            quantity: 1,
            price_data: {
              currency: currency.toLowerCase(),
              unit_amount: toStripeAmount(amount, currency),
              product_data: { name: rest.description },
            },
          },
        ],
        payment_intent_data: {
          ...(fee > 0 && { application_fee_amount: toStripeFee(fee, currency) }),
          metadata: { payment: reference },
          ...(rest.savesCard === true && { setup_future_usage: 'off_session' }),
        },
        // Only cards can be kept, and they are kept for somebody.
        ...(rest.savesCard === true && { customer_creation: 'always', payment_method_types: ['card'] }),
        ...(rest.email !== null && { customer_email: rest.email }),
        locale: rest.locale,
        success_url: rest.returnUrl,
        cancel_url: rest.cancelUrl,
        // Nothing here may depend on the clock: under one key it has to be the same request each time.
        expires_at: Math.floor(rest.expiresAt.getTime() / 1000),
      };
      const session = await call(() =>
        stripe.checkout.sessions.create(params, { stripeAccount: accountId, idempotencyKey: key }),
      );
      if (session.url === null) throw new IntegrationError('payments', 'rejected', false);
      return { id: session.id, url: session.url };
    },

    async closeCheckout(at) {
      // A charge without its buyer has no page.
      if (isIntent(at.checkoutId)) return lookUp(at);
      try {
        await call(() => stripe.checkout.sessions.expire(at.checkoutId, {}, { stripeAccount: at.accountId }));
      } catch (error) {
        // It is over already, one way or the other: which, is asked below.
        if (!(error instanceof IntegrationError) || error.code !== 'rejected') throw error;
      }
      return lookUp(at);
    },

    lookUp,

    async records({ accountId, from, to }) {
      const onAccount = { stripeAccount: accountId };
      const created = { gte: Math.floor(from.getTime() / 1000), lt: Math.ceil(to.getTime() / 1000) };
      const of = { created, limit: PAGE };
      const most = { limit: MOST_RECORDS };
      // Each list goes page by page, and one that is cut off begins again as a whole.
      const sessions = await call(() =>
        stripe.checkout.sessions.list({ ...of, status: 'complete' }, onAccount).autoPagingToArray(most),
      );
      const intents = await call(() => stripe.paymentIntents.list(of, onAccount).autoPagingToArray(most));
      const refunds = await call(() => stripe.refunds.list(of, onAccount).autoPagingToArray(most));
      const disputes = await call(() => stripe.disputes.list(of, onAccount).autoPagingToArray(most));
      const paid = [...sessions.map(newsOfSession), ...intents.map(newsOfIntent)];
      return [...paid, ...refunds.map(newsOfRefund), ...disputes.map(newsOfDispute)].filter(isRecord);
    },

    async refund(request) {
      const { accountId, key, chargeId, reference, amount, currency, returnsFee } = parseRequest(
        RefundRequest,
        request,
      );
      const refund = await call(() =>
        stripe.refunds.create(
          {
            payment_intent: chargeId,
            amount: toStripeAmount(amount, currency),
            ...(returnsFee && { refund_application_fee: true }),
            metadata: { refund: reference },
          },
          { stripeAccount: accountId, idempotencyKey: key },
        ),
      );
      const news = newsOfRefund(refund);
      if (news === null) throw new IntegrationError('payments', 'rejected', false);
      return news;
    },

    verify({ headers, raw, now }) {
      const header = headers['stripe-signature'];
      if (typeof header !== 'string') return null;
      const event = secrets.map((secret) => eventOf(stripe, raw, header, secret, now)).find((each) => each !== null);
      if (event === undefined) return null;
      const accountId = event.account ?? null;
      const customerId = accountId === null ? customerOf(event.data.object) : null;
      return { id: event.id, accountId, type: event.type, news: newsOfEvent(event), customerId };
    },
  };
}

/** Charges of kept cards have no checkout and stand for themselves. */
const isIntent = (id: string): boolean => id.startsWith('pi_');
const isRecord = (news: PaymentNews | null): news is ProviderRecord =>
  news?.kind === 'paid' || news?.kind === 'refund' || news?.kind === 'dispute';

/** Null where that secret did not sign it. */
function eventOf(stripe: Stripe, raw: Buffer, header: string, secret: string, now: Date): Stripe.Event | null {
  try {
    return stripe.webhooks.constructEvent(raw, header, secret, SIGNATURE_TOLERANCE_SECONDS, undefined, now.getTime());
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return null;
    throw error;
  }
}

/** Whom of the platform's customers an object belongs to. */
function customerOf(object: object): string | null {
  const customer: unknown = 'customer' in object ? object.customer : null;
  return typeof customer === 'string' ? customer : null;
}

/** Which of our words each refusal is; anything else that was refused stays refused. */
const refusals: Readonly<Record<string, string>> = {
  resource_missing: 'not-found',
  charge_already_refunded: 'too-much',
  amount_too_large: 'too-much',
  balance_insufficient: 'insufficient-balance',
  insufficient_funds: 'insufficient-balance',
  account_invalid: 'not-chargeable',
  card_declined: 'declined',
  subscription_payment_intent_requires_action: 'declined',
};

function rethrow(cause: unknown): never {
  const { errors } = Stripe;
  if (!(cause instanceof errors.StripeError)) throw cause;
  const isAway =
    cause instanceof errors.StripeConnectionError ||
    cause instanceof errors.StripeAPIError ||
    cause instanceof errors.StripeRateLimitError;
  if (isAway) throw new IntegrationError('payments', 'unavailable', true, { cause });
  // The same key under way at the same time: it may be asked again.
  if (cause.code === 'idempotency_key_in_use') throw new IntegrationError('payments', 'unavailable', true, { cause });
  if (cause instanceof errors.StripeIdempotencyError)
    throw new IntegrationError('payments', 'key-reused', false, { cause });
  throw new IntegrationError('payments', refusals[cause.code ?? ''] ?? 'rejected', false, { cause });
}

function addressOf(apiUrl: string | undefined) {
  if (apiUrl === undefined) return {};
  const { protocol, hostname, port } = new URL(apiUrl);
  const scheme = protocol === 'http:' ? 'http' : 'https';
  return {
    protocol: scheme,
    host: hostname,
    port: port === '' ? (scheme === 'http' ? 80 : 443) : Number(port),
  } as const;
}
