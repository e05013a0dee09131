import { z } from 'zod';
import { defineOperation, memberAccess } from '../kit/operation.ts';

/** One of the sites that a person works on with the same log-in. */
export const MySite = z.object({
  name: z.string(),
  slug: z.string(),
  url: z.string(),
  /** Whether it is the one whose dashboard asks. */
  current: z.boolean(),
});
export type MySite = z.infer<typeof MySite>;

export const listMySites = defineOperation({
  id: 'my-sites.list',
  method: 'GET',
  path: '/api/v1/me/sites',
  host: 'tenant',
  access: memberAccess(),
  summary: "The caller's own active sites; nobody else sees that they belong together",
  response: z.object({ items: z.array(MySite) }),
});
export const openMySite = defineOperation({
  id: 'my-sites.open',
  method: 'POST',
  path: '/api/v1/me/sites/open',
  host: 'tenant',
  access: memberAccess(),
  summary: 'A token that logs the caller in at another of their sites, once, within 60 seconds',
  body: z.strictObject({ slug: z.string().max(63) }),
  response: z.object({ url: z.string(), handoverToken: z.string() }),
  rateLimit: { points: 30, perSeconds: 60, by: 'actor' },
});
