import type { RecordingId } from '@stageline/contracts';
import { findRows } from '@stageline/tenancy';
import { TranscriptLineModel } from './transcripts.model.ts';
import type { TranscriptLineRow } from './transcripts.types.ts';

export type SaidLine = Pick<TranscriptLineRow, 'recordingId' | 'startMs' | 'speaker' | 'text'>;

/**
 * What was said in a recording of the current tenant between two moments of it, by the transcript that can be read.
 * @param fromMs since the recording began
 */
export const saidBetween = (
  { sessionId, recordingId }: Pick<TranscriptLineRow, 'sessionId'> & { readonly recordingId: RecordingId },
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  limit: number,
): Promise<SaidLine[]> =>
  findRows<SaidLine>(
    TranscriptLineModel,
    { sessionId, shown: true, recordingId, startMs: { $gte: fromMs, $lte: toMs }, text: { $ne: '' } },
    { projection: { _id: 0, recordingId: 1, startMs: 1, speaker: 1, text: 1 }, sort: { startMs: 1 }, limit },
  );
