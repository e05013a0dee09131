import { z } from 'zod';
import { auditActionNames } from '../audit.ts';
import { adminAccess, defineOperation, Instant, memberAccess, pageOf, PageQuery } from '../kit/operation.ts';
import { AuditEntryId, TenantId } from '../kit/ids.ts';

/**
 * Who acted: a member of the team, a central administrator (`support` while they look at a site from inside), a visitor
 * who is not signed in, or the system by itself.
 */
export const AuditActorKind = z.enum(['member', 'admin', 'support', 'visitor', 'system']);
export type AuditActorKind = z.infer<typeof AuditActorKind>;

/** One entry of a chain; `hash` covers every field but the id, and `previousHash` is the hash of the entry before. */
export const AuditEntryView = z.object({
  id: AuditEntryId,
  /** 1, 2, 3 … within its chain. */
  sequence: z.int(),
  at: Instant,
  actor: z.object({ kind: AuditActorKind, id: z.string().nullable(), name: z.string().nullable() }),
  action: z.string(),
  target: z.object({ type: z.string(), id: z.string(), name: z.string().nullable() }).nullable(),
  /** What was there before and after, as JSON text; secrets are masked and long values cut. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  reason: z.string().nullable(),
  ip: z.string().nullable(),
  requestId: z.string().nullable(),
  previousHash: z.string(),
  hash: z.string(),
});
export type AuditEntryView = z.infer<typeof AuditEntryView>;

/** Filters of a list: one action, one actor by id, and a span of time (`from` included, `to` not). */
const filters = {
  action: z.enum(auditActionNames).optional(),
  actor: z.string().trim().min(1).max(64).optional(),
  from: Instant.optional(),
  to: Instant.optional(),
};

export const listAudit = defineOperation({
  id: 'audit.list',
  method: 'GET',
  path: '/api/v1/audit',
  host: 'tenant',
  access: memberAccess('audit.read'),
  summary: 'What was done on this site, newest first',
  query: PageQuery.extend(filters),
  response: pageOf(AuditEntryView),
});
export const exportAudit = defineOperation({
  id: 'audit.export',
  method: 'GET',
  path: '/api/v1/audit/export',
  host: 'tenant',
  access: memberAccess('audit.read'),
  stepUp: true,
  summary: 'The whole audit log of this site, oldest first, one JSON object per line',
  produces: 'application/x-ndjson',
  rateLimit: { points: 10, perSeconds: 60, by: 'actor' },
});

export const PlatformAuditEntry = AuditEntryView.extend({
  /** The site whose chain holds the entry; null for the platform's own. */
  tenant: z.object({ id: TenantId, slug: z.string(), name: z.string() }).nullable(),
});
export type PlatformAuditEntry = z.infer<typeof PlatformAuditEntry>;

/** `platform` for the platform's own chain, or a site. */
const Chain = z.union([z.literal('platform'), TenantId]);
export const listPlatformAudit = defineOperation({
  id: 'admin.list-audit',
  method: 'GET',
  path: '/api/v1/audit',
  host: 'admin',
  access: adminAccess('platform-audit.read'),
  summary: 'What was done on the platform and on every site, newest first',
  query: PageQuery.extend({ ...filters, chain: Chain.optional() }),
  response: pageOf(PlatformAuditEntry),
});
export const exportPlatformAudit = defineOperation({
  id: 'admin.export-audit',
  method: 'GET',
  path: '/api/v1/audit/export',
  host: 'admin',
  access: adminAccess('platform-audit.export'),
  stepUp: true,
  summary: 'One chain of the audit log, oldest first, one JSON object per line',
  query: z.strictObject({ chain: Chain }),
  produces: 'application/x-ndjson',
  rateLimit: { points: 10, perSeconds: 60, by: 'actor' },
});
