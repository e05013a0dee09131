import { z } from 'zod';
import { adminAccess, defineOperation, Instant, pageOf, PageQuery, publicAccess } from '../kit/operation.ts';
import { AbuseReportId, TenantId } from '../kit/ids.ts';
import { email, optionalText, paragraph } from './fields.ts';

export const AbuseCategory = z.enum(['scam', 'impersonation', 'spam', 'illegal', 'copyright', 'other']);
export type AbuseCategory = z.infer<typeof AbuseCategory>;
export const AbuseState = z.enum(['open', 'in-review', 'resolved']);
export type AbuseState = z.infer<typeof AbuseState>;
/** How a report ended. */
export const AbuseOutcome = z.enum(['no-action', 'warned', 'suspended']);
export type AbuseOutcome = z.infer<typeof AbuseOutcome>;

export const reportSite = defineOperation({
  id: 'abuse.report',
  method: 'POST',
  path: '/api/v1/abuse-reports',
  host: 'tenant',
  access: publicAccess,
  summary: 'Report this site to the platform; the answer is always the same',
  body: z.strictObject({
    category: AbuseCategory,
    text: paragraph(2000).min(10, 'At least 10 characters.'),
    /** For questions; nobody on the site sees it. */
    email: email.optional(),
    /** Left empty by people. */
    website: optionalText(200),
  }),
  status: 202,
  response: z.object({ received: z.literal(true) }),
  rateLimit: { points: 5, perSeconds: 3600, by: 'ip' },
});

export const AbuseReportView = z.object({
  id: AbuseReportId,
  tenant: z.object({ id: TenantId, slug: z.string(), name: z.string(), status: z.string() }),
  category: AbuseCategory,
  text: z.string(),
  email: z.string().nullable(),
  state: AbuseState,
  outcome: AbuseOutcome.nullable(),
  note: z.string().nullable(),
  /** Who took it up last. */
  handledBy: z.string().nullable(),
  /** Reports of the same site that are not resolved, this one included. */
  openForSite: z.int(),
  createdAt: Instant,
});
export type AbuseReportView = z.infer<typeof AbuseReportView>;

export const listAbuseReports = defineOperation({
  id: 'abuse.list',
  method: 'GET',
  path: '/api/v1/abuse-reports',
  host: 'admin',
  access: adminAccess('abuse.read'),
  summary: 'Reports about sites, oldest first within a state',
  query: PageQuery.extend({ state: AbuseState.default('open') }),
  response: pageOf(AbuseReportView),
});
export const reviewAbuseReport = defineOperation({
  id: 'abuse.review',
  method: 'POST',
  path: '/api/v1/abuse-reports/:reportId/review',
  host: 'admin',
  access: adminAccess('abuse.handle'),
  summary: 'Take a report up, or put it back',
  params: z.strictObject({ reportId: AbuseReportId }),
  body: z.strictObject({ state: AbuseState.exclude(['resolved']) }),
  response: AbuseReportView,
  errors: ['illegal-transition'],
});
export const resolveAbuseReport = defineOperation({
  id: 'abuse.resolve',
  method: 'POST',
  path: '/api/v1/abuse-reports/:reportId/resolve',
  host: 'admin',
  access: adminAccess('abuse.handle'),
  summary: 'Close a report; `suspended` suspends the site, for the reason that the note gives',
  params: z.strictObject({ reportId: AbuseReportId }),
  body: z.strictObject({ outcome: AbuseOutcome, note: paragraph(500).min(3, 'Please say why.') }),
  response: AbuseReportView,
  errors: ['illegal-transition'],
});
