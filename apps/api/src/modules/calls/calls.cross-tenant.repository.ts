import type { CallId, TenantId } from '@stageline/contracts';
import { tenantOf } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import { CallModel } from './calls.model.ts';

/** A call whose reminder is due. */
export interface DueCall {
  readonly id: CallId;
  readonly tenantId: TenantId;
}

/** Calls of all tenants but `except` whose reminder is due, those first that wait longest. Ids only. */
export function dueCalls(now: Date, except: readonly TenantId[], limit: number): Promise<DueCall[]> {
  return runAsSystem('sweep of calls: whose reminder is due', async () => {
    const due = { remindAt: { $lte: now }, tenantId: { $nin: [...except] } };
    const rows = await CallModel.find(due, { tenantId: 1 }).sort({ remindAt: 1 }).limit(limit).lean();
    return rows.map((row) => ({ id: row._id as CallId, tenantId: tenantOf(row) }));
  });
}
