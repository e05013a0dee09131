import { z } from 'zod';
import { defineOperation, Instant, memberAccess } from '../kit/operation.ts';
import { slug } from './fields.ts';

/** Where a site is, and where it was. */
export const SiteAddress = z.object({
  slug: z.string(),
  url: z.string(),
  /** What comes after the label: `.stageline.example`, with the port where there is one. */
  suffix: z.string(),
  /** Old addresses that lead here; until then nobody else can have them. */
  former: z.array(z.object({ slug: z.string(), url: z.string(), until: Instant })),
});
export type SiteAddress = z.infer<typeof SiteAddress>;

export const getAddress = defineOperation({
  id: 'address.get',
  method: 'GET',
  path: '/api/v1/site/address',
  host: 'tenant',
  access: memberAccess('address.manage'),
  summary: 'The address of this site, and the old ones that lead to it',
  response: SiteAddress,
});

export const checkAddress = defineOperation({
  id: 'address.check',
  method: 'GET',
  path: '/api/v1/site/address/check',
  host: 'tenant',
  access: memberAccess('address.manage'),
  summary: 'Whether this site could move to an address, with a suggestion when it cannot',
  query: z.strictObject({ slug: z.string().max(80) }),
  response: z.object({
    slug: z.string(),
    available: z.boolean(),
    reason: z.string().nullable(),
    suggestion: z.string().nullable(),
  }),
  rateLimit: { points: 60, perSeconds: 60, by: 'actor' },
});

export const renameSite = defineOperation({
  id: 'address.rename',
  method: 'POST',
  path: '/api/v1/site/address',
  host: 'tenant',
  access: memberAccess('address.manage'),
  summary: 'Move this site to another address; the present one redirects for 90 days',
  /** `from` is the address that the owner saw: somebody else may have moved the site meanwhile. */
  body: z.strictObject({ from: z.string().max(63), slug }),
  /** The token logs the owner in at the new address, once, within 60 seconds. */
  response: SiteAddress.extend({ handoverToken: z.string() }),
  errors: ['slug-taken', 'conflict', 'illegal-transition'],
  rateLimit: { points: 5, perSeconds: 86_400, by: 'actor' },
});
