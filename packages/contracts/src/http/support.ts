import { z } from 'zod';
import { adminAccess, defineOperation, Instant, memberAccess, publicAccess } from '../kit/operation.ts';
import { SupportVisitId, TenantId } from '../kit/ids.ts';
import { paragraph } from './fields.ts';

/** Minutes that a visit lasts unless asked for otherwise, and at most. */
export const SUPPORT_MINUTES = { usual: 30, most: 60 } as const;

export const startSupport = defineOperation({
  id: 'support.start',
  method: 'POST',
  path: '/api/v1/tenants/:tenantId/support',
  host: 'admin',
  access: adminAccess('support.visit'),
  stepUp: true,
  summary: 'Begin to look at a site from inside, as its owner sees it; the token enters once, on the site’s own host',
  params: z.strictObject({ tenantId: TenantId }),
  body: z.strictObject({
    reason: paragraph(500).min(10, 'Please say why, in at least 10 characters.'),
    minutes: z.int().min(1).max(SUPPORT_MINUTES.most, `At most ${SUPPORT_MINUTES.most} minutes.`).default(30),
  }),
  status: 201,
  response: z.object({ id: SupportVisitId, url: z.string(), token: z.string(), endsAt: Instant }),
  errors: ['support-refused', 'illegal-transition'],
  rateLimit: { points: 20, perSeconds: 3600, by: 'actor' },
});
export const enterSupport = defineOperation({
  id: 'support.enter',
  method: 'POST',
  path: '/api/v1/support/enter',
  host: 'tenant',
  access: publicAccess,
  summary: 'Spend the token of a visit; sets the session cookie of this host',
  body: z.strictObject({ token: z.string().min(20).max(2000) }),
  status: 204,
  errors: ['invalid-ticket', 'support-refused'],
  rateLimit: { points: 30, perSeconds: 60, by: 'ip' },
});
export const endSupport = defineOperation({
  id: 'support.end',
  method: 'POST',
  path: '/api/v1/support/end',
  host: 'tenant',
  access: memberAccess(),
  summary: 'End the visit of the caller',
  status: 204,
});

/** What the banner of a visit shows; null for somebody of the team. */
export const getSupportVisit = defineOperation({
  id: 'support.visit',
  method: 'GET',
  path: '/api/v1/support/visit',
  host: 'tenant',
  access: memberAccess(),
  summary: 'Whether the caller is here as support, and until when',
  response: z.object({
    visit: z.object({ id: SupportVisitId, adminName: z.string(), reason: z.string(), endsAt: Instant }).nullable(),
  }),
});

export const SupportPolicy = z.object({
  /** Whether support may look at this site from inside. */
  allowed: z.boolean(),
});
export const getSupportPolicy = defineOperation({
  id: 'support.get-policy',
  method: 'GET',
  path: '/api/v1/support/policy',
  host: 'tenant',
  access: memberAccess('security.manage'),
  summary: 'Whether support may look at this site from inside',
  response: SupportPolicy,
});
export const setSupportPolicy = defineOperation({
  id: 'support.set-policy',
  method: 'PUT',
  path: '/api/v1/support/policy',
  host: 'tenant',
  access: memberAccess('security.manage'),
  summary: 'Let support in, or not; a refusal ends a visit at once',
  body: z.strictObject({ allowed: z.boolean() }),
  response: SupportPolicy,
});
