import type { RecordingId, ReplayFailure, ReplayId, SessionId } from '@stageline/contracts';
import { bulkInsert } from '@stageline/tenancy';
import { ReplayModel } from './replays.model.ts';
import type { ReplayRow } from './replays.types.ts';

const LISTED = 20;

/** What a film brings with it. */
export type FilmFacts = Pick<ReplayRow, 'durationMs' | 'bytes' | 'spans' | 'cuts' | 'pauses' | 'screens'>;

/** Reads and writes of replays; every call runs in the current tenant. */
export function createReplaysRepository() {
  const change = (filter: Record<string, unknown>, set: Partial<ReplayRow>, more: Record<string, unknown> = {}) =>
    ReplayModel.findOneAndUpdate(filter, { $set: set, ...more }, { new: true }).lean<ReplayRow>();

  return {
    /** False where the recording has one already. */
    async insert(row: ReplayRow): Promise<boolean> {
      const { inserted } = await bulkInsert(ReplayModel, [row] as never[]);
      return inserted === 1;
    },

    async find(replayId: ReplayId): Promise<ReplayRow | null> {
      return ReplayModel.findOne({ _id: replayId }).lean<ReplayRow>();
    },

    async ofRecording(recordingId: RecordingId): Promise<ReplayRow | null> {
      return ReplayModel.findOne({ recordingId }).lean<ReplayRow>();
    },

    async findByKey(key: string): Promise<ReplayRow | null> {
      return ReplayModel.findOne({ key }).lean<ReplayRow>();
    },

    async ofSession(sessionId: SessionId): Promise<ReplayRow[]> {
      return ReplayModel.find({ sessionId }).sort({ createdAt: -1 }).limit(LISTED).lean<ReplayRow[]>();
    },

    /** The newest published one of these sessions. @param except sessions that are passed over */
    async newestPublished(
      sessionIds: readonly SessionId[],
      except: (replay: Pick<ReplayRow, 'sessionId' | 'access'>) => Promise<boolean> = async () => false,
    ): Promise<ReplayRow | null> {
      for (const { _id, ...replay } of await this.newestOfEach(sessionIds)) {
        if (await except(replay)) continue;
        const found = await ReplayModel.findOne({ _id, publication: 'published' }).lean<ReplayRow>();
        if (found !== null) return found;
      }
      return null;
    },

    /** Of each of these sessions that has a published one, the newest; what was published last comes first. */
    async newestOfEach(
      sessionIds: readonly SessionId[],
    ): Promise<Pick<ReplayRow, '_id' | 'sessionId' | 'state' | 'access' | 'expiresAt'>[]> {
      const rows = await ReplayModel.find(
        { publication: 'published', sessionId: { $in: [...sessionIds] } },
        { sessionId: 1, state: 1, access: 1, expiresAt: 1 },
      )
        .sort({ publishedAt: -1 })
        .lean<Pick<ReplayRow, '_id' | 'sessionId' | 'state' | 'access' | 'expiresAt'>[]>();
      const seen = new Set<SessionId>();
      return rows.filter(({ sessionId }) => !seen.has(sessionId) && seen.add(sessionId));
    },

    /** Nobody is shown those of a session any more. */
    async takeDownOf(sessionId: SessionId): Promise<void> {
      await ReplayModel.updateMany({ publication: 'published', sessionId }, { $set: { publication: 'taken-down' } });
    },

    /** A new attempt begins; null where there is nothing to make. @returns what was there before */
    async begin(replayId: ReplayId, attempt: string): Promise<ReplayRow | null> {
      return ReplayModel.findOneAndUpdate(
        { _id: replayId, state: 'processing' },
        { $set: { attempt, percent: 0, etaSeconds: null } },
      ).lean<ReplayRow>();
    },

    /** How far it is. @returns whether the attempt is still the one that is wanted */
    async progress(replayId: ReplayId, attempt: string, percent: number, etaSeconds: number | null): Promise<boolean> {
      const result = await ReplayModel.updateOne({ _id: replayId, attempt }, { $set: { percent, etaSeconds } });
      return result.matchedCount === 1;
    },

    /** Shows the film of an attempt; false where another attempt, or nobody, is wanted. */
    async finish(replayId: ReplayId, attempt: string, facts: FilmFacts): Promise<boolean> {
      const done = {
        ...facts,
        state: 'ready',
        film: attempt,
        percent: 100,
        etaSeconds: null,
        lastFailure: null,
      } as const;
      return (await change({ _id: replayId, attempt, state: 'processing' }, done)) !== null;
    },

    async noteFailure(replayId: ReplayId, attempt: string, lastFailure: ReplayFailure): Promise<void> {
      await ReplayModel.updateOne({ _id: replayId, attempt }, { $set: { lastFailure } });
    },

    /** There is no further attempt. */
    fail: (replayId: ReplayId): Promise<ReplayRow | null> =>
      change({ _id: replayId, state: 'processing' }, { state: 'failed', etaSeconds: null }),

    /** It is to be made again. */
    restart: (replayId: ReplayId): Promise<ReplayRow | null> =>
      change(
        { _id: replayId, state: 'failed' },
        { state: 'processing', percent: 0, lastFailure: null },
        { $inc: { retries: 1 } },
      ),

    /** Who may see it from now on; what was granted before ends. */
    publish: (
      replayId: ReplayId,
      set: Pick<ReplayRow, 'publication' | 'publishedAt' | 'access' | 'expiresAt' | 'passwordHash'>,
    ): Promise<ReplayRow | null> => change({ _id: replayId }, set, { $inc: { accessVersion: 1 } }),

    takeDown: (replayId: ReplayId): Promise<ReplayRow | null> =>
      change(
        { _id: replayId, publication: 'published' },
        { publication: 'taken-down' },
        { $inc: { accessVersion: 1 } },
      ),

    setChapters: (replayId: ReplayId, chapters: ReplayRow['chapters']): Promise<ReplayRow | null> =>
      change({ _id: replayId }, { chapters }),

    async remove(replayId: ReplayId): Promise<void> {
      await ReplayModel.deleteOne({ _id: replayId });
    },
  };
}
export type ReplaysRepository = ReturnType<typeof createReplaysRepository>;
