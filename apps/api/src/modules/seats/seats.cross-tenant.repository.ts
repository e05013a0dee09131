import type { SeatId, TenantId } from '@stageline/contracts';
import { tenantOf } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import { SeatModel } from './seats.model.ts';

/** Seats of all sites but `except` that whoever has them should have confirmed by now, the longest over first; ids only. */
export function dueConfirmations(
  now: Date,
  except: readonly TenantId[],
  limit: number,
): Promise<{ tenantId: TenantId; id: SeatId }[]> {
  return runAsSystem('sweep: seats that nobody confirmed', async () => {
    const due = { confirmBy: { $type: 'date' as const, $lte: now }, tenantId: { $nin: [...except] } };
    const rows = await SeatModel.find(due, { tenantId: 1 }).sort({ confirmBy: 1 }).limit(limit).lean();
    return rows.map((row) => ({ tenantId: tenantOf(row), id: row._id as SeatId }));
  });
}
