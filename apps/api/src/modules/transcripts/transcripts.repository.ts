import type { RecordingId, SessionId, TranscriptFailure, SpokenLanguage, TranscriptLineId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { bulkInsert } from '@stageline/tenancy';
import { TranscriptEditModel, TranscriptLineModel, TranscriptModel } from './transcripts.model.ts';
import type { TranscriptEditRow, TranscriptLineRow, TranscriptRow } from './transcripts.types.ts';

/** Where a page of lines begins. */
export interface LineBound {
  readonly startMs: number;
  readonly id: TranscriptLineId;
}

/** Transcripts of the current tenant, with their lines and what was changed in them. */
export function createTranscriptsRepository() {
  return {
    async find(recordingId: RecordingId): Promise<TranscriptRow | null> {
      return TranscriptModel.findById(recordingId).lean<TranscriptRow>();
    },

    /**
     * Begins the next pass, in the caller's transaction.
     * @returns it; null where one is being written
     * @throws an error of a duplicate key where somebody else began the first in this moment
     */
    async begin(recordingId: RecordingId, sessionId: SessionId, language: SpokenLanguage): Promise<number | null> {
      const fresh = { language, state: 'writing', failure: null, done: [], parts: 0 } as const;
      const changed = await TranscriptModel.findOneAndUpdate(
        { _id: recordingId, state: { $ne: 'writing' } },
        { $set: fresh, $inc: { pass: 1 } },
        { new: true, projection: { pass: 1 } },
      ).lean<{ pass: number }>();
      if (changed !== null) return changed.pass;
      if ((await TranscriptModel.findById(recordingId, { _id: 1 }).lean()) !== null) return null;
      await bulkInsert(TranscriptModel, [{ _id: recordingId, sessionId, pass: 1, shownPass: null, ...fresh } as never]);
      return 1;
    },

    async setParts(recordingId: RecordingId, pass: number, parts: number): Promise<void> {
      await TranscriptModel.updateOne({ _id: recordingId, pass, state: 'writing' }, { $set: { parts } });
    },

    /** In the caller's transaction, with the part's lines. @returns false where the part is written, or the pass is not */
    async markDone(recordingId: RecordingId, pass: number, part: string): Promise<boolean> {
      const open = { _id: recordingId, pass, state: 'writing', done: { $ne: part } };
      return (await TranscriptModel.updateOne(open, { $addToSet: { done: part } })).modifiedCount === 1;
    },

    async insertLines(lines: readonly Omit<TranscriptLineRow, '_id'>[]): Promise<void> {
      if (lines.length > 0)
        await bulkInsert(TranscriptLineModel, lines.map((line) => ({ _id: newId('tln'), ...line })) as never);
    },

    /** In the caller's transaction: readers see this pass, and the one before is gone. @returns false where it is not written */
    async show(recordingId: RecordingId, pass: number): Promise<boolean> {
      const { modifiedCount } = await TranscriptModel.updateOne(
        { _id: recordingId, pass, state: 'writing' },
        { $set: { state: 'ready', shownPass: pass } },
      );
      if (modifiedCount === 0) return false;
      await TranscriptLineModel.updateMany({ recordingId, pass }, { $set: { shown: true } });
      await TranscriptLineModel.deleteMany({ recordingId, pass: { $ne: pass } });
      await TranscriptEditModel.deleteMany({ recordingId });
      return true;
    },

    /** @returns whether the pass was being written */
    async fail(recordingId: RecordingId, pass: number, failure: TranscriptFailure): Promise<boolean> {
      const { modifiedCount } = await TranscriptModel.updateOne(
        { _id: recordingId, pass, state: 'writing' },
        { $set: { state: 'failed', failure } },
      );
      if (modifiedCount === 1) await TranscriptLineModel.deleteMany({ recordingId, pass });
      return modifiedCount === 1;
    },

    /** Everything of a recording. */
    async remove(recordingId: RecordingId): Promise<void> {
      await TranscriptModel.deleteOne({ _id: recordingId });
      await TranscriptLineModel.deleteMany({ recordingId });
      await TranscriptEditModel.deleteMany({ recordingId });
    },

    /** In order of time. */
    async lines(
      { recordingId, pass }: { readonly recordingId: RecordingId; readonly pass: number },
      after: LineBound | null,
      limit: number,
    ): Promise<TranscriptLineRow[]> {
      const later = after && {
        startMs: { $gte: after.startMs },
        $or: [{ startMs: { $gt: after.startMs } }, { _id: { $gt: after.id } }],
      };
      return TranscriptLineModel.find({ recordingId, pass, ...later })
        .sort({ startMs: 1, _id: 1 })
        .limit(limit)
        .lean<TranscriptLineRow[]>();
    },

    async countLines(recordingId: RecordingId, pass: number): Promise<number> {
      return TranscriptLineModel.countDocuments({ recordingId, pass });
    },

    async findLine(recordingId: RecordingId, lineId: TranscriptLineId): Promise<TranscriptLineRow | null> {
      return TranscriptLineModel.findOne({ _id: lineId, recordingId, shown: true }).lean<TranscriptLineRow>();
    },

    /** Null where somebody changed it meanwhile. */
    async changeLine(lineId: TranscriptLineId, version: number, text: string): Promise<TranscriptLineRow | null> {
      return TranscriptLineModel.findOneAndUpdate(
        { _id: lineId, version },
        { $set: { text, edited: true, confidence: null }, $inc: { version: 1 } },
        { new: true },
      ).lean<TranscriptLineRow>();
    },

    async keepEdit(recordingId: RecordingId, edit: TranscriptEditRow): Promise<void> {
      await bulkInsert(TranscriptEditModel, [{ _id: newId('ted'), recordingId, ...edit } as never]);
    },

    /** Newest first. */
    async edits(lineId: TranscriptLineId, limit: number): Promise<TranscriptEditRow[]> {
      return TranscriptEditModel.find({ lineId }).sort({ version: -1 }).limit(limit).lean<TranscriptEditRow[]>();
    },

    /** Lines that hold all of these words, of all recordings; the newest recordings first. */
    async search(words: readonly string[], limit: number): Promise<TranscriptLineRow[]> {
      // A word in quotes must be there; otherwise any of them would do.
      const $search = words.map((word) => `"${word}"`).join(' ');
      return TranscriptLineModel.find({ $text: { $search }, shown: true })
        .sort({ recordingId: -1, startMs: 1 })
        .limit(limit)
        .lean<TranscriptLineRow[]>();
    },
  };
}
export type TranscriptsRepository = ReturnType<typeof createTranscriptsRepository>;
