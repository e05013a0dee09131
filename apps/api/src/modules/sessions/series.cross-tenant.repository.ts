import type { SeriesId, TenantId } from '@stageline/contracts';
import { tenantOf } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import { SeriesModel } from './series.model.ts';

/** Series of all tenants but `except` for which further dates are to be looked for, those first that wait longest. Ids only. */
export function dueSeries(
  now: Date,
  except: readonly TenantId[],
  limit: number,
): Promise<{ readonly id: SeriesId; readonly tenantId: TenantId }[]> {
  return runAsSystem('planning of series: which are due', async () => {
    const due = { fillAt: { $lte: now }, tenantId: { $nin: [...except] } };
    const rows = await SeriesModel.find(due, { tenantId: 1 }).sort({ fillAt: 1 }).limit(limit).lean();
    return rows.map((row) => ({ id: row._id as SeriesId, tenantId: tenantOf(row) }));
  });
}
