import type { DomainId, TenantId } from '@stageline/contracts';
import { tenantOf } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import { DomainModel } from './domain.model.ts';
import { RUNNING } from './domains.repository.ts';

/** A domain that somebody should look at. */
export interface DueDomain {
  readonly id: DomainId;
  readonly tenantId: TenantId;
}

/** Those among these tenants that have a domain at which somebody still looks. */
export function findRunningDomains(tenantIds: readonly TenantId[]): Promise<TenantId[]> {
  return runAsSystem('sweep of custom domains: which tenants are paused', async () => {
    if (tenantIds.length === 0) return [];
    const rows = await DomainModel.find({ tenantId: { $in: [...tenantIds] }, ...RUNNING }, { tenantId: 1 }).lean();
    return [...new Set(rows.map(tenantOf))];
  });
}

/**
 * Domains of all tenants whose time has come, the longest due first, and those of tenants that were paused and are active
 * again. Ids only.
 * @param paused tenants whose domains wait
 */
export function findDueDomains(now: Date, paused: readonly TenantId[], limit: number): Promise<DueDomain[]> {
  return runAsSystem('sweep of custom domains: which are due', async () => {
    const ofActive = { active: true, tenantId: { $nin: [...paused] } };
    const isDue = { $or: [{ nextCheckAt: { $lte: now } }, { pausedAt: { $type: 'date' } }] };
    const rows = await DomainModel.find({ ...ofActive, ...isDue }, { tenantId: 1 })
      .sort({ nextCheckAt: 1 })
      .limit(limit)
      .lean();
    return rows.map((row) => ({ id: row._id as DomainId, tenantId: tenantOf(row) }));
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
    for (const row of rows) failing.set(tenantOf(row), [...(failing.get(tenantOf(row)) ?? []), row.host]);
    return failing;
  });
}
