import { invoiceTotals } from '@stageline/domain';
import type { BillingInvoice, BillingPrice, CustomerFacts, SalesTax, SubscriptionFacts } from './billing-port.ts';

/** What a promoter may choose on the sandbox's page. */
export const sandboxBillingOutcomes = ['card', 'card-3ds', 'card-declined'] as const;
export type SandboxBillingOutcome = (typeof sandboxBillingOutcomes)[number];

export interface SandboxBillingPage {
  readonly id: string;
  readonly fingerprint: string;
  readonly reference: string;
  readonly price: BillingPrice | null;
  readonly trialEndsAt: Date | null;
  readonly amount: number;
  readonly currency: string;
  readonly tax: SalesTax | null;
  readonly description: string;
  readonly locale: 'en' | 'de';
  readonly returnUrl: string;
  readonly cancelUrl: string;
  readonly state: 'open' | 'challenged' | 'paid' | 'closed';
}

export interface SandboxSubscription extends SubscriptionFacts {
  readonly periodStartsAt: Date;
  readonly pastDueSince: Date | null;
  /** Of every charge of it. */
  readonly tax: SalesTax | null;
}

/** Whom invoices are written to. */
export interface SandboxBuyer {
  readonly name: string;
  readonly address: readonly string[];
  readonly country: string | null;
  readonly taxId: string | null;
  readonly footer: string;
  /** Whether they owe the tax of what they buy. */
  readonly isReverse: boolean;
}

/** One customer of the platform with all that came of them: the whole memory of the gateway. */
export interface SandboxCustomer {
  readonly id: string;
  readonly version: number;
  /** Whether the next charge goes through. */
  readonly card: 'none' | 'good' | 'declines';
  readonly buyer: SandboxBuyer | null;
  readonly subscription: SandboxSubscription | null;
  readonly pages: readonly SandboxBillingPage[];
  readonly invoices: readonly BillingInvoice[];
  /** Changes that were made, by their key. */
  readonly changes: readonly string[];
}

const DAY_MS = 86_400_000;
/** A provider gives up on an unpaid subscription after its last try. */
const GIVES_UP_MS = 21 * DAY_MS;
const MAX_KEPT = 24;

export const newSandboxCustomer = (id: string): SandboxCustomer => ({
  ...{ id, version: 0, card: 'none', buyer: null, subscription: null },
  ...{ pages: [], invoices: [], changes: [] },
});

/** The same day of a later month or year; the last day of a month that has fewer. */
export function afterInterval(from: Date, interval: 'month' | 'year'): Date {
  const months = interval === 'month' ? 1 : 12;
  const to = new Date(from);
  to.setUTCDate(1);
  to.setUTCMonth(to.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate();
  to.setUTCDate(Math.min(from.getUTCDate(), lastDay));
  return to;
}

/** What a change charges at once: the new price for the rest of the period, without what is left of the old one. */
export function proration(of: SandboxSubscription, price: Pick<BillingPrice, 'amount' | 'interval'>, at: Date): number {
  if (of.state === 'trialing') return 0;
  const whole = of.periodEndsAt.getTime() - of.periodStartsAt.getTime();
  const left = Math.max(0, of.periodEndsAt.getTime() - at.getTime()) / whole;
  const next = of.interval === price.interval ? price.amount * left : price.amount;
  return Math.round(next) - Math.round(of.amount * left);
}

/** What is paid for something, with its tax by the rule that every invoice here has. */
export const taxed = (amount: number, tax: SalesTax | null) =>
  invoiceTotals(
    [{ quantity: 1, unitAmount: amount, tax: tax ?? { category: 'exempt', rate: 0 } }],
    tax?.inclusive ?? false,
  );

interface SandboxCharge {
  readonly amount: number;
  readonly currency: string;
  readonly tax: SalesTax | null;
  readonly at: Date;
  readonly isPaid: boolean;
}
function invoiced(customer: SandboxCustomer, of: SandboxCharge): SandboxCustomer {
  const { currency, at, isPaid } = of;
  const { gross: amount, tax } = taxed(of.amount, of.tax);
  const reverseCharge = customer.buyer?.isReverse ?? false;
  const count = Number(customer.invoices[0]?.number.split('-')[1] ?? 0) + 1;
  const state = isPaid ? ('paid' as const) : ('open' as const);
  const id = `in_${customer.id.slice('cus_'.length, 'cus_'.length + 12)}${count}`;
  const figures = { amount, tax, reverseCharge, currency };
  const invoice: BillingInvoice = { id, number: `SB-${count}`, ...figures, state, createdAt: at, url: null };
  return { ...customer, invoices: [invoice, ...customer.invoices].slice(0, MAX_KEPT) };
}

/** Charges the period that begins at `at`, as it was planned for it. */
function charge(customer: SandboxCustomer, before: SandboxSubscription, at: Date): SandboxCustomer {
  const isPaid = customer.card === 'good';
  const { interval, amount, currency, tax, ...of } = { ...before, ...before.next };
  const subscription: SandboxSubscription = {
    ...{ ...of, interval, amount, currency, tax },
    state: isPaid ? 'active' : 'past-due',
    periodStartsAt: at,
    periodEndsAt: afterInterval(at, interval),
    next: null,
    pastDueSince: isPaid ? null : (before.pastDueSince ?? at),
  };
  return { ...invoiced(customer, { amount, currency, tax, at, isPaid }), subscription };
}

/** What has come to pass by now: trials end, periods begin, and nobody waits for ever to be paid. */
export function settleSandbox(customer: SandboxCustomer, now: Date): SandboxCustomer {
  let current = customer;
  for (;;) {
    const { subscription } = current;
    if (subscription === null || subscription.state === 'ended') return current;
    const { pastDueSince, state, trialEndsAt, periodEndsAt } = subscription;
    if (pastDueSince !== null && now.getTime() - pastDueSince.getTime() >= GIVES_UP_MS)
      return { ...current, subscription: { ...subscription, state: 'ended' } };
    const dueAt = state === 'trialing' ? trialEndsAt! : periodEndsAt;
    if (dueAt > now) return current;
    if (subscription.cancelsAtPeriodEnd) current = { ...current, subscription: { ...subscription, state: 'ended' } };
    else current = charge(current, subscription, dueAt);
  }
}

function paidOn(customer: SandboxCustomer, page: SandboxBillingPage, now: Date): SandboxCustomer {
  const kept = { ...customer, card: 'good' as const, pages: withPage(customer.pages, { ...page, state: 'paid' }) };
  const { price, trialEndsAt, amount, currency, tax, id } = page;
  if (price === null) return invoiced(kept, { amount, currency, tax, at: now, isPaid: true });
  const isTrial = trialEndsAt !== null && trialEndsAt > now;
  const subscription: SandboxSubscription = {
    id: `sub_${id.slice('cs_'.length)}`,
    state: isTrial ? 'trialing' : 'active',
    ...{ plan: price.plan, interval: price.interval, currency: price.currency, amount: price.amount },
    ...{ periodStartsAt: now, periodEndsAt: isTrial ? trialEndsAt : now, trialEndsAt: isTrial ? trialEndsAt : null },
    ...{ cancelsAtPeriodEnd: false, next: null, pastDueSince: null, tax },
  };
  return isTrial ? { ...kept, subscription } : charge(kept, subscription, now);
}

const withPage = (pages: readonly SandboxBillingPage[], page: SandboxBillingPage): SandboxBillingPage[] =>
  [page, ...pages.filter(({ id }) => id !== page.id)].slice(0, MAX_KEPT);

/** Null where the step is not possible. */
export type SandboxBillingStep = (customer: SandboxCustomer) => SandboxCustomer | null;

export const addPage =
  (page: SandboxBillingPage): SandboxBillingStep =>
  (customer) => ({ ...customer, pages: withPage(customer.pages, page) });

const onPage =
  (pageId: string, step: (customer: SandboxCustomer, page: SandboxBillingPage) => SandboxCustomer | null) =>
  (customer: SandboxCustomer): SandboxCustomer | null => {
    const page = customer.pages.find(({ id }) => id === pageId);
    return page === undefined ? null : step(customer, page);
  };

export const chooseOnPage = (pageId: string, outcome: SandboxBillingOutcome, now: Date): SandboxBillingStep =>
  onPage(pageId, (customer, page) => {
    if (page.state !== 'open' || outcome === 'card-declined') return null;
    if (outcome === 'card') return paidOn(customer, page, now);
    return { ...customer, pages: withPage(customer.pages, { ...page, state: 'challenged' }) };
  });

export const answerOnPage = (pageId: string, isThem: boolean, now: Date): SandboxBillingStep =>
  onPage(pageId, (customer, page) => {
    if (page.state !== 'challenged') return null;
    if (isThem) return paidOn(customer, page, now);
    return { ...customer, pages: withPage(customer.pages, { ...page, state: 'open' }) };
  });

export const closeOnPage = (pageId: string): SandboxBillingStep =>
  onPage(pageId, (customer, page) =>
    page.state === 'paid' || page.state === 'closed'
      ? null
      : { ...customer, pages: withPage(customer.pages, { ...page, state: 'closed' }) },
  );

/** The customer names another card; what is open is charged to it. */
export const setCard =
  (card: 'good' | 'declines'): SandboxBillingStep =>
  (customer) => {
    const { subscription } = customer;
    if (card === 'declines' || subscription?.state !== 'past-due') return { ...customer, card };
    const invoices = customer.invoices.map((each) =>
      each.state === 'open' ? { ...each, state: 'paid' as const } : each,
    );
    return { ...customer, card, invoices, subscription: { ...subscription, state: 'active', pastDueSince: null } };
  };

/** Brings the end of the period, or of the trial, to now. */
export const renewNow =
  (now: Date): SandboxBillingStep =>
  (customer) => {
    const { subscription } = customer;
    if (subscription === null || subscription.state === 'ended') return null;
    const periodStartsAt = new Date(Math.min(subscription.periodStartsAt.getTime(), now.getTime() - 1));
    const trialEndsAt = subscription.state === 'trialing' ? now : subscription.trialEndsAt;
    const due = { ...subscription, periodStartsAt, periodEndsAt: now, trialEndsAt };
    return settleSandbox({ ...customer, subscription: due }, now);
  };

export function factsOfSandbox(customer: SandboxCustomer, urlOf: (invoiceId: string) => string): CustomerFacts {
  const invoices = customer.invoices.map((each) => ({ ...each, url: urlOf(each.id) }));
  if (customer.subscription === null) return { subscription: null, invoices };
  const { periodStartsAt: _starts, pastDueSince: _since, tax: _tax, ...subscription } = customer.subscription;
  return { subscription, invoices };
}
export { invoiced as withInvoice };
