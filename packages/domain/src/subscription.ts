import {
  GRACE_DAYS,
  PAST_DUE_DAYS,
  planRank,
  type PaidPlan,
  type Plan,
  type SubscriptionState,
} from '@stageline/contracts';

const DAY_MS = 86_400_000;
/** A notice of the end of a trial comes this long before. */
const TRIAL_NOTICE_DAYS = 3;

/** What is known here of a site's plan; the provider is not needed to read it. */
export interface SubscriptionRecord {
  /** One without a card. */
  readonly trial: { readonly plan: PaidPlan; readonly endsAt: Date } | null;
  /** As the provider had it when it was last asked. */
  readonly booked: {
    readonly id: string;
    readonly state: 'trialing' | 'active' | 'past-due' | 'ended';
    readonly plan: PaidPlan;
    readonly periodEndsAt: Date;
    readonly trialEndsAt: Date | null;
    readonly cancelsAtPeriodEnd: boolean;
    /** What it becomes when the period ends, where that is something else. */
    readonly next: { readonly plan: PaidPlan } | null;
  } | null;
  /** Since when a charge is open; null where none is. */
  readonly owesSince: Date | null;
}

/** What a site has, and how it stands. */
export interface PlanStanding {
  readonly plan: Plan;
  readonly state: SubscriptionState;
  readonly isRestricted: boolean;
  readonly trialEndsAt: Date | null;
  readonly graceAt: Date | null;
  readonly restrictedAt: Date | null;
}

const later = (date: Date, days: number): Date => new Date(date.getTime() + days * DAY_MS);
const none: PlanStanding = {
  ...{ plan: 'free', state: 'none', isRestricted: false, trialEndsAt: null },
  ...{ graceAt: null, restrictedAt: null },
};

/**
 * The plan of a site at a moment. It follows from what is stored and the time alone, so that nothing has to run for it to be true,
 * and no provider has to answer (D-10).
 * @param given what whoever runs the platform lets the site have without a charge
 */
export function planStandingOf(record: SubscriptionRecord | null, given: Plan, now: Date): PlanStanding {
  const own = ownStanding(record, now);
  if (given === 'free' || planRank(given) < planRank(own.plan)) return own;
  // Nobody is restricted who need not pay.
  return { ...own, plan: given, isRestricted: false };
}

function ownStanding(record: SubscriptionRecord | null, now: Date): PlanStanding {
  const { booked = null, trial = null } = record ?? {};
  if (booked === null || booked.state === 'ended') {
    if (trial !== null && trial.endsAt > now)
      return { ...none, plan: trial.plan, state: 'trialing', trialEndsAt: trial.endsAt };
    return booked === null && trial === null ? none : { ...none, state: 'ended' };
  }
  // What was planned has come when its time has, whether or not anybody has asked the provider since.
  const hasCome = booked.next !== null && booked.periodEndsAt <= now;
  const has = { ...none, plan: hasCome ? booked.next!.plan : booked.plan };
  if (booked.state === 'past-due') return owing(has, record?.owesSince ?? now, now);
  if (booked.state === 'trialing') {
    const state = booked.cancelsAtPeriodEnd ? 'cancelling' : 'trialing';
    return { ...has, state, trialEndsAt: booked.trialEndsAt };
  }
  return { ...has, state: booked.cancelsAtPeriodEnd ? 'cancelling' : 'active' };
}

function owing(has: PlanStanding, since: Date, now: Date): PlanStanding {
  const graceAt = later(since, PAST_DUE_DAYS);
  const restrictedAt = later(since, PAST_DUE_DAYS + GRACE_DAYS);
  const dates = { graceAt, restrictedAt };
  if (now < graceAt) return { ...has, ...dates, state: 'past_due' };
  if (now < restrictedAt) return { ...has, ...dates, state: 'grace' };
  return { ...has, ...dates, plan: 'free', state: 'restricted', isRestricted: true };
}

export const billingLetters = [
  'trial-ends',
  'trial-ended',
  'began',
  'past_due',
  'grace',
  'restricted',
  'ended',
] as const;
export type BillingLetter = (typeof billingLetters)[number];

/**
 * What the owners of a site have to be told by now. Each has a key of what it is about, so that it is told once however often and in
 * whichever order it is found out.
 */
export function lettersOf(
  record: SubscriptionRecord,
  now: Date,
): { readonly letter: BillingLetter; readonly key: string }[] {
  const { state, trialEndsAt } = ownStanding(record, now);
  const of = (letter: BillingLetter, about: string | Date) => [
    { letter, key: `${letter}:${typeof about === 'string' ? about : about.toISOString()}` },
  ];
  switch (state) {
    case 'trialing':
      if (trialEndsAt !== null && now >= later(trialEndsAt, -TRIAL_NOTICE_DAYS)) return of('trial-ends', trialEndsAt);
      return record.booked !== null && record.booked.state !== 'ended' ? of('began', record.booked.id) : [];
    case 'active':
    case 'cancelling':
      return of('began', record.booked!.id);
    case 'past_due':
    case 'grace':
    case 'restricted':
      return of(state, record.owesSince ?? now);
    case 'ended':
      return record.booked === null ? of('trial-ended', record.trial!.endsAt) : of('ended', record.booked.id);
    default:
      return [];
  }
}

/** When something follows from the time alone, or the provider ought to have something to tell; null where nothing does. */
export function nextLook(record: SubscriptionRecord, now: Date): Date | null {
  const { booked, trial } = record;
  const { trialEndsAt, graceAt, restrictedAt } = ownStanding(record, now);
  const times = [
    trialEndsAt === null ? null : later(trialEndsAt, -TRIAL_NOTICE_DAYS),
    trialEndsAt,
    trial?.endsAt ?? null,
    graceAt,
    restrictedAt,
    // A provider charges within hours of the end of a period.
    booked === null || booked.state === 'ended' ? null : new Date(booked.periodEndsAt.getTime() + DAY_MS / 12),
    // Whoever owes may pay without anybody hearing of it.
    booked?.state === 'past-due' ? later(now, 1) : null,
  ].filter((time) => time !== null && time > now);
  return times.length === 0 ? null : new Date(Math.min(...times.map((time) => time!.getTime())));
}
