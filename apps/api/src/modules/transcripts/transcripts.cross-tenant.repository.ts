import type { RecordingId, TenantId } from '@stageline/contracts';
import { tenantOf } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import { TranscriptModel } from './transcripts.model.ts';

/** Transcripts of all sites but `except` that are being written, in the order of their recordings; ids only. */
export function unwrittenTranscripts(
  except: readonly TenantId[],
  limit: number,
): Promise<{ tenantId: TenantId; recordingId: RecordingId; pass: number }[]> {
  return runAsSystem('sweep: transcripts whose job was lost', async () => {
    const rows = await TranscriptModel.find(
      { state: 'writing', tenantId: { $nin: [...except] } },
      { tenantId: 1, pass: 1 },
    )
      .sort({ _id: 1 })
      .limit(limit)
      .lean();
    return rows.map((row) => ({ tenantId: tenantOf(row), recordingId: row._id as RecordingId, pass: row.pass }));
  });
}
