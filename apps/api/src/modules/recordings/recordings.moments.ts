import type { RecordingId, RecordingPause, SessionId } from '@stageline/contracts';
import type { Mark, MomentSource } from '../moments/index.ts';
import { pausesOf } from './recording-pauses.ts';
import { createRecordingsRepository } from './recordings.repository.ts';
import type { RecordingRow } from './recordings.types.ts';

/** When recordings of a masterclass were started and stopped. */
export const recordingMoments: MomentSource = async ({ id: sessionId }, limit) => {
  const rows = await createRecordingsRepository().ofSession(sessionId, limit);
  return rows.flatMap((row) => {
    const { _id: id, startedAt, stoppedAt } = row;
    return [
      { kind: 'recording-started' as const, id, at: startedAt },
      ...pausesOf(row).flatMap((pause, at) => pauseMarks(row, pause, `${id}.${at}`)),
      ...(stoppedAt === null ? [] : [{ kind: 'recording-stopped' as const, id, at: stoppedAt }]),
    ];
  });
};

/** One that lasted until the recording was stopped has no end of its own. */
function pauseMarks({ startedAt, durationMs }: RecordingRow, { fromMs, toMs }: RecordingPause, id: string): Mark[] {
  const at = (ms: number) => new Date(startedAt.getTime() + ms);
  const begun: Mark = { kind: 'recording-paused', id, at: at(fromMs) };
  return toMs === null || toMs === durationMs ? [begun] : [begun, { kind: 'recording-resumed', id, at: at(toMs) }];
}

/** When each recording of a session of the current tenant began. */
export async function recordingStarts(sessionId: SessionId, limit: number): Promise<Map<RecordingId, Date>> {
  const rows = await createRecordingsRepository().ofSession(sessionId, limit);
  return new Map(rows.map(({ _id, startedAt }) => [_id, startedAt]));
}
