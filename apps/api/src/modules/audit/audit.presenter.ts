import type { audit } from '@stageline/contracts';
import type { TenantRecord } from '../tenants/index.ts';
import type { AuditRow } from './audit.chain.ts';

export function presentEntry(row: AuditRow): audit.AuditEntryView {
  const { targetType, targetId, targetName } = row;
  return {
    id: row._id,
    sequence: row.seq,
    at: row.at.toISOString(),
    actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
    action: row.action,
    target: targetType === null ? null : { type: targetType, id: targetId ?? '', name: targetName },
    before: row.before,
    after: row.after,
    reason: row.reason,
    ip: row.ip,
    requestId: row.requestId,
    previousHash: row.previousHash,
    hash: row.hash,
  };
}

/** @param owner null for the platform's chain and for a site that is gone */
export function presentPlatformEntry(row: AuditRow, owner: TenantRecord | null): audit.PlatformAuditEntry {
  const tenant = owner === null ? null : { id: owner.id, slug: owner.slug, name: owner.name };
  return { ...presentEntry(row), tenant };
}
