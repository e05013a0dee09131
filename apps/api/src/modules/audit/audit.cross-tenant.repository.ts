import type { AuditEntryId, TenantId } from '@stageline/contracts';
import { runAsSystem } from '@stageline/tenancy/system';
import type { AuditRow } from './audit.chain.ts';
import { AuditEntryModel, AuditHeadModel } from './audit.model.ts';
import { conditionsOf, type AuditFilter } from './audit.repository.ts';

/** An entry with the chain that holds it. */
export type OwnedAuditRow = AuditRow & { readonly tenantId: TenantId };

/** A filter without a match would walk every chain; a central administrator can narrow it instead. */
const SEARCH_LIMIT_MS = 2000;

/**
 * Entries of every chain, newest first, for central administrators.
 * @param without chains that are left out
 * @param below ids below this one only
 */
export function listAllChains(
  filter: AuditFilter,
  without: readonly TenantId[],
  below: AuditEntryId | undefined,
  limit: number,
): Promise<OwnedAuditRow[]> {
  const where = {
    ...conditionsOf(filter),
    tenantId: { $nin: without },
    ...(below !== undefined && { _id: { $lt: below } }),
  };
  return runAsSystem('central admin: the audit log of every chain', () =>
    AuditEntryModel.find(where).sort({ _id: -1 }).limit(limit).maxTimeMS(SEARCH_LIMIT_MS).lean<OwnedAuditRow[]>(),
  );
}

/** Every chain that has an entry or a head, for the check of all of them. */
export function listChains(): Promise<TenantId[]> {
  return runAsSystem('audit: the chains to verify', async () => {
    const owners = [await AuditHeadModel.distinct('tenantId'), await AuditEntryModel.distinct('tenantId')];
    return [...new Set(owners.flat() as TenantId[])].sort();
  });
}
