import { BillingCurrency, PaidPlan, ProblemError } from '@stageline/contracts';
import { lettersOf, nextLook } from '@stageline/domain';
import type { CustomerFacts, PaymentsPort } from '@stageline/integrations/payments';
import type { Clock, Logger } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { Credits } from '../credits/index.ts';
import type { BillingLetters } from './subscriptions.letters.ts';
import type { customersRepository, purchasesRepository, SubscriptionsRepository } from './subscriptions.repository.ts';
import type { BookedPlan, SubscriptionRow } from './subscriptions.types.ts';
import type { Taxes } from './taxes.service.ts';

export interface RefreshDeps {
  readonly port: PaymentsPort | null;
  readonly repository: SubscriptionsRepository;
  readonly customers: typeof customersRepository;
  readonly purchases: typeof purchasesRepository;
  readonly credits: Pick<Credits, 'add'>;
  /** Whether the current tenant has been closed, and will be removed. */
  readonly isClosing: () => Promise<boolean>;
  readonly letters: BillingLetters;
  readonly taxes: Pick<Taxes, 'tell'>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly logger: Logger;
}

const MAX_RACES = 10;
const MAX_TOLD = 40;
const AWAY_MS = 10 * 60_000;
/** A page of a provider is open for a day; somebody may pay on it in its last moment. */
const PAGE_MS = 25 * 3_600_000;
const PURCHASE_LOOK_MS = 10 * 60_000;

/**
 * Brings what is known here to what holds at the provider. Nothing that is told is believed: it is asked for. Whoever asked before
 * something else was noted asks again, so any order and any repetition of what is told ends alike (D-08, D-10).
 */
export function createRefresh(deps: RefreshDeps) {
  const { port, repository, customers, purchases, unitOfWork, clock, logger } = deps;

  async function factsOf(): Promise<CustomerFacts | null> {
    const customerId = port === null ? null : await customers.find(port.provider);
    return customerId === null ? null : port!.billing.facts(customerId);
  }

  /** Takes over what was found, and tells the owners what follows, in one transaction. @returns false where it is out of date */
  async function apply(row: SubscriptionRow, facts: CustomerFacts | null, isTold: boolean): Promise<boolean> {
    const now = clock.now();
    const next = facts === null ? row : { ...row, ...recordOf(facts, row, logger), askedAt: now };
    return unitOfWork.run(async () => {
      const due = lettersOf(next, now).filter(({ key }) => !row.told.includes(key));
      const isBuying = (await purchases.open()).length > 0;
      const { booked, owesSince, invoices, askedAt } = next;
      const told = [...due.map(({ key }) => key), ...row.told].slice(0, MAX_TOLD);
      const soon = isBuying || !isTold ? new Date(now.getTime() + PURCHASE_LOOK_MS) : null;
      const lookAt = earlier(nextLook(next, now), soon);
      if (!(await repository.change(row, { booked, owesSince, invoices, askedAt, told, lookAt }))) return false;
      for (const letter of due) await deps.letters.send(letter, next);
      return true;
    });
  }

  /** What somebody has paid for is theirs, once. */
  async function settlePurchases(): Promise<void> {
    const open = await purchases.open();
    const customerId = open.length === 0 || port === null ? null : await customers.find(port.provider);
    if (customerId === null) return;
    for (const { _id, kind, amount, pageId, at } of open) {
      const isOld = clock.now().getTime() - at.getTime() > PAGE_MS;
      // Without a page nobody ever saw where to pay it.
      const state = pageId === null ? 'open' : await port!.billing.pageState({ customerId, pageId });
      if (state === 'open' && !isOld) continue;
      await unitOfWork.run(async () => {
        const isFirst = await purchases.close(_id, state === 'paid' ? 'paid' : 'closed');
        if (isFirst && state === 'paid') await deps.credits.add({ kind, amount, key: _id });
      });
    }
  }

  /** What is charged next has its tax; where the provider cannot be told, it is told later. */
  const tellTax = (): Promise<boolean> =>
    deps.taxes.tell().then(
      () => true,
      (err: unknown) => {
        logger.error({ err }, 'a provider could not be told how a site is taxed; it is told again');
        return false;
      },
    );

  async function refresh(): Promise<void> {
    await settlePurchases();
    const isTold = await tellTax();
    for (let race = 0; race < MAX_RACES; race += 1) {
      const row = await repository.find();
      if (row === null || (await apply(row, await factsOf(), isTold))) return;
    }
    throw new ProblemError('unavailable', { retryAfterSeconds: 1 });
  }

  /** A site that is being closed is charged no further period. */
  async function cancelClosing(): Promise<void> {
    const booked = (await repository.find())?.booked ?? null;
    if (booked === null || booked.state === 'ended' || booked.cancelsAtPeriodEnd || !(await deps.isClosing())) return;
    const customerId = port === null ? null : await customers.find(port.provider);
    if (customerId === null) return;
    await port!.billing.setCancelled({ customerId, subscriptionId: booked.id, isCancelled: true });
    await refresh();
  }

  return {
    /** Ends at once what goes on; the site is removed. @throws IntegrationError where the provider cannot be asked */
    async end(): Promise<void> {
      const customerId = port === null ? null : await customers.find(port.provider);
      const subscription = customerId === null ? null : (await port!.billing.facts(customerId)).subscription;
      if (subscription === null || subscription.state === 'ended') return;
      await port!.billing.end({ customerId: customerId!, subscriptionId: subscription.id });
    },

    /** Asks the provider and takes over what holds. @throws IntegrationError where it cannot be asked */
    refresh,

    /** What follows from the time holds also where the provider is away; it is asked again then. */
    async look(): Promise<void> {
      try {
        await refresh();
        await cancelClosing();
      } catch (err) {
        logger.warn({ err }, 'the provider could not be asked about a plan; it is asked again');
        const row = await repository.find();
        if (row !== null) await apply(row, null, true);
        await repository.lookLater(new Date(clock.now().getTime() + AWAY_MS));
      }
    },
  };
}
export type Refresh = ReturnType<typeof createRefresh>;

const earlier = (a: Date | null, b: Date | null): Date | null => (a !== null && b !== null && b < a ? b : (a ?? b));

function recordOf(
  { subscription, invoices }: CustomerFacts,
  row: SubscriptionRow,
  logger: Logger,
): Pick<SubscriptionRow, 'booked' | 'owesSince' | 'invoices'> {
  const booked = subscription === null ? null : bookedOf(subscription);
  // A plan that this version does not know stays what it was: nobody loses what they pay for.
  if (booked === undefined) logger.error({ subscription }, 'a subscription has a plan or currency that is not known');
  // Open charges are dated by the provider, so that whoever asks later finds the same.
  const open = invoices.filter(({ state }) => state === 'open').map(({ createdAt }) => createdAt.getTime());
  const owes = booked?.state === 'past-due' && open.length > 0;
  const owesSince = owes ? new Date(Math.min(...open)) : booked?.state === 'past-due' ? row.owesSince : null;
  return { booked: booked === undefined ? row.booked : booked, owesSince, invoices };
}

/** Undefined for one whose plan nobody here knows. */
function bookedOf(facts: NonNullable<CustomerFacts['subscription']>): BookedPlan | undefined {
  const { plan: _plan, next: _next, currency: _currency, ...rest } = facts;
  const plan = PaidPlan.safeParse(facts.plan);
  const currency = BillingCurrency.safeParse(facts.currency);
  if (!plan.success || !currency.success) return undefined;
  const planned = PaidPlan.safeParse(facts.next?.plan);
  const next = facts.next !== null && planned.success ? { ...facts.next, plan: planned.data } : null;
  return { ...rest, plan: plan.data, currency: currency.data, next };
}
