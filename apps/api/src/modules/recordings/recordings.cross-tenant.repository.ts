import type { RecordingId, TenantId } from '@stageline/contracts';
import { runAsSystem } from '@stageline/tenancy/system';
import { RecordingModel } from './recordings.model.ts';

/** Recordings of all sites that were stopped before `before` and are not finished, the oldest first; ids only. */
export function unfinishedRecordings(
  before: Date,
  paused: readonly TenantId[],
  limit: number,
): Promise<{ tenantId: TenantId; recordingId: RecordingId }[]> {
  return runAsSystem('sweep: recordings whose media server fell silent', async () => {
    const rows = await RecordingModel.find(
      { state: 'processing', finishedAt: null, stoppedAt: { $lt: before }, tenantId: { $nin: [...paused] } },
      { tenantId: 1 },
    )
      .sort({ stoppedAt: 1 })
      .limit(limit)
      .lean<{ _id: RecordingId; tenantId: TenantId }[]>();
    return rows.map(({ _id, tenantId }) => ({ tenantId, recordingId: _id }));
  });
}
