import type { RecordingId, RecordingTrackId } from '@stageline/contracts';
import { RecordingModel, RecordingTrackModel } from './recordings.model.ts';
import type { RecordingRow, TrackRow } from './recordings.types.ts';

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
