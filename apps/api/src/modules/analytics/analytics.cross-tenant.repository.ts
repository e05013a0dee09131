import type { TenantId } from '@stageline/contracts';
import { tenantOf } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import { VisitDayModel } from './visit.model.ts';

/** Days of all sites that ended before an instant and have not been rolled up, oldest first. */
export function overdueDays(before: Date, limit: number): Promise<{ tenantId: TenantId; day: string }[]> {
  return runAsSystem('visits: days that are over', async () => {
    const rows = await VisitDayModel.find({ rolledAt: null, closesAt: { $lt: before } }, { tenantId: 1, day: 1 })
      .sort({ closesAt: 1 })
      .limit(limit)
      .lean();
    return rows.map((row) => ({ tenantId: tenantOf(row), day: row.day }));
  });
}
