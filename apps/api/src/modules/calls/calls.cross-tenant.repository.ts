import type { CallEntryId, CallId, TenantId } from '@stageline/contracts';
import { tenantOf } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import { CallEntryModel } from './call-entries.model.ts';
import { CallModel } from './calls.model.ts';
import type { Reminder } from './calls.repository.ts';

/** A call whose reminder is due. */
export interface DueCall {
  readonly id: CallId;
  readonly tenantId: TenantId;
}

/** Calls of all tenants but `except` whose reminder of a kind is due, those first that wait longest. Ids only. */
export function dueCalls(kind: Reminder, now: Date, except: readonly TenantId[], limit: number): Promise<DueCall[]> {
  return runAsSystem('sweep of calls: whose reminder is due', async () => {
    const due = { [kind]: { $lte: now }, tenantId: { $nin: [...except] } };
    const rows = await CallModel.find(due, { tenantId: 1 })
      .sort({ [kind]: 1 })
      .limit(limit)
      .lean();
    return rows.map((row) => ({ id: row._id as CallId, tenantId: tenantOf(row) }));
  });
}

/** The tenants on whose sites somebody with this number gets reminders. */
export function tenantsTexting(textTo: string): Promise<TenantId[]> {
  return runAsSystem('somebody wrote STOP to the number of the platform', async () => {
    const rows = await CallModel.find({ textTo }, { tenantId: 1 }).limit(1000).lean();
    return [...new Set(rows.map((row) => tenantOf(row)))];
  });
}

/** Entries of all tenants but `except` of which a calendar is to be told, those first that wait longest. Ids only. */
export function dueEntries(
  now: Date,
  except: readonly TenantId[],
  limit: number,
): Promise<{ readonly id: CallEntryId; readonly tenantId: TenantId }[]> {
  return runAsSystem('sweep of calls: which calendar is to be told', async () => {
    const due = { dueAt: { $lte: now }, tenantId: { $nin: [...except] } };
    const rows = await CallEntryModel.find(due, { tenantId: 1 }).sort({ dueAt: 1 }).limit(limit).lean();
    return rows.map((row) => ({ id: row._id as CallEntryId, tenantId: tenantOf(row) }));
  });
}
