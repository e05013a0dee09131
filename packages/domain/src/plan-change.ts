import { planRank, type BillingInterval, type PaidPlan } from '@stageline/contracts';

/** `at-once`: for the difference; `later`: when the period ends; `undo`: what was planned is taken back. */
export type PlanChangeKind = 'at-once' | 'later' | 'undo';
interface Choice {
  readonly plan: PaidPlan;
  readonly interval: BillingInterval;
}
/** What is booked, as far as a change depends on it. */
export interface ChangeablePlan extends Choice {
  /** What it becomes when its period ends. */
  readonly next: Choice | null;
  /** Whether nothing of it has been paid for yet. */
  readonly isTrial: boolean;
  /** Whether it ends, or is not paid. */
  readonly isFixed: boolean;
}

/**
 * How a change of plan takes place; null where it does not. More is had at once, for the difference. What is less, or paid for a
 * shorter time, comes when the period ends, because until then it is paid for: one rule for a smaller plan and for a year that
 * becomes a month. What is planned can be taken back or planned anew; nothing is had at once before that.
 */
export function planChangeKind(booked: ChangeablePlan, to: Choice): PlanChangeKind | null {
  const { plan, interval, next, isTrial, isFixed } = booked;
  const isTo = (of: Choice): boolean => to.plan === of.plan && to.interval === of.interval;
  if (isFixed) return null;
  if (isTo(booked)) return next === null ? null : 'undo';
  if (next !== null && isTo(next)) return null;
  if (isTrial) return 'at-once';
  if (planRank(to.plan) < planRank(plan) || (interval === 'year' && to.interval === 'month')) return 'later';
  return next === null ? 'at-once' : null;
}
