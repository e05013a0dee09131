import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Stripe } from 'stripe';
import type { BillingInvoice, BillingPrice, SalesTax } from './billing-port.ts';
import { memoryBillingStore } from './memory-store.ts';
import { createSandboxBilling } from './sandbox-billing.ts';
import { createSchedulesPeer, PeerRefusal } from './stripe-schedules-peer.ts';
import type { SandboxCustomer, SandboxSubscription } from './sandbox-billing-state.ts';

const WEBHOOK_SECRET = 'whsec_of_the_platform';
const REFUSALS: Readonly<Record<string, readonly [number, string]>> = {
  'not-found': [404, 'resource_missing'],
  declined: [402, 'card_declined'],
};
type Form = URLSearchParams;
type Shown = Record<string, unknown>;

interface ShownRate {
  readonly id: string;
  readonly percentage: number;
  readonly display_name: string;
  readonly country: string;
  readonly inclusive: boolean;
  readonly metadata: { readonly key: string };
}
const isRateOf = (rate: ShownRate, tax: SalesTax): boolean =>
  Math.round(rate.percentage * 1000) === tax.rate && rate.inclusive === tax.inclusive && rate.country === tax.country;

/**
 * The part of Stripe Billing that we use, over HTTP, for the real client. What a subscription does is the sandbox's; this says it in
 * Stripe's shapes and takes it in Stripe's parameters. In tests only.
 */
export async function startStripeBillingPeer(now: () => Date) {
  const billing = createSandboxBilling({ store: memoryBillingStore(), pageUrl: 'https://pay.example', now });
  const prices = new Map<string, BillingPrice & { readonly id: string; readonly key: string }>();
  const taxRates: ShownRate[] = [];
  /** Customers as they were last written. */
  const written = new Map<string, Form>();
  /** Whose each page and each subscription is. */
  const owners = new Map<string, string>();
  const events: { readonly type: string; readonly customer: string }[] = [];
  /** POSTs to this path are refused, after so many. */
  let broken: { readonly path: string; after: number } | null = null;
  const asked: { readonly path: string; readonly body: string }[] = [];
  const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);
  const customerOf = async (id: string): Promise<SandboxCustomer> => (await billing.page.find(owners.get(id) ?? id))!;

  const shownPrice = ({ id, key, plan, interval, currency, amount }: BillingPrice & { id: string; key: string }) => ({
    ...{ id, object: 'price', lookup_key: key, metadata: { plan }, recurring: { interval } },
    ...{ currency: currency.toLowerCase(), unit_amount: amount },
  });
  const priceOf = (id: string) => [...prices.values()].find((price) => price.id === id)!;
  const taxOfRate = (id: string | null): SalesTax | null => {
    const rate = taxRates.find((each) => each.id === id);
    if (rate === undefined) return null;
    const { percentage, display_name: name, country, inclusive } = rate;
    return { category: 'standard', rate: Math.round(percentage * 1000), name, country, inclusive };
  };
  const schedules = createSchedulesPeer({
    now,
    priceOf,
    shownPrice: (id) => shownPrice(priceOf(id)),
    subscriptionOf: async (id) => {
      const { subscription } = await customerOf(id);
      const { plan, interval, amount, periodStartsAt, periodEndsAt } = subscription!;
      const price = [...prices.values()].find(
        (each) => each.plan === plan && each.interval === interval && each.amount === amount,
      )!;
      return { priceId: price.id, periodStartsAt, periodEndsAt };
    },
    plan: (subscriptionId, key, price) =>
      billing.planChange({ key, customerId: owners.get(subscriptionId)!, subscriptionId, price }),
  });
  const shownSubscription = (subscription: SandboxSubscription): Shown => {
    const { id, plan, interval, amount, currency, trialEndsAt, periodStartsAt, periodEndsAt, state, tax } =
      subscription;
    const price = [...prices.values()].find(
      (each) =>
        each.plan === plan && each.interval === interval && each.amount === amount && each.currency === currency,
    )!;
    return {
      ...{ id, object: 'subscription', cancel_at_period_end: subscription.cancelsAtPeriodEnd },
      status: { trialing: 'trialing', active: 'active', 'past-due': 'past_due', ended: 'canceled' }[state],
      trial_end: trialEndsAt === null ? null : seconds(trialEndsAt),
      schedule: schedules.heldBy(id),
      default_tax_rates: taxRates.filter((rate) => tax !== null && isRateOf(rate, tax)),
      items: {
        data: [
          {
            ...{ id: `si_${id}`, price: shownPrice(price) },
            ...{ current_period_start: seconds(periodStartsAt), current_period_end: seconds(periodEndsAt) },
          },
        ],
      },
    };
  };
  const shownInvoice = (
    { id, number, amount, tax, currency, state, createdAt, url }: BillingInvoice,
    of: string,
  ): Shown => ({
    ...{ id, object: 'invoice', number, total: amount, currency: currency.toLowerCase(), status: state },
    ...{ created: seconds(createdAt), hosted_invoice_url: url },
    total_taxes: tax > 0 ? [{ amount: tax, type: 'tax_rate_details' }] : [],
    customer_tax_exempt: written.get(of)?.get('tax_exempt') ?? 'none',
  });
  const shownPage = async (id: string): Promise<Shown> => {
    const state = await billing.pageState({ customerId: owners.get(id)!, pageId: id });
    const status = { open: 'open', paid: 'complete', closed: 'expired' }[state];
    return { id, object: 'checkout.session', status, url: state === 'open' ? `https://pay.example/${id}` : null };
  };

  async function openSession(form: Form, key: string): Promise<Shown> {
    const customerId = form.get('customer')!;
    const rate = form.get('subscription_data[default_tax_rates][0]') ?? form.get('line_items[0][tax_rates][0]');
    const tax = taxOfRate(rate);
    const hosted = { key, customerId, reference: form.get('client_reference_id')!, locale: 'en' as const, tax };
    const urls = { returnUrl: form.get('success_url')!, cancelUrl: form.get('cancel_url')! };
    const trialEnd = form.get('subscription_data[trial_end]');
    const { id: _id, key: _key, ...price } = priceOf(form.get('line_items[0][price]')!) ?? {};
    const { id } =
      form.get('mode') === 'subscription'
        ? await billing.subscribe({
            ...{ ...hosted, ...urls, price: price as BillingPrice },
            trialEndsAt: trialEnd === null ? null : new Date(Number(trialEnd) * 1000),
          })
        : await billing.purchase({
            ...{ ...hosted, ...urls },
            amount: Number(form.get('line_items[0][price_data][unit_amount]')),
            currency: form.get('line_items[0][price_data][currency]')!.toUpperCase() as 'EUR',
            description: form.get('line_items[0][price_data][product_data][name]')!,
          });
    owners.set(id, customerId);
    owners.set(`sub_${id.slice('cs_'.length)}`, customerId);
    return shownPage(id);
  }

  async function updateSubscription(id: string, form: Form, key: string): Promise<Shown> {
    const customerId = owners.get(id)!;
    const at = { customerId, subscriptionId: id };
    const cancelled = form.get('cancel_at_period_end');
    if (cancelled !== null) {
      // "The subscription is managed by the subscription schedule …"
      if (schedules.heldBy(id) !== null) throw new PeerRefusal();
      await billing.setCancelled({ ...at, isCancelled: cancelled === 'true' });
    } else if (form.has('default_tax_rates') || form.has('default_tax_rates[0]')) {
      const tax = taxOfRate(form.get('default_tax_rates[0]'));
      await billing.setBuyer({
        ...{ customerId, name: 'A', address: [], country: null, taxId: null },
        tax,
        footer: '',
      });
    } else {
      const { id: _id, key: _key, ...price } = priceOf(form.get('items[0][price]')!);
      const prorateAt = new Date(Number(form.get('proration_date')) * 1000);
      await billing.change({ key, ...at, price, prorateAt });
    }
    return shownSubscription((await customerOf(id)).subscription!);
  }

  function onPrices(method: string, form: Form): Shown {
    if (method === 'GET') {
      const data = [...prices.values()].filter(({ key }) => key === form.get('lookup_keys[0]')).map(shownPrice);
      return { object: 'list', data };
    }
    const price = {
      ...{ id: `price_${prices.size + 1}`, key: form.get('lookup_key')!, plan: form.get('metadata[plan]')! },
      interval: form.get('recurring[interval]') as 'month',
      currency: form.get('currency')!.toUpperCase() as 'EUR',
      ...{ amount: Number(form.get('unit_amount')), name: form.get('product_data[name]')! },
    };
    prices.set(price.key, price);
    return shownPrice(price);
  }

  async function answer(method: string, path: string, form: Form, key: string): Promise<Shown> {
    const [, , resource, first, second] = path.split('/');
    if (resource === 'tax_rates') {
      if (method === 'GET') return { object: 'list', data: taxRates };
      const rate = {
        ...{ id: `txr_${taxRates.length + 1}`, percentage: Number(form.get('percentage')) },
        ...{ display_name: form.get('display_name')!, country: form.get('country')! },
        ...{ inclusive: form.get('inclusive') === 'true', metadata: { key: form.get('metadata[key]')! } },
      };
      taxRates.push(rate);
      return { object: 'tax_rate', ...rate };
    }
    if (resource === 'customers' && first !== undefined) {
      written.set(first, form);
      return { object: 'customer', id: first };
    }
    if (resource === 'customers')
      return {
        object: 'customer',
        id: await billing.openCustomer({ key: form.get('metadata[key]')!, email: null, name: '' }),
      };
    if (resource === 'prices') return onPrices(method, form);
    if (resource === 'subscription_schedules') return schedules.answer(method, path, form, key);
    if (resource === 'billing_portal') return { url: `https://pay.example/portal/${form.get('customer')}` };
    if (resource === 'checkout' && second === undefined) return openSession(form, key);
    if (resource === 'checkout') {
      if (path.endsWith('/expire')) await billing.closePage({ customerId: owners.get(second!)!, pageId: second! });
      return shownPage(second!);
    }
    if (resource === 'subscriptions' && first === undefined) {
      const subscription = (await billing.page.find(form.get('customer')!))?.subscription ?? null;
      return { object: 'list', data: subscription === null ? [] : [shownSubscription(subscription)] };
    }
    if (resource === 'subscriptions') {
      if (method === 'DELETE') await billing.end({ customerId: owners.get(first!)!, subscriptionId: first! });
      else if (method === 'POST') return updateSubscription(first!, form, key);
      return shownSubscription((await customerOf(first!)).subscription!);
    }
    if (path.endsWith('/create_preview')) {
      const { id: _id, key: _key, ...price } = priceOf(form.get('subscription_details[items][0][price]')!);
      const due = await billing.previewChange({
        ...{ customerId: form.get('customer')!, subscriptionId: form.get('subscription')!, price },
        prorateAt: new Date(Number(form.get('subscription_details[proration_date]')) * 1000),
      });
      return { object: 'invoice', amount_due: due, currency: price.currency.toLowerCase() };
    }
    const { invoices } = await billing.facts(form.get('customer')!);
    return { object: 'list', data: invoices.map((each) => shownInvoice(each, form.get('customer')!)) };
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const url = new URL(request.url!, 'http://peer.invalid');
    asked.push({ path: url.pathname, body });
    if (broken !== null && url.pathname.includes(broken.path) && request.method === 'POST' && (broken.after -= 1) < 0) {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { type: 'invalid_request_error', code: 'broken' } }));
      return;
    }
    const send = (status: number, answered: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answered));
    };
    try {
      const key = (request.headers['idempotency-key'] as string | undefined) ?? 'none';
      send(200, await answer(request.method!, url.pathname, new URLSearchParams(body === '' ? url.search : body), key));
    } catch (error) {
      const [status, code] = REFUSALS[(error as { code?: string }).code ?? ''] ?? [400, 'invalid'];
      send(status, { error: { type: status === 402 ? 'card_error' : 'invalid_request_error', code } });
    }
  }

  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const stripe = new Stripe('sk_test_peer');
  const tell = (customer: string, type: string): void => void events.push({ type, customer });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    webhookSecret: WEBHOOK_SECRET,
    asked,
    written,
    breakAt: (at: { readonly path: string; readonly after: number } | null): void => {
      broken = at === null ? null : { ...at };
    },
    close: () => new Promise<void>((done) => void server.close(() => done())),
    async pay(customerId: string, pageId: string): Promise<void> {
      await billing.page.choose({ customerId, pageId }, 'card', 'now');
      tell(customerId, 'checkout.session.completed');
    },
    async setCard(customerId: string, card: 'good' | 'declines'): Promise<void> {
      await billing.page.setCard(customerId, card, 'now');
      tell(customerId, 'customer.subscription.updated');
    },
    tell,
    /** All that was told since, signed as Stripe signs it. */
    told(): { readonly headers: Record<string, string>; readonly raw: Buffer }[] {
      return events.splice(0).map(({ type, customer }, at) => {
        const payload = JSON.stringify({ id: `evt_b${at}`, object: 'event', type, data: { object: { customer } } });
        const signature = stripe.webhooks.generateTestHeaderString({ payload, secret: WEBHOOK_SECRET });
        return { headers: { 'stripe-signature': signature }, raw: Buffer.from(payload) };
      });
    },
  };
}
