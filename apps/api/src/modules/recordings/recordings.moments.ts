import type { RecordingId, SessionId } from '@stageline/contracts';
import type { MomentSource } from '../moments/index.ts';
import { createRecordingsRepository } from './recordings.repository.ts';

/** When recordings of a masterclass were started and stopped. */
export const recordingMoments: MomentSource = async ({ id: sessionId }, limit) => {
  const rows = await createRecordingsRepository().ofSession(sessionId, limit);
  return rows.flatMap(({ _id: id, startedAt, stoppedAt }) => [
    { kind: 'recording-started' as const, id, at: startedAt },
    ...(stoppedAt === null ? [] : [{ kind: 'recording-stopped' as const, id, at: stoppedAt }]),
  ]);
};

/** When each recording of a session of the current tenant began. */
export async function recordingStarts(sessionId: SessionId, limit: number): Promise<Map<RecordingId, Date>> {
  const rows = await createRecordingsRepository().ofSession(sessionId, limit);
  return new Map(rows.map(({ _id, startedAt }) => [_id, startedAt]));
}
