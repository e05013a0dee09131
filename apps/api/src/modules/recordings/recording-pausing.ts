import {
  recordings,
  ProblemError,
  RecordingOrdered,
  type AuditAction,
  type RecordingId,
  type RecordingView,
  type SessionId,
} from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import type { Transaction, UnitOfWork } from '@stageline/platform/outbox';
import type { AuditLog } from '../audit/index.ts';
import type { SessionsService } from '../sessions/index.ts';
import { openPause, pausedMs, pausesOf } from './recording-pauses.ts';
import type { RecordingsRepository } from './recordings.repository.ts';
import type { RecordingRow } from './recordings.types.ts';

export interface RecordingPausingDeps {
  readonly repository: Pick<RecordingsRepository, 'openPause' | 'closePause'>;
  readonly sessions: Pick<SessionsService, 'get' | 'markRecording'>;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  /** @throws ProblemError `not-found` */
  readonly existing: (sessionId: SessionId, recordingId: RecordingId) => Promise<RecordingRow>;
  readonly tell: (tx: Transaction, sessionId: SessionId) => void;
  readonly present: (row: RecordingRow) => Promise<RecordingView>;
}

/**
 * Pauses a recording that runs, and goes on with it (C-12, G-03). The instant is the one at which a host asked: what the media
 * servers write until they hear of it is cut there.
 */
export function createRecordingPausing(deps: RecordingPausingDeps) {
  const { repository, sessions, audit, unitOfWork, clock, existing, tell, present } = deps;

  /** @param step changes it; null where it stands so already */
  async function change(
    sessionId: SessionId,
    recordingId: RecordingId,
    wanted: 'paused' | 'running',
    step: (row: RecordingRow, atMs: number) => Promise<RecordingRow | null>,
  ): Promise<RecordingView> {
    // Here, and not when a transaction begins that may have to begin again.
    const askedMs = clock.now().getTime();
    const { title } = await sessions.get(sessionId);
    const changed = await unitOfWork.run(async (tx) => {
      const row = await existing(sessionId, recordingId);
      if (row.state !== 'recording') throw new ProblemError('illegal-transition');
      const startedMs = row.startedAt.getTime();
      // Two servers' clocks may differ: a pause never begins before the one before it ended, nor ends before it began.
      const last = pausesOf(row).at(-1);
      const atMs = Math.max(askedMs - startedMs, last?.toMs ?? last?.fromMs ?? 0);
      const after = await step(row, atMs);
      if (after === null) return row;
      const pause = openPause(after);
      await sessions.markRecording(tx, sessionId, {
        id: recordingId,
        since: after.startedAt,
        pausedSince: pause === null ? null : new Date(startedMs + pause.fromMs),
        pausedMs: pausedMs(pausesOf(after)),
      });
      const action: AuditAction = wanted === 'paused' ? 'recording.paused' : 'recording.resumed';
      await audit.record({ action, target: { type: 'session', id: sessionId, name: title } });
      tx.record(RecordingOrdered, { recordingId, sessionId });
      tell(tx, sessionId);
      return after;
    });
    return present(changed);
  }

  return {
    /**
     * Nothing from now on is kept. Harmless for one that is paused.
     * @throws ProblemError `not-found`, `not-live`, `illegal-transition` for one that does not run, `limit-reached`
     */
    pause: (sessionId: SessionId, recordingId: RecordingId): Promise<RecordingView> =>
      change(sessionId, recordingId, 'paused', async (row, atMs) => {
        if (pausesOf(row).length >= recordings.MOST_PAUSES) throw new ProblemError('limit-reached');
        return repository.openPause(recordingId, atMs);
      }),

    /**
     * Goes on. Harmless for one that is not paused.
     * @throws ProblemError `not-found`, `not-live`, `illegal-transition` for one that does not run
     */
    resume: (sessionId: SessionId, recordingId: RecordingId): Promise<RecordingView> =>
      change(sessionId, recordingId, 'running', async (_row, atMs) => repository.closePause(recordingId, atMs)),
  };
}
