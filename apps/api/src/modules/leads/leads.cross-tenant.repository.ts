import type { TenantId } from '@stageline/contracts';
import { runAsSystem } from '@stageline/tenancy/system';
import { LeadModel } from './leads.model.ts';

/**
 * Leads per tenant, for the central admin's list of sites. Tenants without a lead are missing from the map.
 * One of the few reads across tenants; it returns numbers only.
 */
export function countLeadsByTenants(tenantIds: readonly TenantId[]): Promise<Map<TenantId, number>> {
  return runAsSystem('central admin: leads per site', async () => {
    const rows = await LeadModel.aggregate<{ _id: TenantId; count: number }>([
      { $match: { tenantId: { $in: [...tenantIds] } } },
      { $group: { _id: '$tenantId', count: { $sum: 1 } } },
    ]);
    return new Map(rows.map(({ _id, count }) => [_id, count]));
  });
}
