import type { RecordingId, RecordingReport, RecordingTrackId } from '@stageline/contracts';
import { RecordingModel, RecordingSegmentModel, RecordingTrackModel } from './recordings.model.ts';
import type { RecordedSegment, RecordingRow, SegmentRow, TrackRow } from './recordings.types.ts';

/** Whose voice a track of sound is. */
export interface RecordedVoice {
  readonly speaker: string;
  readonly fromHost: boolean;
  /** The instant from which offsets of the recording count. */
  readonly recordingStartedAt: Date;
}

/** Null for a track that is no sound, that is not of this recording, or that nobody has described yet. */
export async function recordedVoice(
  recordingId: RecordingId,
  trackId: RecordingTrackId,
): Promise<RecordedVoice | null> {
  const track = await RecordingTrackModel.findOne(
    { _id: trackId, recordingId },
    { displayName: 1, fromHost: 1, kind: 1 },
  ).lean<TrackRow>();
  if (track?.kind !== 'audio' || track.displayName === undefined || track.fromHost === undefined) return null;
  const recording = await RecordingModel.findById(recordingId, { startedAt: 1 }).lean<
    Pick<RecordingRow, 'startedAt'>
  >();
  if (recording === null) return null;
  return { speaker: track.displayName, fromHost: track.fromHost, recordingStartedAt: recording.startedAt };
}

/** What was kept of a segment that an sfu told of: all of it, what came before a pause, or nothing, which is null. */
export async function keptOf(
  report: Extract<RecordingReport, { type: 'recording-segment' }>,
): Promise<RecordedSegment | null> {
  const { recordingId, trackId, index, storageKey, startMs } = report;
  const row = await RecordingSegmentModel.findOne(
    { recordingId, trackId, index },
    { durationMs: 1, bytes: 1 },
  ).lean<SegmentRow>();
  if (row === null || row.durationMs === 0) return null;
  const { durationMs, bytes } = row;
  return { storageKey, startMs, durationMs, bytes, isCut: durationMs < report.durationMs };
}
