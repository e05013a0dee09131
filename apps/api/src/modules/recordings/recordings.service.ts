import {
  ProblemError,
  RecordingFinished,
  RecordingOrdered,
  RecordingRemoved,
  type RecordingFailure,
  type RecordingId,
  type RecordingView,
  type SessionId,
} from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import type { Transaction, UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId } from '@stageline/tenancy';
import type { MemberActor } from '../../http/route.ts';
import { appRooms, type Hints } from '../../realtime/hints.ts';
import type { AuditLog } from '../audit/index.ts';
import type { SessionsService } from '../sessions/index.ts';
import { gapsOf } from './recording-gaps.ts';
import { keptSegments, pausesOf, stoppedInPause } from './recording-pauses.ts';
import { createRecordingPausing } from './recording-pausing.ts';
import { presentRecording } from './recordings.presenter.ts';
import type { RecordingsRepository } from './recordings.repository.ts';
import type { NodeRow, RecordedTrack, RecordedTracks, RecordingRow, SegmentRow, TrackRow } from './recordings.types.ts';

export interface RecordingsServiceDeps {
  readonly repository: RecordingsRepository;
  readonly sessions: Pick<SessionsService, 'get' | 'setRecording' | 'markRecording'>;
  readonly members: { find(id: MemberActor['membershipId']): Promise<{ readonly name: string } | null> };
  readonly audit: Pick<AuditLog, 'record'>;
  readonly hints: Hints;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** Recordings of one session; more are made by mistake only. */
const MAX_RECORDINGS = 20;
/** An sfu that says nothing for this long has gone; it speaks every 10 seconds. */
export const SILENT_AFTER_MS = 60_000;

/** Recordings of the current tenant's sessions: `recording -> processing -> ready | failed` (C-12). */
export function createRecordingsService(deps: RecordingsServiceDeps) {
  const { repository, sessions, members, audit, hints, unitOfWork, clock } = deps;

  async function existing(sessionId: SessionId, recordingId: RecordingId): Promise<RecordingRow> {
    const row = await repository.find(recordingId);
    if (row === null || row.sessionId !== sessionId) throw new ProblemError('not-found');
    return row;
  }

  /** Whoever looks at the recordings of the session fetches them again. */
  function tell(tx: Transaction, sessionId: SessionId): void {
    const tenantId = currentTenantId();
    tx.afterCommit(() => hints.send([appRooms.hosts(tenantId)], 'session', sessionId));
  }

  const isTroubled = ({ trouble }: NodeRow) => trouble !== null && trouble !== 'no-writer';

  async function present(row: RecordingRow): Promise<RecordingView> {
    if (row.finishedAt !== null) return presentRecording(row);
    const [bytes, nodes] = [await repository.bytes(row._id), await repository.nodes(row._id)];
    const troubled = nodes.find((node) => isOpen(node, clock.now()) && isTroubled(node));
    return presentRecording(row, { bytes, trouble: (troubled?.trouble ?? null) as RecordingView['trouble'] });
  }

  /** Ends one that runs, if it does: nothing is recorded any more, and what is on the way is waited for. */
  async function end(tx: Transaction, row: RecordingRow, at: Date): Promise<RecordingRow | null> {
    const { _id: recordingId, sessionId } = row;
    const durationMs = Math.max(0, at.getTime() - row.startedAt.getTime());
    const stopped = await repository.change(recordingId, ['recording'], {
      state: 'processing',
      stoppedAt: at,
      durationMs,
    });
    if (stopped === null) return null;
    const last = pausesOf(stopped).at(-1);
    // A pause ends with what it interrupts.
    const whole = (last?.toMs === null && (await repository.closePause(recordingId, durationMs))) || stopped;
    await sessions.setRecording(tx, sessionId, null);
    tx.record(RecordingOrdered, { recordingId, sessionId });
    tell(tx, sessionId);
    return whole;
  }

  /** Closes the account: what is missing by now is missing. */
  async function finish(row: RecordingRow, tracks: readonly TrackRow[], segments: readonly SegmentRow[]) {
    const { _id: recordingId, sessionId, durationMs } = row;
    const kept = keptSegments(segments, pausesOf(row));
    await unitOfWork.run(async (tx) => {
      const facts = {
        finishedAt: clock.now(),
        bytes: kept.reduce((sum, { bytes }) => sum + bytes, 0),
        gaps: gapsOf(tracks, kept, durationMs ?? 0, pausesOf(row)),
      };
      const nothing = { state: 'failed', failure: 'nothing-recorded' } as const;
      const finished = await repository.finish(recordingId, { ...facts, ...(kept.length === 0 && nothing) });
      if (finished === null) return;
      if (kept.length > 0) tx.record(RecordingFinished, { recordingId, sessionId });
      tell(tx, sessionId);
    });
  }

  /**
   * Finishes one that was stopped, once all of it is in storage, or when nobody can bring more. Harmless for any other.
   * @returns whether it is finished
   */
  async function finishIfComplete(recordingId: RecordingId): Promise<boolean> {
    const row = await repository.find(recordingId);
    if (row?.state !== 'processing' || row.finishedAt !== null) return row !== null && row.finishedAt !== null;
    const [nodes, tracks] = [await repository.nodes(recordingId), await repository.tracks(recordingId)];
    const segments = await repository.segments(recordingId);
    if (!isSettled(row, nodes, clock.now()) && !isComplete(row, nodes, tracks, segments)) return false;
    await finish(row, tracks, segments);
    return true;
  }

  /** @throws ProblemError `not-found`, `illegal-transition` where it is in none of these states */
  async function moveOn(recordingId: RecordingId, from: readonly RecordingRow['state'][], set: Partial<RecordingRow>) {
    await unitOfWork.run(async (tx) => {
      const moved = await repository.change(recordingId, from, set);
      if (moved !== null) return tell(tx, moved.sessionId);
      throw new ProblemError((await repository.find(recordingId)) === null ? 'not-found' : 'illegal-transition');
    });
  }

  return {
    /** Newest first. @throws ProblemError `not-found` for no session of ours */
    async list(sessionId: SessionId): Promise<{ items: RecordingView[] }> {
      await sessions.get(sessionId);
      const rows = await repository.ofSession(sessionId, MAX_RECORDINGS);
      return { items: await Promise.all(rows.map(present)) };
    },

    /** @throws ProblemError `not-found`, `not-live`, `illegal-transition` while one runs, `limit-reached` */
    async start(actor: MemberActor, sessionId: SessionId): Promise<RecordingView> {
      const { title } = await sessions.get(sessionId);
      const startedBy = (await members.find(actor.membershipId))?.name ?? '';
      return unitOfWork.run(async (tx) => {
        if ((await repository.count(sessionId)) >= MAX_RECORDINGS) throw new ProblemError('limit-reached');
        const recordingId = newId('rec');
        const startedAt = clock.now();
        await sessions.setRecording(tx, sessionId, {
          id: recordingId,
          since: startedAt,
          pausedSince: null,
          pausedMs: 0,
        });
        const open = {
          failure: null,
          stoppedAt: null,
          finishedAt: null,
          durationMs: null,
          bytes: null,
          progress: null,
        };
        const row: RecordingRow = {
          _id: recordingId,
          sessionId,
          state: 'recording',
          startedAt,
          startedBy,
          gaps: [],
          ...open,
        };
        await repository.insert(row);
        tx.record(RecordingOrdered, { recordingId, sessionId });
        await audit.record({ action: 'recording.started', target: { type: 'session', id: sessionId, name: title } });
        tell(tx, sessionId);
        return presentRecording(row);
      });
    },

    ...createRecordingPausing({ ...deps, existing, tell, present }),

    /** @throws ProblemError `not-found`, `illegal-transition` for one that does not run */
    async stop(sessionId: SessionId, recordingId: RecordingId): Promise<RecordingView> {
      const { title } = await sessions.get(sessionId);
      const row = await existing(sessionId, recordingId);
      const stopped = await unitOfWork.run(async (tx) => {
        const ended = await end(tx, row, clock.now());
        if (ended === null) throw new ProblemError('illegal-transition');
        await audit.record({ action: 'recording.stopped', target: { type: 'session', id: sessionId, name: title } });
        return ended;
      });
      return present(stopped);
    },

    /** Ends what runs when its session is over. Harmless when repeated. */
    async stopWith(sessionId: SessionId, at: Date): Promise<void> {
      const row = await repository.running(sessionId);
      if (row !== null) await unitOfWork.run((tx) => end(tx, row, at));
    },

    /** @throws ProblemError `not-found`, `illegal-transition` while it runs or is being made */
    async remove(sessionId: SessionId, recordingId: RecordingId): Promise<void> {
      const { title } = await sessions.get(sessionId);
      const row = await existing(sessionId, recordingId);
      if (row.state === 'recording' || row.state === 'processing') throw new ProblemError('illegal-transition');
      await unitOfWork.run(async (tx) => {
        await repository.remove(recordingId);
        tx.record(RecordingRemoved, { recordingId, sessionId });
        await audit.record({ action: 'recording.removed', target: { type: 'session', id: sessionId, name: title } });
        tell(tx, sessionId);
      });
    },

    /** A media server cannot write: the recording has failed. Harmless for one that does not run. */
    async cannotWrite(recordingId: RecordingId): Promise<void> {
      const row = await repository.find(recordingId);
      if (row?.state !== 'recording') return;
      await unitOfWork.run(async (tx) => {
        if ((await end(tx, row, clock.now())) === null) return;
        await repository.finish(recordingId, { state: 'failed', failure: 'no-writer', finishedAt: clock.now() });
      });
    },

    /** Hosts fetch again when what troubles a media server has changed. */
    async tellTrouble(recordingId: RecordingId): Promise<void> {
      const row = await repository.find(recordingId);
      if (row !== null) hints.send([appRooms.hosts(currentTenantId())], 'session', row.sessionId);
    },

    finishIfComplete,

    /** As `finishIfComplete`, for one that was paused when it was stopped: nobody has anything more to say of it. */
    async finishIfStoppedInPause(recordingId: RecordingId): Promise<void> {
      const row = await repository.find(recordingId);
      if (row !== null && stoppedInPause(row)) await finishIfComplete(recordingId);
    },

    /** Which session it is a recording of; null for none of ours. */
    async sessionOf(recordingId: RecordingId): Promise<SessionId | null> {
      return (await repository.find(recordingId))?.sessionId ?? null;
    },

    /** All that was recorded. @throws ProblemError `not-found`, `illegal-transition` before it is finished */
    async tracksOf(recordingId: RecordingId): Promise<RecordedTracks> {
      const row = await repository.find(recordingId);
      if (row === null) throw new ProblemError('not-found');
      const { sessionId, startedAt, stoppedAt, durationMs, gaps } = row;
      if (row.finishedAt === null || stoppedAt === null || durationMs === null)
        throw new ProblemError('illegal-transition');
      const pauses = pausesOf(row).map(({ fromMs, toMs }) => ({ fromMs, toMs: toMs ?? durationMs }));
      const kept = keptSegments(await repository.segments(recordingId), pauses);
      const segments = Map.groupBy(kept, ({ trackId }) => trackId);
      const cuts = new Set(pauses.map(({ fromMs }) => fromMs));
      const tracks = (await repository.tracks(recordingId)).flatMap((track) => recorded(track, segments, cuts));
      return { recording: { id: recordingId, sessionId, startedAt, stoppedAt, durationMs, gaps, pauses }, tracks };
    },

    /** The composite can be watched. @throws ProblemError `not-found`, `illegal-transition` */
    markReady: (recordingId: RecordingId): Promise<void> =>
      moveOn(recordingId, ['processing', 'ready'], { state: 'ready', failure: null, progress: null }),

    /** There will be no composite; what was recorded stays. @throws ProblemError `not-found`, `illegal-transition` */
    markFailed: (recordingId: RecordingId, failure: RecordingFailure): Promise<void> =>
      moveOn(recordingId, ['processing', 'failed'], { state: 'failed', failure, progress: null }),

    /** The composite is to be made anew. @throws ProblemError `not-found`, `illegal-transition` */
    markProcessing: (recordingId: RecordingId): Promise<void> =>
      moveOn(recordingId, ['processing', 'ready', 'failed'], { state: 'processing', failure: null, progress: null }),

    /** How far the composite is. @throws ProblemError `not-found`, `illegal-transition` */
    reportProgress: (recordingId: RecordingId, percent: number, etaSeconds: number | null): Promise<void> =>
      moveOn(recordingId, ['processing'], { progress: { percent: Math.round(percent), etaSeconds } }),
  };
}
export type RecordingsService = ReturnType<typeof createRecordingsService>;

/** Whether an sfu still writes, or has something on its disk. */
function isOpen({ aliveAt, drainedAt }: NodeRow, now: Date): boolean {
  if (aliveAt === undefined || now.getTime() - aliveAt.getTime() > SILENT_AFTER_MS) return false;
  return drainedAt === undefined || drainedAt < aliveAt;
}

/** Whether nobody can bring more: all have been silent for long. */
function isSettled({ stoppedAt }: RecordingRow, nodes: readonly NodeRow[], now: Date): boolean {
  const since = Math.max(stoppedAt?.getTime() ?? 0, ...nodes.map(({ aliveAt }) => aliveAt?.getTime() ?? 0));
  return now.getTime() - since > SILENT_AFTER_MS;
}

/** From when on it is the last word of an sfu that it has nothing left: it says so at every pause, too. */
function nothingMoreFrom(row: RecordingRow): number {
  const last = pausesOf(row).at(-1);
  if (last === undefined) return 0;
  return row.startedAt.getTime() + (stoppedInPause(row) ? last.fromMs : (last.toMs ?? last.fromMs));
}

/** Whether every sfu has said that it has nothing left, and all that it spoke of is there. */
function isComplete(
  row: RecordingRow,
  nodes: readonly NodeRow[],
  tracks: readonly TrackRow[],
  segments: readonly SegmentRow[],
): boolean {
  if (nodes.length === 0) return false;
  const drained = nodes.every(({ aliveAt, drainedAt }) => drainedAt !== undefined && !(aliveAt! > drainedAt));
  const from = nothingMoreFrom(row);
  // One of them: others may have been gone before the pause.
  const isLast = nodes.some(({ drainedAt }) => drainedAt !== undefined && drainedAt.getTime() >= from);
  const allTold = nodes.every(({ nodeId, tracks: told = 0 }) => {
    const known = tracks.filter((track) => track.nodeId === nodeId && track.startMs !== undefined);
    return known.length >= told;
  });
  const stored = Map.groupBy(segments, ({ trackId }) => trackId);
  const allStored = tracks.every(
    ({ _id, segments: count }) => count !== undefined && (stored.get(_id)?.length ?? 0) >= count,
  );
  return drained && isLast && allTold && allStored;
}

/** A track that its sfu never described cannot be placed, and one without a segment is nothing. */
function recorded(
  track: TrackRow,
  byTrack: ReadonlyMap<string, readonly SegmentRow[]>,
  cuts: ReadonlySet<number>,
): RecordedTrack[] {
  const { _id: trackId, identity, displayName, fromHost, source, kind, codec } = track;
  const segments = (byTrack.get(trackId) ?? []).map(({ storageKey, startMs, durationMs, bytes }) => ({
    storageKey,
    startMs,
    durationMs,
    bytes,
    isCut: cuts.has(startMs + durationMs),
  }));
  if (segments.length === 0 || identity === undefined || displayName === undefined || fromHost === undefined) return [];
  if (source === undefined || kind === undefined || codec === undefined) return [];
  return [{ trackId, identity, displayName, fromHost, source, kind, codec, segments }];
}
