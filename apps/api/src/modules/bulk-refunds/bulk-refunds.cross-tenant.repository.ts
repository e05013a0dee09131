import type { BulkRefundId, TenantId } from '@stageline/contracts';
import { tenantOf } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import { BulkRefundModel } from './bulk-refunds.model.ts';

/** Runs of all sites but `except` whose job may be lost, the longest due first; ids only. */
export function lostRuns(
  now: Date,
  except: readonly TenantId[],
  limit: number,
): Promise<{ tenantId: TenantId; id: BulkRefundId }[]> {
  return runAsSystem('sweep: bulk refunds whose job may be lost', async () => {
    const due = { lookAt: { $type: 'date' as const, $lte: now }, tenantId: { $nin: [...except] } };
    const rows = await BulkRefundModel.find(due, { tenantId: 1 }).sort({ lookAt: 1 }).limit(limit).lean();
    return rows.map((row) => ({ tenantId: tenantOf(row), id: row._id as BulkRefundId }));
  });
}
