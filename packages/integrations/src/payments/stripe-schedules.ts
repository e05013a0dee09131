import type { Stripe } from 'stripe';
import { IntegrationError } from '../kit/errors.ts';
import type { SubscriptionFacts } from './billing-port.ts';
import { fromStripeAmount } from './stripe-amount.ts';

type Call = <T>(ask: () => Promise<T>) => Promise<T>;
type Planned = NonNullable<SubscriptionFacts['next']>;

const idOf = (of: string | { readonly id: string }): string => (typeof of === 'string' ? of : of.id);

/** What a price of ours stands for. */
export const planOfPrice = ({ metadata, recurring, unit_amount: amount, currency }: Stripe.Price): Planned => ({
  plan: metadata['plan'] ?? '',
  interval: recurring?.interval === 'year' ? 'year' : 'month',
  amount: fromStripeAmount(amount ?? 0, currency),
});

/**
 * What a subscription becomes with its next period (D-10). A schedule at Stripe holds it: a phase until what is paid ends, one after
 * it, and then the subscription goes on by itself. It is made and filled in two steps; one that was only made changes nothing, and
 * whoever asks again fills it.
 */
export function createStripeSchedules(stripe: Stripe, call: Call) {
  /** A subscription with its only item. @throws IntegrationError `not-found` */
  async function find(subscriptionId: string) {
    const subscription = await call(() => stripe.subscriptions.retrieve(subscriptionId));
    const [item] = subscription.items.data;
    if (item === undefined) throw new IntegrationError('payments', 'not-found', false);
    return { subscription, item };
  }

  const retrieve = (held: string | Stripe.SubscriptionSchedule): Promise<Stripe.SubscriptionSchedule> =>
    call(() => stripe.subscriptionSchedules.retrieve(idOf(held), { expand: ['phases.items.price'] }));

  return {
    find,

    /** Lets a subscription go on by itself, as it is. */
    async release(subscriptionId: string) {
      const found = await find(subscriptionId);
      const { schedule } = found.subscription;
      if (schedule === null) return found;
      try {
        await call(() => stripe.subscriptionSchedules.release(idOf(schedule)));
      } catch (error) {
        // Somebody else has let it go meanwhile, or it was over by itself.
        if ((await find(subscriptionId)).subscription.schedule !== null) throw error;
      }
      return found;
    },

    /** Plans another price for when the period ends, in the place of what was planned before. */
    async plan({ key, subscriptionId, price, interval }: PlanRequest): Promise<void> {
      const { subscription, item } = await find(subscriptionId);
      const held = subscription.schedule;
      const schedule = await call(() =>
        held === null
          ? stripe.subscriptionSchedules.create(
              { from_subscription: subscriptionId },
              { idempotencyKey: `${key}.schedule` },
            )
          : stripe.subscriptionSchedules.retrieve(idOf(held)),
      );
      const update = phasesOf(subscription, item, schedule, { price, interval });
      await call(() => stripe.subscriptionSchedules.update(schedule.id, update, { idempotencyKey: key }));
    },

    /** Plans the same once more, with what else has changed of the subscription since. */
    async replan(subscriptionId: string): Promise<void> {
      const { subscription, item } = await find(subscriptionId);
      if (subscription.schedule === null) return;
      const schedule = await retrieve(subscription.schedule);
      const price = nextPrice(schedule, item);
      if (price === null) return;
      const update = phasesOf(subscription, item, schedule, { price: price.id, interval: planOfPrice(price).interval });
      await call(() => stripe.subscriptionSchedules.update(schedule.id, update));
    },

    /** What is planned for when the period ends; null where nothing is. */
    async next({ schedule: held, items }: Stripe.Subscription): Promise<SubscriptionFacts['next']> {
      const [item] = items.data;
      if (held === null || item === undefined) return null;
      const price = nextPrice(await retrieve(held), item);
      return price === null ? null : planOfPrice(price);
    },
  };
}

/** The other price that comes when the period ends; null where none does. */
function nextPrice(
  { phases, status }: Stripe.SubscriptionSchedule,
  item: Stripe.SubscriptionItem,
): Stripe.Price | null {
  const price = phases.find(({ start_date: start }) => start >= item.current_period_end)?.items[0]?.price;
  if (status !== 'active' || typeof price !== 'object' || price.deleted || price.id === item.price.id) return null;
  return price;
}

function phasesOf(
  subscription: Stripe.Subscription,
  item: Stripe.SubscriptionItem,
  schedule: Stripe.SubscriptionSchedule,
  { price, interval }: Pick<PlanRequest, 'price' | 'interval'>,
): Stripe.SubscriptionScheduleUpdateParams {
  // A phase that says nothing of tax has none.
  const rates = (subscription.default_tax_rates ?? []).map(({ id }) => id);
  const taxes = rates.length > 0 ? { default_tax_rates: rates } : {};
  const now: Stripe.SubscriptionScheduleUpdateParams.Phase = {
    items: [{ price: item.price.id, quantity: 1 }],
    start_date: schedule.current_phase?.start_date ?? item.current_period_start,
    end_date: item.current_period_end,
    proration_behavior: 'none',
    ...taxes,
  };
  const then: Stripe.SubscriptionScheduleUpdateParams.Phase = {
    ...{ items: [{ price, quantity: 1 }], duration: { interval, interval_count: 1 }, proration_behavior: 'none' },
    ...taxes,
  };
  return { phases: [now, then], end_behavior: 'release', proration_behavior: 'none' };
}

interface PlanRequest {
  readonly key: string;
  readonly subscriptionId: string;
  /** Its id at Stripe. */
  readonly price: string;
  readonly interval: 'month' | 'year';
}
