import { createHash, randomUUID } from 'node:crypto';
import { IntegrationError } from '../kit/errors.ts';
import {
  BuyerRequest,
  ChangeRequest,
  PlannedChangeRequest,
  PurchaseRequest,
  SubscribeRequest,
  type BillingPort,
} from './billing-port.ts';
import type { SandboxNotice } from './sandbox-notice.ts';
import { parseRequest } from './port.ts';
import {
  addPage,
  afterInterval,
  answerOnPage,
  chooseOnPage,
  closeOnPage,
  factsOfSandbox,
  newSandboxCustomer,
  proration,
  renewNow,
  setCard,
  settleSandbox,
  taxed,
  withInvoice,
  type SandboxBillingOutcome,
  type SandboxBillingPage,
  type SandboxBillingStep,
  type SandboxCustomer,
  type SandboxSubscription,
} from './sandbox-billing-state.ts';
import type { SandboxDelivery } from './sandbox-checkout.ts';

/** Where the gateway keeps customers of the platform; the owner of the database implements it. */
export interface SandboxBillingStore {
  find(customerId: string): Promise<SandboxCustomer | null>;
  /** Keeps a customer if they are still in that version (0: not there yet), together with what is to be told. */
  replace(customer: SandboxCustomer, version: number, notices: readonly SandboxNotice[]): Promise<boolean>;
}

export interface SandboxBillingOptions {
  readonly store: SandboxBillingStore;
  /** The gateway's own pages: `http://host/sandbox/billing`. */
  readonly pageUrl: string;
  readonly now?: () => Date;
}

/** What the gateway's own pages do; null where a step is not possible. */
export interface SandboxBilling extends BillingPort {
  readonly page: {
    find(customerId: string): Promise<SandboxCustomer | null>;
    choose(at: At, outcome: SandboxBillingOutcome, delivery: SandboxDelivery): Promise<SandboxCustomer | null>;
    answer(at: At, isThem: boolean, delivery: SandboxDelivery): Promise<SandboxCustomer | null>;
    setCard(customerId: string, card: 'good' | 'declines', delivery: SandboxDelivery): Promise<SandboxCustomer | null>;
    renew(customerId: string, delivery: SandboxDelivery): Promise<SandboxCustomer | null>;
  };
}
type At = { readonly customerId: string; readonly pageId: string };

const MAX_RACES = 20;
const LATE_MS = 60_000;
/** Those who are told of nobody's account. */
export const PLATFORM = 'platform';

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 24);
const gone = () => new IntegrationError('payments', 'not-found', false);

/** Charges for subscriptions that move no money: customers, their pages, periods that end with the clock, cards that decline. */
export function createSandboxBilling({
  store,
  pageUrl,
  now = () => new Date(),
}: SandboxBillingOptions): SandboxBilling {
  const settled = async (customerId: string): Promise<SandboxCustomer> => {
    const customer = await store.find(customerId);
    return settleSandbox(customer ?? newSandboxCustomer(customerId), now());
  };

  /** Runs a step until nobody else was faster; tells of it. */
  async function step(customerId: string, take: SandboxBillingStep, delivery: SandboxDelivery | null = 'now') {
    for (let race = 0; race < MAX_RACES; race += 1) {
      const customer = await settled(customerId);
      const made = take(customer);
      if (made === null) return null;
      const next = { ...made, version: customer.version + 1 };
      const notices = delivery === null ? [] : noticesOf(customerId, delivery, now());
      if (await store.replace(next, customer.version, notices)) return next;
    }
    throw new IntegrationError('payments', 'unavailable', true);
  }

  async function openPage(
    customerId: string,
    key: string,
    made: Omit<SandboxBillingPage, 'id' | 'state' | 'fingerprint'>,
  ) {
    const id = `cs_${shortHash(`${customerId}:${key}`)}`;
    const { reference, price, amount, currency, tax } = made;
    const fingerprint = shortHash(JSON.stringify([reference, price, amount, currency, tax]));
    const known = (await settled(customerId)).pages.find((page) => page.id === id);
    if (known !== undefined && known.fingerprint !== fingerprint)
      throw new IntegrationError('payments', 'key-reused', false);
    if (known === undefined) await step(customerId, addPage({ ...made, id, fingerprint, state: 'open' }), null);
    return { id, url: `${pageUrl}/${customerId}/${id}` };
  }

  async function pageState({ customerId, pageId }: At): Promise<'open' | 'paid' | 'closed'> {
    const page = (await settled(customerId)).pages.find(({ id }) => id === pageId);
    if (page === undefined) throw gone();
    return page.state === 'challenged' ? 'open' : page.state;
  }

  function own(customer: SandboxCustomer, subscriptionId: string): SandboxSubscription {
    const { subscription } = customer;
    if (subscription?.id !== subscriptionId || subscription.state === 'ended') throw gone();
    return subscription;
  }

  return {
    // The same key is the same customer, and nothing has to be kept for them.
    openCustomer: async ({ key }) => `cus_${shortHash(key)}`,

    async setBuyer(request) {
      const { customerId, name, address, country, taxId, tax, footer } = parseRequest(BuyerRequest, request);
      const buyer = { name, address, country, taxId, footer, isReverse: tax?.category === 'reverse_charge' };
      await step(
        customerId,
        ({ subscription, ...customer }) => ({
          ...customer,
          buyer,
          subscription: subscription && { ...subscription, tax },
        }),
        null,
      );
    },

    subscribe(request) {
      const { key, customerId, price, ...rest } = parseRequest(SubscribeRequest, request);
      const { amount, currency, name: description } = price;
      return openPage(customerId, key, { ...rest, price, amount, currency, description });
    },
    purchase(request) {
      const { key, customerId, ...rest } = parseRequest(PurchaseRequest, request);
      return openPage(customerId, key, { ...rest, price: null, trialEndsAt: null });
    },
    async closePage(at) {
      await step(at.customerId, closeOnPage(at.pageId), null);
      return pageState(at);
    },
    pageState,
    facts: async (customerId) =>
      factsOfSandbox(await settled(customerId), (invoiceId) => `${pageUrl}/${customerId}/${invoiceId}`),

    async previewChange({ customerId, subscriptionId, price, prorateAt }) {
      const subscription = own(await settled(customerId), subscriptionId);
      return taxed(Math.max(0, proration(subscription, price, prorateAt)), subscription.tax).gross;
    },

    async change(request) {
      const { key, customerId, subscriptionId, price, prorateAt } = parseRequest(ChangeRequest, request);
      await step(customerId, (customer) => {
        if (customer.changes.includes(key)) return null;
        const subscription = own(customer, subscriptionId);
        const at = now();
        const due = Math.max(0, proration(subscription, price, prorateAt));
        if (due > 0 && customer.card !== 'good') throw new IntegrationError('payments', 'declined', false);
        const { tax } = subscription;
        const charge = { amount: due, currency: price.currency, at, isPaid: true, tax };
        const charged = due > 0 ? withInvoice(customer, charge) : customer;
        const begins = subscription.interval !== price.interval && subscription.state === 'active';
        const next: SandboxSubscription = {
          ...subscription,
          ...{ plan: price.plan, interval: price.interval, amount: price.amount, next: null },
          ...(begins && { periodStartsAt: at, periodEndsAt: afterInterval(at, price.interval) }),
        };
        return { ...charged, subscription: next, changes: [key, ...customer.changes].slice(0, 50) };
      });
    },
    async planChange(request) {
      const { key, customerId, subscriptionId, price } = parseRequest(PlannedChangeRequest, request);
      await step(customerId, (customer) => {
        if (customer.changes.includes(key)) return null;
        const subscription = own(customer, subscriptionId);
        const isAsIs = price === null || (price.plan === subscription.plan && price.interval === subscription.interval);
        const next = isAsIs ? null : { plan: price.plan, interval: price.interval, amount: price.amount };
        const changes = [key, ...customer.changes].slice(0, 50);
        return { ...customer, subscription: { ...subscription, next }, changes };
      });
    },
    async setCancelled({ customerId, subscriptionId, isCancelled }) {
      await step(customerId, (customer) => ({
        ...customer,
        subscription: { ...own(customer, subscriptionId), cancelsAtPeriodEnd: isCancelled, next: null },
      }));
    },
    async end({ customerId, subscriptionId }) {
      await step(customerId, (customer) => ({
        ...customer,
        subscription: { ...own(customer, subscriptionId), state: 'ended' },
      }));
    },
    managementUrl: async ({ customerId, returnUrl }) =>
      `${pageUrl}/${customerId}/portal?back=${encodeURIComponent(returnUrl)}`,

    page: {
      find: async (customerId) => {
        const customer = await store.find(customerId);
        return customer === null ? null : settleSandbox(customer, now());
      },
      choose: ({ customerId, pageId }, outcome, delivery) =>
        step(customerId, chooseOnPage(pageId, outcome, now()), delivery),
      answer: ({ customerId, pageId }, isThem, delivery) =>
        step(customerId, answerOnPage(pageId, isThem, now()), delivery),
      setCard: (customerId, card, delivery) => step(customerId, setCard(card), delivery),
      renew: (customerId, delivery) => step(customerId, renewNow(now()), delivery),
    },
  };
}

/** A notification says of whom there is news, and nothing else. */
function noticesOf(customerId: string, delivery: SandboxDelivery, now: Date): SandboxNotice[] {
  const id = `evt_${randomUUID().replaceAll('-', '')}`;
  const body = JSON.stringify({ id, account: null, type: 'billing.changed', news: null, customer: customerId });
  const dueAt = new Date(now.getTime() + (delivery === 'late' ? LATE_MS : 0));
  return [{ id, accountId: PLATFORM, body, dueAt, times: delivery === 'twice' ? 2 : 1 }];
}
