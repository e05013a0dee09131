import { planRank, type BillingInterval, type PaidPlan } from '@stageline/contracts';
import type { BookedPlan } from './subscriptions.types.ts';

export type ChangeKind = 'at-once' | 'later' | 'undo';

/**
 * How a change of plan takes place; null where it does not. More is had at once, for the difference. Less comes with the next
 * period, because this one is paid for. A year is not cut short: it is cancelled, and something else booked when it is over.
 */
export function changeKind(
  booked: Pick<BookedPlan, 'state' | 'plan' | 'interval' | 'cancelsAtPeriodEnd' | 'keeps'>,
  to: { readonly plan: PaidPlan; readonly interval: BillingInterval },
  now: Date,
): ChangeKind | null {
  const { state, plan, interval, cancelsAtPeriodEnd, keeps } = booked;
  if (cancelsAtPeriodEnd || state === 'past-due' || state === 'ended') return null;
  const isSameInterval = to.interval === interval;
  if (keeps !== null && keeps.until > now) return to.plan === keeps.plan && isSameInterval ? 'undo' : null;
  if (to.plan === plan && isSameInterval) return null;
  // Nothing of a trial has been paid for.
  if (state === 'trialing') return 'at-once';
  if (interval === 'year' && !isSameInterval) return null;
  if (planRank(to.plan) >= planRank(plan)) return 'at-once';
  return isSameInterval ? 'later' : null;
}
