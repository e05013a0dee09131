import { randomBytes } from 'node:crypto';
import {
  ComposeReplay,
  ProblemError,
  type RecordingId,
  type ReplayFailure,
  type ReplayId,
  type SessionId,
  type TenantId,
} from '@stageline/contracts';
import { newId, type Clock, type Logger } from '@stageline/platform';
import type { Queue } from '@stageline/platform/queue';
import { currentTenantId } from '@stageline/tenancy';
import { appRooms, type Hints } from '../../realtime/hints.ts';
import { ComposeError, type Composer } from './composer.ts';
import { mediaTimeOf } from './media-timeline.ts';
import type { ReplayFiles } from './replay-files.ts';
import type { ReplayOffersRepository } from './replay-offers.repository.ts';
import type { ReplayViewsRepository } from './replay-views.repository.ts';
import type { ReplaysRepository } from './replays.repository.ts';
import type { RecordedTracks, Recordings, ReplayRow } from './replays.types.ts';
import { screenStarts } from './scene-plan.ts';

export interface ComposingDeps {
  readonly repository: ReplaysRepository;
  readonly views: ReplayViewsRepository;
  readonly offerClicks: Pick<ReplayOffersRepository, 'remove'>;
  readonly files: ReplayFiles;
  readonly recordings: Recordings;
  readonly compose: Composer;
  readonly queue: Pick<Queue, 'enqueue'>;
  readonly hints: Hints;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How often it is told how far the work is, and looked whether it is still wanted. */
const TOLD_EVERY_MS = 2000;

/** Nobody wants this attempt any more: its recording is gone, or another worker has taken its place. */
class Superseded extends Error {}

const isGone = (error: unknown): boolean => error instanceof ProblemError && error.code === 'not-found';

/** Makes the films of the current tenant's recordings (C-13). */
export function createComposingService(deps: ComposingDeps) {
  const { repository, views, offerClicks, files, recordings, compose, queue, hints, clock, logger } = deps;
  const tell = (id: ReplayId) => hints.send([appRooms.hosts(currentTenantId())], 'replay', id);

  function newReplay(recordingId: RecordingId, sessionId: SessionId, recordedAt: Date): ReplayRow {
    return {
      _id: newId('rpl'),
      recordingId,
      sessionId,
      recordedAt,
      key: randomBytes(16).toString('base64url'),
      createdAt: clock.now(),
      ...({ state: 'processing', retries: 0, attempt: null, percent: 0, etaSeconds: null, lastFailure: null } as const),
      ...{ film: null, durationMs: null, bytes: 0, spans: [], cuts: [], pauses: [], screens: [] },
      ...({ publication: 'draft', publishedAt: null, access: 'registrants', passwordHash: null } as const),
      ...{ accessVersion: 1, expiresAt: null, chapters: null },
    };
  }

  /** Asks for the work; the same order again is the same job. */
  const order = (tenantId: TenantId, { _id: replayId, retries }: ReplayRow): Promise<void> =>
    queue.enqueue(ComposeReplay, tenantId, { replayId }, { jobId: `${replayId}.${retries}` });

  /** What the recording is made of; null where it is gone, and its replay goes with it. */
  async function sourceOf({ recordingId }: ReplayRow): Promise<RecordedTracks | null> {
    try {
      return await recordings.tracksOf(recordingId);
    } catch (error) {
      if (!isGone(error)) throw error;
      await removeOf(recordingId);
      return null;
    }
  }

  async function removeOf(recordingId: RecordingId): Promise<void> {
    const replay = await repository.ofRecording(recordingId);
    if (replay === null) return;
    // Whoever watches it finds it gone first; whatever fails after that is done by the next attempt.
    await repository.takeDown(replay._id);
    await files.removeAll(replay._id);
    await views.remove(replay._id);
    await offerClicks.remove(replay._id);
    await repository.remove(replay._id);
    tell(replay._id);
  }

  /** Tells how far the work is from time to time, and ends it when nobody wants it any more. */
  function progressOf(replay: ReplayRow, attempt: string, stop: AbortController) {
    const startedAt = clock.now().getTime();
    let toldAt = 0;
    let telling: Promise<void> = Promise.resolve();
    const note = async (percent: number, etaSeconds: number | null) => {
      if (!(await repository.progress(replay._id, attempt, percent, etaSeconds))) throw new Superseded();
      await recordings.reportProgress(replay.recordingId, percent, etaSeconds);
      tell(replay._id);
    };
    return {
      onProgress(share: number) {
        const now = clock.now().getTime();
        if (now - toldAt < TOLD_EVERY_MS) return;
        toldAt = now;
        const left = share < 0.02 ? null : Math.round((((now - startedAt) / share) * (1 - share)) / 1000);
        telling = telling
          .then(() => note(Math.floor(share * 100), left))
          .catch((error: unknown) => {
            if (error instanceof Superseded || isGone(error)) stop.abort(new Superseded());
            else logger.warn({ err: error }, 'the progress of a replay could not be told');
          });
      },
      settled: () => telling,
    };
  }

  async function attemptOnce(replay: ReplayRow, attempt: string, source: RecordedTracks): Promise<void> {
    const stop = new AbortController();
    const progress = progressOf(replay, attempt, stop);
    const pathOf = files.pathOf(replay._id, attempt);
    const { timeline, bytes } = await compose({ source, pathOf, signal: stop.signal, onProgress: progress.onProgress });
    await progress.settled();
    const { spans, cuts, durationMs } = timeline;
    const { pauses } = source.recording;
    const screens = screenStarts(source.tracks, pauses).flatMap((at) => mediaTimeOf(spans, at) ?? []);
    if (!(await repository.finish(replay._id, attempt, { durationMs, bytes, spans, cuts, pauses, screens })))
      throw new Superseded();
  }

  async function tellReady({ _id, recordingId }: ReplayRow): Promise<void> {
    await recordings.markReady(recordingId).catch((error: unknown) => {
      if (!isGone(error)) throw error;
    });
    tell(_id);
  }

  return {
    /** A recording is whole: its replay is there from now on, and will be made. Harmless when repeated. */
    async announce(tenantId: TenantId, recordingId: RecordingId): Promise<void> {
      let replay = await repository.ofRecording(recordingId);
      if (replay === null) {
        const { recording } = await recordings.tracksOf(recordingId);
        await repository.insert(newReplay(recordingId, recording.sessionId, recording.startedAt));
        replay = await repository.ofRecording(recordingId);
      }
      if (replay?.state === 'processing') await order(tenantId, replay);
    },

    /** Orders again what is still to be made: harmless while its job is there, needed where that was lost. */
    async orderAgain(tenantId: TenantId, replayId: ReplayId): Promise<void> {
      const replay = await repository.find(replayId);
      if (replay?.state === 'processing') await order(tenantId, replay);
    },

    /**
     * One attempt. What an earlier one has stored is removed, unless it is what is shown: a film is seen once it is whole.
     * @throws what the attempt ended with, for another one
     */
    async make(replayId: ReplayId): Promise<void> {
      const found = await repository.find(replayId);
      // It was made, and whoever made it may have ended before it could say so.
      if (found?.state === 'ready') return tellReady(found);
      const attempt = newId('evt');
      const before = await repository.begin(replayId, attempt);
      if (before === null) return;
      if (before.attempt !== null && before.attempt !== before.film)
        await files.removeAttempt(replayId, before.attempt);
      const source = await sourceOf(before);
      if (source === null) return;
      try {
        await attemptOnce(before, attempt, source);
      } catch (error) {
        await files.removeAttempt(replayId, attempt);
        if (error instanceof Superseded) return;
        await repository.noteFailure(replayId, attempt, failureOf(error));
        throw error;
      }
      await tellReady(before);
    },

    /** No attempt is left. */
    async giveUp(replayId: ReplayId): Promise<void> {
      const failed = await repository.fail(replayId);
      if (failed === null) return;
      const reason = failed.lastFailure ?? 'interrupted';
      const told = reason === 'nothing-recorded' || reason === 'segments-missing' ? reason : 'composite-failed';
      await recordings.markFailed(failed.recordingId, told).catch((error: unknown) => {
        if (!isGone(error)) throw error;
      });
      tell(replayId);
    },

    /** @throws ProblemError `illegal-transition` for one that has not failed */
    async again(tenantId: TenantId, replay: ReplayRow): Promise<ReplayRow> {
      const restarted = await repository.restart(replay._id);
      if (restarted === null) throw new ProblemError('illegal-transition');
      await recordings.markProcessing(replay.recordingId);
      await order(tenantId, restarted);
      tell(replay._id);
      return restarted;
    },

    /** Its recording is gone. Harmless when repeated. */
    removeOf,
  };
}
export type ComposingService = ReturnType<typeof createComposingService>;

const failureOf = (error: unknown): ReplayFailure => (error instanceof ComposeError ? error.code : 'damaged');
