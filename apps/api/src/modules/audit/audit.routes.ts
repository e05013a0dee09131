import { Readable } from 'node:stream';
import { audit } from '@stageline/contracts';
import { route, type RouteBinding } from '../../http/route.ts';
import type { AuditReader } from './audit.reader.ts';
import type { AuditLog } from './audit.service.ts';

/** The contract's access rule is the policy of every route here. */
export function auditRoutes(reader: AuditReader, log: AuditLog): RouteBinding[] {
  return [
    route(audit.listAudit, ({ query }) => reader.list(query)),
    route(audit.exportAudit, async ({ tenant }) => {
      await log.record({ action: 'audit.exported' });
      return { filename: `audit-${tenant.slug}.jsonl`, content: Readable.from(reader.lines(tenant.id)) };
    }),
    route(audit.listPlatformAudit, ({ query }) => reader.listPlatform(query)),
    route(audit.exportPlatformAudit, async ({ query: { chain } }) => {
      await log.record({ action: 'audit.exported', target: { type: 'audit-chain', id: chain } });
      return { filename: `audit-${chain}.jsonl`, content: Readable.from(reader.lines(chain)) };
    }),
  ];
}
