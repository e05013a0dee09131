import type { FollowUpRunId, TenantId } from '@stageline/contracts';
import { tenantOf } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import { FollowUpRunModel } from './follow-ups.model.ts';

/** Runs of all sites but `except` whose jobs may be lost, the longest due first; ids only. */
export function lostRuns(
  now: Date,
  except: readonly TenantId[],
  limit: number,
): Promise<{ tenantId: TenantId; id: FollowUpRunId }[]> {
  return runAsSystem('sweep: runs of follow-up mails whose jobs may be lost', async () => {
    const due = { lookAt: { $type: 'date' as const, $lte: now }, tenantId: { $nin: [...except] } };
    const rows = await FollowUpRunModel.find(due, { tenantId: 1 }).sort({ lookAt: 1 }).limit(limit).lean();
    return rows.map((row) => ({ tenantId: tenantOf(row), id: row._id as FollowUpRunId }));
  });
}
