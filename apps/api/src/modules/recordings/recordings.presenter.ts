import type { RecordingTrouble, RecordingView } from '@stageline/contracts';
import { pausedMs, pausesOf } from './recording-pauses.ts';
import type { RecordingRow } from './recordings.types.ts';

/** What is known of a recording that is not finished. */
export interface Running {
  readonly bytes: number;
  readonly trouble: RecordingTrouble | null;
}

/** A recording as members see it. */
export const presentRecording = (row: RecordingRow, running?: Running): RecordingView => ({
  id: row._id,
  state: row.state,
  failure: row.failure,
  startedAt: row.startedAt.toISOString(),
  startedBy: row.startedBy,
  stoppedAt: row.stoppedAt?.toISOString() ?? null,
  durationMs: row.durationMs === null ? null : row.durationMs - pausedMs(pausesOf(row)),
  bytes: row.bytes ?? running?.bytes ?? 0,
  trouble: running?.trouble ?? null,
  progress: row.progress,
  gaps: [...row.gaps],
  pauses: pausesOf(row).map(({ fromMs, toMs }) => ({ fromMs, toMs })),
});
