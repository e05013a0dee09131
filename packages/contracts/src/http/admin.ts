import { z } from 'zod';
import { adminAccess, defineOperation, Instant, pageOf, PageQuery } from '../kit/operation.ts';
import { MailId, TenantId } from '../kit/ids.ts';
import { Plan } from '../plans.ts';
import { SubscriptionState } from './billing.ts';
import { paragraph } from './fields.ts';

export const TenantStatus = z.enum(['requested', 'provisioning', 'active', 'suspended', 'closing', 'purged']);
export type TenantStatus = z.infer<typeof TenantStatus>;

/** Something about a site that an administrator should look at. */
export const HealthIssue = z.object({
  kind: z.enum(['provisioning-failed', 'provisioning-stuck', 'dead-letters', 'mail-rejected', 'domain-failing']),
  /** How many of them; 1 where it is one thing. */
  count: z.int(),
  /** What was said, where one text says it. */
  detail: z.string().nullable(),
});
export type HealthIssue = z.infer<typeof HealthIssue>;

/** How much of the platform a site uses. */
export const TenantUsage = z.object({
  leads: z.int(),
  members: z.int(),
  sessions: z.int(),
  /** Mails of the last 30 days. */
  mails: z.int(),
});
export type TenantUsage = z.infer<typeof TenantUsage>;

export const TenantRow = z.object({
  id: TenantId,
  slug: z.string(),
  name: z.string(),
  url: z.string(),
  status: TenantStatus,
  /** What the site has without a charge. */
  plan: Plan,
  /** What it has in all, and how its own plan stands. */
  standing: z.object({ plan: Plan, state: SubscriptionState }),
  usage: TenantUsage,
  /** People in live rooms now. */
  viewers: z.int(),
  /** Nothing to look at when empty. */
  issues: z.array(HealthIssue),
  createdAt: Instant,
});
export type TenantRow = z.infer<typeof TenantRow>;

export const listTenants = defineOperation({
  id: 'admin.list-tenants',
  method: 'GET',
  path: '/api/v1/tenants',
  host: 'admin',
  access: adminAccess('sites.read'),
  summary: 'All sites with status, plan, health and usage',
  query: PageQuery.extend({ search: z.string().trim().max(80).optional(), status: TenantStatus.optional() }),
  response: pageOf(TenantRow),
});
const TenantParams = z.strictObject({ tenantId: TenantId });
export const suspendTenant = defineOperation({
  id: 'admin.suspend-tenant',
  method: 'POST',
  path: '/api/v1/tenants/:tenantId/suspend',
  host: 'admin',
  access: adminAccess('sites.suspend'),
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
  access: adminAccess('sites.suspend'),
  summary: 'Bring a suspended site back exactly as it was',
  params: TenantParams,
  response: TenantRow,
  errors: ['illegal-transition'],
});

/** Why a site is not served, and since when. */
const Pause = z.object({ reason: z.string(), at: Instant, by: z.string().nullable() });
export const TenantDetail = TenantRow.extend({
  owner: z.object({ name: z.string(), email: z.string() }).nullable(),
  /** Domains of its own that lead to it. */
  domains: z.array(z.string()),
  /** What is stored of pictures and documents, in bytes. */
  storageBytes: z.int(),
  activatedAt: Instant.nullable(),
  suspension: Pause.nullable(),
  closing: Pause.nullable(),
  /** Whether support may look at the site from inside. */
  allowsSupport: z.boolean(),
});
export type TenantDetail = z.infer<typeof TenantDetail>;
export const getTenant = defineOperation({
  id: 'admin.get-tenant',
  method: 'GET',
  path: '/api/v1/tenants/:tenantId',
  host: 'admin',
  access: adminAccess('sites.read'),
  summary: 'One site with its owner, domains, health and usage',
  params: TenantParams,
  response: TenantDetail,
});
export const closeTenant = defineOperation({
  id: 'admin.close-tenant',
  method: 'POST',
  path: '/api/v1/tenants/:tenantId/close',
  host: 'admin',
  access: adminAccess('sites.close'),
  stepUp: true,
  summary:
    "Begin the end of a site: neutral at once, purged later; `slug` repeats the site's address as a confirmation",
  params: TenantParams,
  body: z.strictObject({ slug: z.string().max(63), reason: paragraph(500).min(3) }),
  response: TenantRow,
  errors: ['illegal-transition'],
});
export const reopenTenant = defineOperation({
  id: 'admin.reopen-tenant',
  method: 'POST',
  path: '/api/v1/tenants/:tenantId/reopen',
  host: 'admin',
  access: adminAccess('sites.close'),
  summary: 'Take a closing back, while nothing has been purged',
  params: TenantParams,
  response: TenantRow,
  errors: ['illegal-transition'],
});
export const changePlan = defineOperation({
  id: 'admin.change-plan',
  method: 'PUT',
  path: '/api/v1/tenants/:tenantId/plan',
  host: 'admin',
  access: adminAccess('plans.change'),
  summary: 'Put a site on another plan',
  params: TenantParams,
  body: z.strictObject({ plan: Plan }),
  response: TenantRow,
});

/** A mail that the embedded mailbox kept instead of sending it. */
export const MailSummary = z.object({
  id: MailId,
  tenantId: TenantId,
  tenantName: z.string(),
  channel: z.enum(['email', 'sms']),
  /** An address, or a number. */
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
  access: adminAccess('mail.read'),
  summary: 'The embedded mailbox, newest first',
  query: PageQuery.extend({ search: z.string().trim().max(254).optional() }),
  response: pageOf(MailSummary),
});
export const getMail = defineOperation({
  id: 'admin.get-mail',
  method: 'GET',
  path: '/api/v1/mail/:mailId',
  host: 'admin',
  access: adminAccess('mail.read'),
  summary: 'One mail with its text and HTML parts',
  params: z.strictObject({ mailId: MailId }),
  response: MailSummary.extend({ text: z.string(), html: z.string() }),
});
