import {
  planRank,
  type BillingNotice,
  type BillingTax,
  type BillingView,
  type CreditView,
  type Plan,
} from '@stageline/contracts';
import { planStandingOf, type PlanStanding } from '@stageline/domain';
import type { SalesTax } from '@stageline/integrations/payments';
import type { SubscriptionRow } from './subscriptions.types.ts';

const DAY_MS = 86_400_000;
/** An end of a trial is shown to everybody this long before. */
const TRIAL_SHOWN_MS = 5 * DAY_MS;
const instant = (date: Date | null): string | null => date?.toISOString() ?? null;

export function presentBilling({
  row,
  given,
  credits,
  provider,
  tax,
  now,
}: {
  readonly row: SubscriptionRow | null;
  readonly given: Plan;
  readonly credits: CreditView[];
  readonly provider: BillingView['provider'];
  readonly tax: SalesTax | null;
  readonly now: Date;
}): BillingView {
  const standing = planStandingOf(row, given, now);
  const booked = row?.booked ?? null;
  const goesOn = booked !== null && booked.state !== 'ended' ? booked : null;
  return {
    plan: standing.plan,
    state: standing.state,
    complimentary: given === 'free' ? null : given,
    isPayable: provider !== null,
    provider,
    booked: goesOn && {
      plan: goesOn.plan,
      interval: goesOn.interval,
      currency: goesOn.currency,
      amount: goesOn.amount,
      periodEndsAt: goesOn.periodEndsAt.toISOString(),
    },
    next: goesOn?.next ?? null,
    trialEndsAt: instant(standing.trialEndsAt),
    canTry: (row?.trial ?? null) === null && booked === null && planRank(given) < planRank('business'),
    restrictedAt: instant(standing.restrictedAt),
    invoices: (row?.invoices ?? []).map(({ createdAt, ...invoice }) => ({
      ...invoice,
      // Until the provider is asked again, one of before there was tax says nothing of it.
      ...{ tax: invoice.tax ?? 0, reverseCharge: invoice.reverseCharge ?? false },
      createdAt: createdAt.toISOString(),
    })),
    credits,
    tax: tax === null ? null : presentTax(tax),
    buyer: row?.buyer ?? null,
    askedAt: instant(row?.askedAt ?? null),
  };
}

/** What everybody on the team should know: little of it is anybody's business but the owners'. */
export function presentNotice(
  { state, trialEndsAt, restrictedAt, isRestricted }: PlanStanding,
  now: Date,
): BillingNotice {
  if (state === 'trialing' && trialEndsAt !== null && trialEndsAt.getTime() - now.getTime() < TRIAL_SHOWN_MS)
    return { notice: { kind: 'trial-ends', at: instant(trialEndsAt) } };
  if (state === 'past_due' || state === 'grace') return { notice: { kind: state, at: instant(restrictedAt) } };
  return { notice: isRestricted ? { kind: 'restricted', at: instant(restrictedAt) } : null };
}

const presentTax = ({ category, rate, name, inclusive }: SalesTax): BillingTax => ({
  ...{ category, rate, name },
  pricesIncludeTax: inclusive,
});
