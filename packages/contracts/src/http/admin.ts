import { z } from 'zod';
import { adminAccess, defineOperation, Instant, pageOf, PageQuery, publicAccess } from '../kit/operation.ts';
import { AdminId, MailId, TenantId } from '../kit/ids.ts';
import { email, password } from './fields.ts';

export const AdminMe = z.object({ id: AdminId, name: z.string(), email: z.string() });
export const adminLogIn = defineOperation({
  id: 'admin.log-in',
  method: 'POST',
  path: '/api/v1/auth/log-in',
  host: 'admin',
  access: publicAccess,
  summary: 'Log in as a central administrator',
  body: z.strictObject({ email, password }),
  response: AdminMe,
  errors: ['invalid-credentials'],
  rateLimit: { points: 10, perSeconds: 60, by: 'ip' },
});
export const adminLogOut = defineOperation({
  id: 'admin.log-out',
  method: 'POST',
  path: '/api/v1/auth/log-out',
  host: 'admin',
  access: publicAccess,
  summary: 'Forget the session cookie of this host',
  status: 204,
});
export const getAdminMe = defineOperation({
  id: 'admin.me',
  method: 'GET',
  path: '/api/v1/me',
  host: 'admin',
  access: adminAccess,
  summary: 'Which administrator is signed in',
  response: AdminMe,
});

export const TenantStatus = z.enum(['requested', 'provisioning', 'active', 'suspended', 'closing', 'purged']);
export type TenantStatus = z.infer<typeof TenantStatus>;
export const TenantRow = z.object({
  id: TenantId,
  slug: z.string(),
  name: z.string(),
  url: z.string(),
  status: TenantStatus,
  leads: z.int(),
  viewers: z.int(),
  createdAt: Instant,
});
export type TenantRow = z.infer<typeof TenantRow>;

export const listTenants = defineOperation({
  id: 'admin.list-tenants',
  method: 'GET',
  path: '/api/v1/tenants',
  host: 'admin',
  access: adminAccess,
  summary: 'All sites with status, leads and live viewers',
  query: PageQuery.extend({ search: z.string().trim().max(80).optional(), status: TenantStatus.optional() }),
  response: pageOf(TenantRow),
});
const TenantParams = z.strictObject({ tenantId: TenantId });
export const suspendTenant = defineOperation({
  id: 'admin.suspend-tenant',
  method: 'POST',
  path: '/api/v1/tenants/:tenantId/suspend',
  host: 'admin',
  access: adminAccess,
  summary: "Make a site neutral at once; `slug` repeats the site's address as a confirmation",
  params: TenantParams,
  body: z.strictObject({ slug: z.string(), reason: z.string().trim().min(3).max(500) }),
  response: TenantRow,
  errors: ['illegal-transition'],
});
export const reactivateTenant = defineOperation({
  id: 'admin.reactivate-tenant',
  method: 'POST',
  path: '/api/v1/tenants/:tenantId/reactivate',
  host: 'admin',
  access: adminAccess,
  summary: 'Bring a suspended site back exactly as it was',
  params: TenantParams,
  response: TenantRow,
  errors: ['illegal-transition'],
});

/** A mail that the embedded mailbox kept instead of sending it. */
export const MailSummary = z.object({
  id: MailId,
  tenantId: TenantId,
  tenantName: z.string(),
  to: z.string(),
  from: z.string(),
  subject: z.string(),
  sentAt: Instant,
});
export type MailSummary = z.infer<typeof MailSummary>;
export const listMail = defineOperation({
  id: 'admin.list-mail',
  method: 'GET',
  path: '/api/v1/mail',
  host: 'admin',
  access: adminAccess,
  summary: 'The embedded mailbox, newest first',
  query: PageQuery.extend({ search: z.string().trim().max(254).optional() }),
  response: pageOf(MailSummary),
});
export const getMail = defineOperation({
  id: 'admin.get-mail',
  method: 'GET',
  path: '/api/v1/mail/:mailId',
  host: 'admin',
  access: adminAccess,
  summary: 'One mail with its text and HTML parts',
  params: z.strictObject({ mailId: MailId }),
  response: MailSummary.extend({ text: z.string(), html: z.string() }),
});
