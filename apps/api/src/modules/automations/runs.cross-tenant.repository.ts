import type { AutomationRunId, TenantId } from '@stageline/contracts';
import { tenantOf } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import { AutomationRunModel } from './run.model.ts';

/** A run that somebody should go on with. */
export interface DueRun {
  readonly id: AutomationRunId;
  readonly tenantId: TenantId;
  readonly dueAt: Date;
}

/**
 * Runs of all tenants whose time has come, the longest due first. Ids only.
 * @param paused tenants whose runs wait
 */
export function findDueRuns(now: Date, paused: readonly TenantId[], limit: number): Promise<DueRun[]> {
  return runAsSystem('sweep of automations: which runs are due', async () => {
    const rows = await AutomationRunModel.find(
      { dueAt: { $lte: now }, tenantId: { $nin: [...paused] } },
      { tenantId: 1, dueAt: 1 },
    )
      .sort({ dueAt: 1 })
      .limit(limit)
      .lean();
    return rows.map((row) => ({ id: row._id as AutomationRunId, tenantId: tenantOf(row), dueAt: row.dueAt! }));
  });
}
