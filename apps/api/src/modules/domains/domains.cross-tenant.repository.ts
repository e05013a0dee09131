import type { DomainId, TenantId } from '@stageline/contracts';
import { runAsSystem } from '@stageline/tenancy/system';
import { DomainModel } from './domain.model.ts';

/** A domain that somebody should look at. */
export interface DueDomain {
  readonly id: DomainId;
  readonly tenantId: TenantId;
}

/** Domains of all tenants whose time has come, the longest due first. Ids only. */
export function findDueDomains(now: Date, limit: number): Promise<DueDomain[]> {
  return runAsSystem('sweep of custom domains: which are due', async () => {
    const rows = await DomainModel.find({ active: true, nextCheckAt: { $lte: now } }, { tenantId: 1 })
      .sort({ nextCheckAt: 1 })
      .limit(limit)
      .lean();
    return (rows as unknown as { _id: DomainId; tenantId: TenantId }[]).map(({ _id, tenantId }) => ({
      id: _id,
      tenantId,
    }));
  });
}

/** Hosts that were live and are not well, per tenant, for the central admin's list of sites. */
export function failingDomainsByTenants(tenantIds: readonly TenantId[]): Promise<Map<TenantId, string[]>> {
  return runAsSystem('central admin: failing domains per site', async () => {
    const rows = await DomainModel.find(
      { tenantId: { $in: [...tenantIds] }, active: true, state: 'degraded' },
      { tenantId: 1, host: 1 },
    ).lean();
    const failing = new Map<TenantId, string[]>();
    for (const { tenantId, host } of rows as unknown as { tenantId: TenantId; host: string }[])
      failing.set(tenantId, [...(failing.get(tenantId) ?? []), host]);
    return failing;
  });
}
