import type { SupportVisitId, TenantId } from '@stageline/contracts';
import { runAsSystem } from '@stageline/tenancy/system';
import { SupportVisitModel } from './support-visit.model.ts';

/** Visits of all sites whose time is over and whose end is not in the audit log yet. */
export function overdueVisits(now: Date, limit: number): Promise<{ id: SupportVisitId; tenantId: TenantId }[]> {
  return runAsSystem('support: visits whose time is over', async () => {
    const rows = await SupportVisitModel.find({ endedAt: null, endsAt: { $lte: now } }, { tenantId: 1 })
      .limit(limit)
      .lean<{ _id: SupportVisitId; tenantId: TenantId }[]>();
    return rows.map(({ _id, tenantId }) => ({ id: _id, tenantId }));
  });
}
