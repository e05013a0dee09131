import type {
  LeadId,
  PaymentId,
  PersonId,
  SellerBody,
  SessionId,
  TenantId,
  WebhookEventId,
} from '@stageline/contracts';
import { createPayments, IntegrationError, sandboxOf, type PaymentNews } from '@stageline/integrations/payments';
import { createLogger, createSigner, newId } from '@stageline/platform';
import mongoose from 'mongoose';
import { createInvoicesModule, type NewLine } from '../modules/invoices/index.ts';
import {
  createPaymentsModule,
  createSandboxStore,
  keepNotices,
  type PaymentsModuleDeps,
} from '../modules/payments/index.ts';
import { touchesOf } from '../modules/registrations/index.ts';
import { createSandboxBillingStore } from '../modules/subscriptions/index.ts';
import { createFeatureBed } from './feature-bed.ts';

const seller: SellerBody = {
  ...{ legalName: 'Dana Reyes', address: ['Lindenweg 4', '10115 Berlin'], country: 'DE', email: 'money@dana.example' },
  ...{ taxId: null, taxRate: 19_000, pricesIncludeTax: true, exemptionNote: '', dueDays: 14, numberPrefix: 'INV-' },
  footer: '',
};
const buyer = {
  ...{ name: 'Ana Ruiz', email: 'ana@people.example', company: null, address: [], country: null, taxId: null },
  locale: 'en' as const,
};
/** What an invoice of a test comes to, where it says nothing else. */
export const PRICE = 10_000;
const logger = createLogger({ service: 'test', level: 'silent' });

/** How the provider fails in a call: before it is done, after it was done, or because the account is empty. */
export type ProviderFailure = 'away' | 'lost' | 'empty' | null;

/** Invoices and payments with the sandbox as their provider, and a clock that a test moves. */
export async function createMoneyBed(change: Partial<PaymentsModuleDeps> = {}) {
  const bed = await createFeatureBed();
  const { unitOfWork, clock } = bed;
  /** Jobs that were ordered; a test works them off when it wants. */
  const orders: { tenantId: TenantId; id: WebhookEventId }[] = [];
  let atChange: (() => Promise<void>) | undefined;
  let failures: ProviderFailure[] = [];
  function failing<Request, Answer>(call: (request: Request) => Promise<Answer>) {
    return async (request: Request): Promise<Answer> => {
      const failure = failures.shift();
      if (failure === 'away') throw new IntegrationError('payments', 'unavailable', true);
      if (failure === 'empty') throw new IntegrationError('payments', 'insufficient-balance', false);
      const answer = await call(request);
      if (failure === 'lost') throw new IntegrationError('payments', 'unavailable', true);
      return answer;
    };
  }
  const store = createSandboxStore(unitOfWork);
  const billingStore = createSandboxBillingStore(unitOfWork, keepNotices);
  const config = {
    ...{ kind: 'embedded' as const, store, billingStore, secret: 'x' },
    pageUrl: 'http://stage.test/sandbox/pay',
  };
  const port = (await createPayments({ ...config, now: () => clock.now() }, { production: false, allowEmbedded: [] }))!;
  const gateway = () => sandboxOf(port)!;
  const signer = createSigner('of the tests, which is long enough for a key');
  const invoices = createInvoicesModule({
    touchesOf,
    ...bed.seatsDeps,
    ...{ storage: bed.storage, signer, readMedia: async () => null, siteTimeZone: async () => 'Europe/Berlin' },
    readerZone: async () => 'Europe/Berlin',
    siteFacts: async () => ({ ...(await bed.seatsDeps.sites.siteFacts()), palette: {}, logoUrl: null }),
    pausedTenants: async () => [],
  });
  const payments = createPaymentsModule({
    ...{ unitOfWork, clock, logger, invoices: invoices.service, signer },
    audit: { record: async () => undefined },
    port: {
      ...port,
      createCheckout: failing(port.createCheckout),
      refund: failing(port.refund),
      chargeSaved: failing(port.chargeSaved),
      records: failing(port.records),
      ...{ page: gateway().page, sign: gateway().sign },
    } as typeof port,
    feeBasisPoints: 500,
    siteUrl: async () => 'http://dana.stage.test',
    ownerEmail: async () => null,
    askedFor: async ({ figures }) => figures.due,
    backTo: async () => 'http://dana.stage.test/place/x',
    onChanged: async () => {
      const then = atChange;
      atChange = undefined;
      await then?.();
    },
    sandboxPost: null,
    pausedTenants: async () => [],
    queue: {
      async enqueue(_job, tenantId, payload) {
        orders.push({ tenantId: tenantId!, id: (payload as { eventId: WebhookEventId }).eventId });
      },
      async enqueueBulk(_job, items) {
        for (const { tenantId, payload } of items)
          orders.push({ tenantId: tenantId!, id: (payload as { eventId: WebhookEventId }).eventId });
      },
    },
    ...change,
  });
  const rows = (id: TenantId, name: string, filter = {}): Promise<any[]> =>
    bed.in(id, async () => mongoose.models[name]!.find(filter).sort({ _id: 1 }).lean());

  /** Another invoice of a site, and the way to pay it. */
  async function sell(
    {
      id,
      accountId,
      of = { personId: newId('per'), leadId: newId('led') },
    }: {
      readonly id: TenantId;
      readonly accountId: string;
      /** Whoever buys; somebody new where it is left out. */
      readonly of?: { readonly personId: PersonId; readonly leadId: LeadId };
    },
    sold: number | readonly NewLine[] = PRICE,
    about: { readonly sessionId: SessionId } | null = null,
  ) {
    const lines = typeof sold === 'number' ? [{ description: 'Masterclass', quantity: 1, unitAmount: sold }] : sold;
    const order = { key: newId('job'), ...of, buyer, currency: 'EUR' } as const;
    const { _id: invoiceId } = await bed.in(id, () => invoices.service.issue({ ...order, about, lines }));
    const begin = () => bed.in(id, () => payments.checkouts.begin(invoiceId));
    const active = async () => (await rows(id, 'Payment', { active: true, invoiceId }))[0];
    return { id, accountId, of, invoiceId, begin, active };
  }
  /** A site that sells, with an account and an invoice of 100.00. */
  async function site(
    sold: number | readonly NewLine[] = PRICE,
    about: { readonly sessionId: SessionId } | null = null,
  ) {
    const { id } = bed.tenant();
    await bed.in(id, () => invoices.seller.save(0, seller));
    const accountId = (await bed.in(id, () => payments.accounts.ensure()))._id;
    return sell({ id, accountId }, sold, about);
  }
  type Sold = Awaited<ReturnType<typeof sell>>;
  const atOf = async ({ accountId, active }: Sold) => ({
    accountId,
    checkoutId: (await active()).checkoutId as string,
  });

  async function workOff(): Promise<void> {
    for (const { tenantId, id } of orders.splice(0)) await bed.in(tenantId, () => payments.intake.work(id));
  }
  /** Sends what the gateway itself has to tell, and works it off. */
  async function hear(): Promise<void> {
    await payments.deliver!(async (headers, body) => {
      await payments.intake.webhook.handle({ headers, raw: Buffer.from(body) });
      return true;
    });
    await workOff();
  }
  /** Pays what is due of an invoice by card. */
  async function pay<S extends Sold>(shop: S): Promise<S & { readonly paymentId: PaymentId }> {
    await shop.begin();
    const { _id: paymentId } = await shop.active();
    await gateway().page.choose(await atOf(shop), 'card', 'now');
    await hear();
    return { ...shop, paymentId: paymentId as PaymentId };
  }
  return {
    ...{ bed, invoices, payments, orders, gateway, rows, site, sell, pay, atOf, workOff, hear },
    paid: async (sold: number | readonly NewLine[] = PRICE) => pay(await site(sold)),
    /** What happens once, inside the next transaction that changes the figures of an invoice. */
    whileChanging: (then: () => Promise<void>) => void (atChange = then),
    /** How the provider fails in its next calls. */
    fail: (...how: ProviderFailure[]) => void (failures = how),
    /** Tells us something as the gateway does. */
    async tell({ accountId }: Pick<Sold, 'accountId'>, news: PaymentNews, eventId: string = newId('job')) {
      const body = JSON.stringify({ id: eventId, account: accountId, type: `payment.${news.kind}`, news });
      const headers = { 'sandbox-signature': gateway().sign(body, bed.clock.now()) };
      await payments.intake.webhook.handle({ headers, raw: Buffer.from(body) });
    },
  };
}
export type MoneyBed = Awaited<ReturnType<typeof createMoneyBed>>;
export type Shop = Awaited<ReturnType<MoneyBed['sell']>>;
