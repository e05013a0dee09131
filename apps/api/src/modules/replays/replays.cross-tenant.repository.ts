import type { ReplayId, TenantId } from '@stageline/contracts';
import { tenantOf } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import { ReplayModel } from './replays.model.ts';

/** Replays of all sites but `except` that are to be made, those first that wait longest; ids only. */
export function unmadeReplays(
  except: readonly TenantId[],
  limit: number,
): Promise<{ tenantId: TenantId; replayId: ReplayId }[]> {
  return runAsSystem('sweep: replays whose job was lost', async () => {
    const rows = await ReplayModel.find({ state: 'processing', tenantId: { $nin: [...except] } }, { tenantId: 1 })
      .sort({ createdAt: 1 })
      .limit(limit)
      .lean();
    return rows.map((row) => ({ tenantId: tenantOf(row), replayId: row._id as ReplayId }));
  });
}
