import { z } from 'zod';

/** What a promoter may book. A key is stored; `free` is where every site begins. */
export const planCatalogue = {
  free: { label: 'Free', hint: 'To try it out' },
  pro: { label: 'Pro', hint: 'For one promoter' },
  business: { label: 'Business', hint: 'For a team' },
} as const;

export type Plan = keyof typeof planCatalogue;
export const Plan = z.enum(Object.keys(planCatalogue) as [Plan, ...Plan[]]);

/** Mails that a site may send in an hour and in a day, by its plan; what is more waits. */
export const mailLimits: Readonly<Record<Plan, { readonly hour: number; readonly day: number }>> = {
  free: { hour: 500, day: 2_000 },
  pro: { hour: 10_000, day: 50_000 },
  business: { hour: 50_000, day: 300_000 },
};
