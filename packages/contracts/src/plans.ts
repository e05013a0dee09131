import { z } from 'zod';

/** What a promoter may book. A key is stored; `free` is where every site begins. */
export const planCatalogue = {
  free: { label: 'Free', hint: 'To try it out' },
  pro: { label: 'Pro', hint: 'For one promoter' },
  business: { label: 'Business', hint: 'For a team' },
} as const;

export type Plan = keyof typeof planCatalogue;
export const Plan = z.enum(Object.keys(planCatalogue) as [Plan, ...Plan[]]);
