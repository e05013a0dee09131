import {
  planCatalogue,
  planPrices,
  planRank,
  ProblemError,
  TRIAL_DAYS,
  type BillingBuyer,
  type BillingCurrency,
  type BillingInterval,
  type BillingView,
  type Locale,
  type PaidPlan,
  type Plan,
  type PlanChange,
} from '@stageline/contracts';
import { planChangeKind, planStandingOf, type PlanChangeKind } from '@stageline/domain';
import { IntegrationError, type BillingPort, type BillingPrice, type SalesTax } from '@stageline/integrations/payments';
import { newId } from '@stageline/platform';
import { currentTenantId } from '@stageline/tenancy';
import type { AuditLog } from '../audit/index.ts';
import type { Credits } from '../credits/index.ts';
import { refuseMistypedVatId } from '../invoices/index.ts';
import type { Refresh, RefreshDeps } from './refresh.service.ts';
import { presentBilling } from './subscriptions.presenter.ts';
import type { BookedPlan, BookingPage, SubscriptionRow } from './subscriptions.types.ts';
import type { Taxes } from './taxes.service.ts';

export interface SubscriptionsDeps extends Omit<
  RefreshDeps,
  'letters' | 'credits' | 'purchases' | 'isClosing' | 'taxes'
> {
  readonly taxes: Taxes;
  readonly refresh: Refresh['refresh'];
  readonly credits: Pick<Credits, 'view'>;
  /** What whoever runs the platform lets the current tenant have without a charge. */
  readonly given: () => Promise<Plan>;
  readonly site: () => Promise<{ readonly siteName: string; readonly url: string }>;
  readonly owner: () => Promise<{ readonly email: string; readonly locale: Locale } | null>;
  readonly audit: Pick<AuditLog, 'record'>;
}
interface Choice {
  readonly plan: PaidPlan;
  readonly interval: BillingInterval;
}

const DAY_MS = 86_400_000;
/** A provider wants two days before a first charge that is not at once; a page is open for one. */
const SHORTEST_TRIAL_MS = 3.5 * DAY_MS;
/** How long an amount holds that was shown. */
const QUOTE_MS = 15 * 60_000;
const unavailable = () => new ProblemError('plan-unavailable');

/** What the current tenant pays the platform for (D-10). */
export function createSubscriptions(deps: SubscriptionsDeps) {
  const { port, repository, customers, unitOfWork, clock, audit, taxes } = deps;

  /** @throws ProblemError `payments-off` */
  function requireBilling(): BillingPort {
    if (port === null) throw new ProblemError('payments-off');
    return port.billing;
  }
  /** Who the tenant is for the provider; under one key there is one customer. */
  async function customer(): Promise<string> {
    const billing = requireBilling();
    const { provider } = port!;
    const known = await customers.find(provider);
    if (known !== null) return known;
    const { siteName: name } = await deps.site();
    const email = (await deps.owner())?.email ?? null;
    const id = await reach(() => billing.openCustomer({ key: currentTenantId(), email, name }));
    await customers.insert(id, provider, clock.now());
    return id;
  }

  /** How the current tenant stands, by what is kept here alone. */
  const standing = async () => planStandingOf(await repository.find(), await deps.given(), clock.now());

  async function view(): Promise<BillingView> {
    const [row, given, credits] = await Promise.all([repository.find(), deps.given(), deps.credits.view()]);
    const [tax, provider] = [await taxes.current(row), port?.provider ?? null];
    return presentBilling({ row, given, credits, tax, provider, now: clock.now() });
  }

  /** What is booked and goes on. @throws ProblemError `plan-unavailable` */
  async function requireBooked(): Promise<{ row: SubscriptionRow; booked: BookedPlan; customerId: string }> {
    const row = await repository.find();
    const customerId = port === null ? null : await customers.find(port.provider);
    if (row?.booked == null || row.booked.state === 'ended' || customerId === null) throw unavailable();
    return { row, booked: row.booked, customerId };
  }

  /** Does something at the provider, then takes over what it came to; noted before, so that nobody has to survive it. */
  async function through(work: () => Promise<void>): Promise<BillingView> {
    await repository.touch(clock.now());
    await reach(work);
    await reach(() => deps.refresh());
    return view();
  }

  async function openPage(page: BookingPage, customerId: string) {
    const { url } = await deps.site();
    const { key, trialEndsAt, locale, currency } = page;
    const back = `${url}/dashboard/billing`;
    const hosted = { key, customerId, reference: key, locale, returnUrl: back, cancelUrl: back, tax: page.tax ?? null };
    return reach(() => requireBilling().subscribe({ ...hosted, price: priceOf(page, currency), trialEndsAt }));
  }

  /** What is known of the page that was begun, closed where it is for something else. @returns whether it can be used */
  async function goesOn(
    page: BookingPage,
    choice: Choice & { currency: string; tax: SalesTax | null },
    customerId: string,
  ) {
    const billing = requireBilling();
    const { id } = await openPage(page, customerId);
    const at = { customerId, pageId: id };
    const contentOf = ({ plan, interval, currency, tax }: typeof choice) =>
      JSON.stringify([plan, interval, currency, tax]);
    const isSame = contentOf({ ...page, tax: page.tax ?? null }) === contentOf(choice);
    const state = await reach(() => (isSame ? billing.pageState(at) : billing.closePage(at)));
    if (state === 'paid') {
      await reach(() => deps.refresh());
      // It has ended since: then it is no hindrance.
      if (standingIsBooked(await repository.find())) throw unavailable();
      return false;
    }
    return isSame && state === 'open';
  }

  async function subscribe(choice: Choice & { readonly currency: BillingCurrency }): Promise<string> {
    const row = await repository.ensure();
    if (standingIsBooked(row)) throw unavailable();
    const customerId = await customer();
    await reach(() => taxes.tell());
    const now = clock.now();
    const tax = await taxes.current(row);
    // A page is open for a day: an older one needs no closing.
    const known = row.page !== null && now.getTime() - row.page.at.getTime() < DAY_MS ? row.page : null;
    if (known !== null && (await goesOn(known, { ...choice, tax }, customerId)))
      return (await openPage(known, customerId)).url;
    const ends = row.trial?.endsAt ?? null;
    const hasTrial = ends !== null && ends.getTime() - now.getTime() > SHORTEST_TRIAL_MS;
    const locale = (await deps.owner())?.locale ?? 'en';
    const { plan, interval, currency } = choice;
    const trialEndsAt = hasTrial ? toSecond(ends) : null;
    const page = { plan, interval, currency, tax, key: newId('job'), trialEndsAt, locale, at: now };
    // Kept before it is asked for: of two at once one finds the other's page.
    const latest = (await repository.find())!;
    const isOurs =
      latest.page?.key === row.page?.key && (await repository.change(latest, { page, lookAt: later(now) }));
    return isOurs ? (await openPage(page, customerId)).url : subscribe(choice);
  }

  function kindOf(booked: BookedPlan, choice: Choice): PlanChangeKind {
    const { state, cancelsAtPeriodEnd } = booked;
    const isFixed = cancelsAtPeriodEnd || state === 'past-due' || state === 'ended';
    const kind = planChangeKind({ ...booked, isTrial: state === 'trialing', isFixed }, choice);
    if (kind === null) throw unavailable();
    return kind;
  }

  /** What a change means if it is made for that moment. */
  async function quote(choice: Choice, at: Date): Promise<PlanChange> {
    const { booked, customerId } = await requireBooked();
    const when = kindOf(booked, choice);
    const price = priceOf(choice, booked.currency);
    const change = { customerId, subscriptionId: booked.id, price, prorateAt: at };
    const dueNow = when === 'at-once' ? await reach(() => requireBilling().previewChange(change)) : 0;
    const begins = when === 'at-once' && booked.state === 'active' && choice.interval !== booked.interval;
    const nextChargeAt = begins ? new Date(at.getTime() + 365 * DAY_MS) : booked.periodEndsAt;
    const { currency } = booked;
    const dates = { nextChargeAt: nextChargeAt.toISOString(), at: at.toISOString() };
    return { ...choice, when, dueNow, currency, amount: price.amount, ...dates };
  }

  return {
    view,
    customer,

    /** @throws ProblemError `plan-unavailable` where one was tried, or something is booked */
    async startTrial(plan: PaidPlan): Promise<BillingView> {
      const row = await repository.ensure();
      const given = await deps.given();
      if (row.trial !== null || row.booked !== null || planRank(given) >= planRank(plan)) throw unavailable();
      const now = clock.now();
      const trial = { plan, endsAt: new Date(now.getTime() + TRIAL_DAYS * DAY_MS) };
      await unitOfWork.run(async () => {
        // Two at once try once.
        if (!(await repository.change(row, { trial, lookAt: now }))) throw unavailable();
        await audit.record({ action: 'subscription.trial-started', target: targetOf(plan) });
      });
      return view();
    },

    /** @returns the provider's page @throws ProblemError `plan-unavailable`, `payments-off`, `unavailable` */
    subscribe,

    preview: (choice: Choice): Promise<PlanChange> => quote(choice, clock.now()),

    /** @throws ProblemError `quote-changed` where the amount is not what was shown, `payment-declined` */
    async change(choice: Choice, shown: { readonly at: Date; readonly dueNow: number }): Promise<BillingView> {
      const age = clock.now().getTime() - shown.at.getTime();
      if (age < -60_000 || age > QUOTE_MS) throw new ProblemError('quote-changed');
      const { when, dueNow, currency } = await quote(choice, shown.at);
      if (dueNow !== shown.dueNow) throw new ProblemError('quote-changed');
      const { booked, customerId } = await requireBooked();
      const price = priceOf(choice, currency);
      // Clicked twice, it is the same change.
      const key = `${booked.id}.${choice.plan}.${choice.interval}.${shown.at.getTime()}`;
      const at = { key, customerId, subscriptionId: booked.id };
      return through(async () => {
        if (when === 'at-once') await requireBilling().change({ ...at, price, prorateAt: shown.at });
        else await requireBilling().planChange({ ...at, price: when === 'later' ? price : null });
        await audit.record({ action: 'subscription.changed', target: targetOf(choice.plan), after: { when, dueNow } });
      });
    },

    /** Ends with its period; at once where it is not paid. @throws ProblemError `plan-unavailable` */
    async cancel(): Promise<BillingView> {
      const { booked, customerId } = await requireBooked();
      const at = { customerId, subscriptionId: booked.id };
      return through(async () => {
        if (booked.state === 'past-due') await requireBilling().end(at);
        else await requireBilling().setCancelled({ ...at, isCancelled: true });
        await audit.record({ action: 'subscription.cancelled', target: targetOf(booked.plan) });
      });
    },

    /** @throws ProblemError `plan-unavailable` where it was not cancelled, or has ended */
    async resume(): Promise<BillingView> {
      const { booked, customerId } = await requireBooked();
      if (!booked.cancelsAtPeriodEnd) throw unavailable();
      return through(async () => {
        await requireBilling().setCancelled({ customerId, subscriptionId: booked.id, isCancelled: false });
        await audit.record({ action: 'subscription.resumed', target: targetOf(booked.plan) });
      });
    },

    /** Whom invoices are written to; the provider is told before the next charge. */
    async saveBuyer(buyer: BillingBuyer): Promise<BillingView> {
      refuseMistypedVatId(buyer);
      for (;;) {
        const row = await repository.ensure();
        const isSaved = await unitOfWork.run(async () => {
          if (!(await repository.change(row, { buyer, lookAt: clock.now() }))) return false;
          const target = { type: 'plan', id: 'buyer', name: buyer.name };
          const before = row.buyer ?? null;
          await audit.record({
            ...{ action: 'subscription.buyer-changed', target, after: buyer },
            ...(before !== null && { before }),
          });
          return true;
        });
        if (!isSaved) continue;
        await reach(() => deps.refresh());
        return view();
      }
    },

    /** Where the card is changed. @throws ProblemError `plan-unavailable` where nothing was ever booked */
    async portal(): Promise<string> {
      const billing = requireBilling();
      const customerId = await customers.find(port!.provider);
      if (customerId === null) throw unavailable();
      const returnUrl = `${(await deps.site()).url}/dashboard/billing`;
      await repository.touch(later(clock.now()));
      return reach(() => billing.managementUrl({ customerId, returnUrl }));
    },

    standing,

    /** @throws ProblemError `site-restricted` where the current tenant owes for too long */
    async assertUnrestricted(): Promise<void> {
      if ((await standing()).isRestricted) throw new ProblemError('site-restricted');
    },
  };
}
export type Subscriptions = ReturnType<typeof createSubscriptions>;

const standingIsBooked = (row: SubscriptionRow | null): boolean => row?.booked != null && row.booked.state !== 'ended';
/** Where somebody goes to the provider, nobody may hear of what they do there. */
const later = (now: Date): Date => new Date(now.getTime() + 30 * 60_000);
const toSecond = (date: Date): Date => new Date(Math.floor(date.getTime() / 1000) * 1000);
const targetOf = (plan: PaidPlan) => ({ type: 'plan', id: plan, name: planCatalogue[plan].label });
const priceOf = ({ plan, interval }: Choice, currency: BillingCurrency): BillingPrice => ({
  ...{ plan, interval, currency, amount: planPrices[plan][currency][interval] },
  name: `Stageline ${planCatalogue[plan].label}`,
});

/** @throws ProblemError `unavailable` where the provider is away, `payment-declined` */
export async function reach<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    if (!(cause instanceof IntegrationError)) throw cause;
    if (cause.retryable) throw new ProblemError('unavailable', { retryAfterSeconds: 5, cause });
    if (cause.code === 'declined') throw new ProblemError('payment-declined', { cause });
    throw cause;
  }
}
