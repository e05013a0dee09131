import type { TenantId } from '@stageline/contracts';
import { runAsSystem } from '@stageline/tenancy/system';
import { SessionModel } from './sessions.model.ts';

/**
 * Viewers in live rooms per tenant, for the central admin's list of sites. Tenants without a live room are missing from
 * the map. One of the few reads across tenants; it returns numbers only.
 */
export function countViewersByTenants(tenantIds: readonly TenantId[]): Promise<Map<TenantId, number>> {
  return runAsSystem('central admin: live viewers per site', async () => {
    const rows = await SessionModel.aggregate<{ _id: TenantId; viewers: number }>([
      { $match: { tenantId: { $in: [...tenantIds] }, status: 'live' } },
      { $group: { _id: '$tenantId', viewers: { $sum: '$viewers' } } },
    ]);
    return new Map(rows.map(({ _id, viewers }) => [_id, viewers]));
  });
}

/** Sessions of any state per tenant, as above. */
export function countSessionsByTenants(tenantIds: readonly TenantId[]): Promise<Map<TenantId, number>> {
  return runAsSystem('central admin: sessions per site', async () => {
    const rows = await SessionModel.aggregate<{ _id: TenantId; count: number }>([
      { $match: { tenantId: { $in: [...tenantIds] } } },
      { $group: { _id: '$tenantId', count: { $sum: 1 } } },
    ]);
    return new Map(rows.map(({ _id, count }) => [_id, count]));
  });
}
