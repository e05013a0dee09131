import type { TenantId } from '@stageline/contracts';
import { runAsSystem } from '@stageline/tenancy/system';
import { MembershipModel } from './membership.model.ts';

/**
 * Members per tenant, for the central admin's list of sites. Tenants without one are missing from the map. One of the few
 * reads across tenants; it returns numbers only.
 */
export function countMembersByTenants(tenantIds: readonly TenantId[]): Promise<Map<TenantId, number>> {
  return runAsSystem('central admin: members per site', async () => {
    const rows = await MembershipModel.aggregate<{ _id: TenantId; count: number }>([
      { $match: { tenantId: { $in: [...tenantIds] } } },
      { $group: { _id: '$tenantId', count: { $sum: 1 } } },
    ]);
    return new Map(rows.map(({ _id, count }) => [_id, count]));
  });
}
