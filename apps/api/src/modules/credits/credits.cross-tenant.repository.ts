import type { TenantId } from '@stageline/contracts';
import { tenantOf } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import { CreditReservationModel } from './credits.model.ts';

/** Reservations of all sites whose work has not been heard of in time, the longest due first. */
export function overdueReservations(
  now: Date,
  limit: number,
): Promise<{ readonly tenantId: TenantId; readonly key: string }[]> {
  return runAsSystem('sweep of credits: reservations that timed out', async () => {
    const rows = await CreditReservationModel.find({ expiresAt: { $type: 'date', $lte: now } }, { tenantId: 1, key: 1 })
      .sort({ expiresAt: 1 })
      .limit(limit)
      .lean();
    return rows.map((row) => ({ tenantId: tenantOf(row), key: row.key }));
  });
}
