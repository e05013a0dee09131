import type { InstalmentPlanId, TenantId } from '@stageline/contracts';
import { tenantOf } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import { InstalmentPlanModel } from './instalments.model.ts';

/** Debts in parts of all sites but `except` that somebody is to look at, the longest due first; ids only. */
export function duePlans(
  now: Date,
  except: readonly TenantId[],
  limit: number,
): Promise<{ tenantId: TenantId; id: InstalmentPlanId }[]> {
  return runAsSystem('sweep: debts in parts of which a mail is due', async () => {
    const due = { lookAt: { $type: 'date' as const, $lte: now }, tenantId: { $nin: [...except] } };
    const rows = await InstalmentPlanModel.find(due, { tenantId: 1 }).sort({ lookAt: 1 }).limit(limit).lean();
    return rows.map((row) => ({ tenantId: tenantOf(row), id: row._id as InstalmentPlanId }));
  });
}
