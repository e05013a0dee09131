import { z } from 'zod';

/** What a promoter may book. A key is stored; `free` is where every site begins. From the smallest to the largest. */
export const planCatalogue = {
  free: { label: 'Free', hint: 'To try it out' },
  pro: { label: 'Pro', hint: 'For one promoter' },
  business: { label: 'Business', hint: 'For a team' },
} as const;

export type Plan = keyof typeof planCatalogue;
export const Plan = z.enum(Object.keys(planCatalogue) as [Plan, ...Plan[]]);
export const PaidPlan = Plan.exclude(['free']);
export type PaidPlan = z.infer<typeof PaidPlan>;
/** The larger a plan, the higher. */
export const planRank = (plan: Plan): number => Plan.options.indexOf(plan);

/** Mails that a site may send in an hour and in a day, by its plan; what is more waits. */
export const mailLimits: Readonly<Record<Plan, { readonly hour: number; readonly day: number }>> = {
  free: { hour: 500, day: 2_000 },
  pro: { hour: 10_000, day: 50_000 },
  business: { hour: 50_000, day: 300_000 },
};

export const BillingInterval = z.enum(['month', 'year']);
export type BillingInterval = z.infer<typeof BillingInterval>;
export const BillingCurrency = z.enum(['EUR', 'USD']);
export type BillingCurrency = z.infer<typeof BillingCurrency>;

/** What a paid plan costs per month and per year, in minor units. */
export const planPrices: Readonly<
  Record<PaidPlan, Readonly<Record<BillingCurrency, Record<BillingInterval, number>>>>
> = {
  pro: { EUR: { month: 2900, year: 29_000 }, USD: { month: 2900, year: 29_000 } },
  business: { EUR: { month: 9900, year: 99_000 }, USD: { month: 9900, year: 99_000 } },
};

/** What is counted: one e-mail to people of a site, one text by the AI, one minute of one connection to a room. */
export const CreditKind = z.enum(['mail', 'ai', 'room_minutes']);
export type CreditKind = z.infer<typeof CreditKind>;

/** What a site may use up in a calendar month (UTC), by its plan. What is left ends with the month. */
export const planAllowances: Readonly<Record<Plan, Readonly<Record<CreditKind, number>>>> = {
  free: { mail: 5_000, ai: 10, room_minutes: 5_000 },
  pro: { mail: 100_000, ai: 500, room_minutes: 100_000 },
  business: { mail: 1_000_000, ai: 5_000, room_minutes: 1_000_000 },
};

/** How many a team may be, open invitations included. Whoever is there already stays. */
export const planMembers: Readonly<Record<Plan, number>> = { free: 10, pro: 25, business: 250 };

/** What can be bought beyond the allowance; it does not end. Prices in minor units, the same number in each currency. */
export const creditPacks: Readonly<Record<CreditKind, { readonly amount: number; readonly price: number }>> = {
  mail: { amount: 10_000, price: 1000 },
  ai: { amount: 100, price: 500 },
  room_minutes: { amount: 10_000, price: 1500 },
};

/** How long a paid plan may be tried, without a card and once. */
export const TRIAL_DAYS = 14;
/** A site that owes has this long until it is told that it will be restricted, and after that as long again until it is. */
export const PAST_DUE_DAYS = 7;
export const GRACE_DAYS = 7;

/**
 * What a site does not do while it is restricted, by the ids of the operations: nothing new. Everything else stays open, so that
 * nobody loses what is theirs, and what is planned and sold takes place.
 */
export const closedWhenRestricted = [
  'automations.create',
  'call-types.create',
  'domains.add',
  'imports.run',
  'imports.upload',
  'invitations.create',
  'invitations.resend',
  'mail-senders.set',
  'mail-templates.send-test',
  'series.create',
  'sessions.create',
  'sessions.publish',
  'site.publish',
  'site.start-experiment',
  'templates.apply',
] as const;
