import type { SeatId, TenantId } from '@stageline/contracts';
import { tenantOf } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import { AdmissionModel } from './admissions.model.ts';

/** Seats of all sites but `except` whose time to be paid is over, the longest over first; ids only. */
export function dueHolds(
  now: Date,
  except: readonly TenantId[],
  limit: number,
): Promise<{ tenantId: TenantId; id: SeatId }[]> {
  return runAsSystem('sweep: seats that nobody paid', async () => {
    const due = { holdUntil: { $type: 'date' as const, $lte: now }, tenantId: { $nin: [...except] } };
    const rows = await AdmissionModel.find(due, { tenantId: 1 }).sort({ holdUntil: 1 }).limit(limit).lean();
    return rows.map((row) => ({ tenantId: tenantOf(row), id: row._id as SeatId }));
  });
}
