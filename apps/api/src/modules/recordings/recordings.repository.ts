import type { RecordingId, RecordingReport, SessionId } from '@stageline/contracts';
import { retryUpsert } from '@stageline/platform/mongo';
import { bulkInsert } from '@stageline/tenancy';
import { RecordingModel, RecordingNodeModel, RecordingSegmentModel, RecordingTrackModel } from './recordings.model.ts';
import type { NodeRow, RecordingRow, SegmentRow, TrackRow } from './recordings.types.ts';

const FIELDS = {
  sessionId: 1,
  state: 1,
  failure: 1,
  startedAt: 1,
  startedBy: 1,
  stoppedAt: 1,
  finishedAt: 1,
  durationMs: 1,
  bytes: 1,
  gaps: 1,
  pauses: 1,
  progress: 1,
} as const;
const SEGMENT_FIELDS = { _id: 0, trackId: 1, index: 1, storageKey: 1, startMs: 1, durationMs: 1, bytes: 1 } as const;
const NODE_FIELDS = { _id: 0, nodeId: 1, aliveAt: 1, drainedAt: 1, tracks: 1, trouble: 1 } as const;

type ReportOf<T extends RecordingReport['type']> = Extract<RecordingReport, { type: T }>;
type State = RecordingRow['state'];

/**
 * Recordings of the current tenant. What the sfus tell may come twice and in any order: facts are set once, and times only
 * move forward.
 */
export function createRecordingsRepository() {
  const change = (recordingId: RecordingId, from: readonly State[], set: Partial<RecordingRow>, more: object = {}) =>
    RecordingModel.findOneAndUpdate(
      { _id: recordingId, state: { $in: [...from] }, ...more },
      { $set: set },
      { new: true, projection: FIELDS },
    ).lean<RecordingRow>();

  const upsertTrack = (
    { recordingId, trackId, nodeId }: ReportOf<'recording-track-started' | 'recording-track-ended'>,
    set: Partial<TrackRow>,
  ) =>
    retryUpsert(() =>
      RecordingTrackModel.updateOne(
        { _id: trackId },
        { $setOnInsert: { recordingId, nodeId }, $set: set },
        { upsert: true },
      ),
    );

  return {
    async insert(row: RecordingRow): Promise<void> {
      await bulkInsert(RecordingModel, [{ ...row, gaps: [...row.gaps], pauses: [] } as never]);
    },

    async find(recordingId: RecordingId): Promise<RecordingRow | null> {
      return RecordingModel.findOne({ _id: recordingId }, FIELDS).lean<RecordingRow>();
    },

    /** Newest first. */
    async ofSession(sessionId: SessionId, limit: number): Promise<RecordingRow[]> {
      return RecordingModel.find({ sessionId }, FIELDS)
        .sort({ startedAt: -1, _id: -1 })
        .limit(limit)
        .lean<RecordingRow[]>();
    },

    async count(sessionId: SessionId): Promise<number> {
      return RecordingModel.countDocuments({ sessionId });
    },

    /** Changes a recording that is in one of these states; null for another. */
    change: async (recordingId: RecordingId, from: readonly State[], set: Partial<RecordingRow>) =>
      change(recordingId, from, set),

    /** As `change`, for one that nobody has finished; only one caller gets it. */
    finish: async (recordingId: RecordingId, set: Partial<RecordingRow>) =>
      change(recordingId, ['processing'], set, { finishedAt: null }),

    /** The recording of a session that runs; null when there is none. */
    async running(sessionId: SessionId): Promise<RecordingRow | null> {
      return RecordingModel.findOne({ sessionId, state: 'recording' }, FIELDS).lean<RecordingRow>();
    },

    /** Begins a pause of one that runs; null where it does not, or is paused. */
    async openPause(recordingId: RecordingId, fromMs: number): Promise<RecordingRow | null> {
      return RecordingModel.findOneAndUpdate(
        { _id: recordingId, state: 'recording', pauses: { $not: { $elemMatch: { toMs: null } } } },
        { $push: { pauses: { fromMs, toMs: null } } },
        { new: true, projection: FIELDS },
      ).lean<RecordingRow>();
    },

    /** Ends the pause that lasts; null where there is none. */
    async closePause(recordingId: RecordingId, toMs: number): Promise<RecordingRow | null> {
      return RecordingModel.findOneAndUpdate(
        { _id: recordingId, pauses: { $elemMatch: { toMs: null } } },
        { $set: { 'pauses.$.toMs': toMs } },
        { new: true, projection: FIELDS },
      ).lean<RecordingRow>();
    },

    async remove(recordingId: RecordingId): Promise<void> {
      await RecordingModel.deleteOne({ _id: recordingId });
    },

    /** What was told of a recording; its own row is gone already. */
    async removeParts(recordingId: RecordingId): Promise<void> {
      await RecordingSegmentModel.deleteMany({ recordingId });
      await RecordingTrackModel.deleteMany({ recordingId });
      await RecordingNodeModel.deleteMany({ recordingId });
    },

    /** @returns what troubled it before */
    async nodeAlive(report: ReportOf<'recording-alive'>): Promise<NodeRow['trouble']> {
      const { recordingId, nodeId, trouble } = report;
      const before = await retryUpsert(() =>
        RecordingNodeModel.findOneAndUpdate(
          { recordingId, nodeId },
          {
            $setOnInsert: { _id: `${recordingId}.${nodeId}` },
            $max: { aliveAt: new Date(report.at) },
            $set: { trouble },
          },
          { upsert: true, new: false, projection: NODE_FIELDS },
        ).lean<NodeRow | null>(),
      );
      return before?.trouble ?? null;
    },

    async nodeDrained(report: ReportOf<'recording-drained'>): Promise<void> {
      const { recordingId, nodeId, tracks } = report;
      await retryUpsert(() =>
        RecordingNodeModel.updateOne(
          { recordingId, nodeId },
          { $setOnInsert: { _id: `${recordingId}.${nodeId}` }, $max: { drainedAt: new Date(report.at), tracks } },
          { upsert: true },
        ),
      );
    },

    async trackStarted(report: ReportOf<'recording-track-started'>): Promise<void> {
      const { identity, displayName, fromHost, source, kind, codec, startMs } = report;
      await upsertTrack(report, { identity, displayName, fromHost, source, kind, codec, startMs });
    },

    async trackEnded(report: ReportOf<'recording-track-ended'>): Promise<void> {
      const { endMs, reason: endReason, segments } = report;
      await upsertTrack(report, { endMs, endReason, segments });
    },

    async segmentStored(report: ReportOf<'recording-segment'>): Promise<void> {
      const { recordingId, trackId, index, storageKey, startMs, durationMs, bytes } = report;
      await retryUpsert(() =>
        RecordingSegmentModel.updateOne(
          { recordingId, trackId, index },
          { $setOnInsert: { _id: `${trackId}.${index}` }, $set: { storageKey, startMs, durationMs, bytes } },
          { upsert: true },
        ),
      );
    },

    async nodes(recordingId: RecordingId): Promise<NodeRow[]> {
      return RecordingNodeModel.find({ recordingId }, NODE_FIELDS).lean<NodeRow[]>();
    },

    /** By their start. */
    async tracks(recordingId: RecordingId): Promise<TrackRow[]> {
      return RecordingTrackModel.find({ recordingId }).sort({ startMs: 1, _id: 1 }).lean<TrackRow[]>();
    },

    /** By track, in their order. */
    async segments(recordingId: RecordingId): Promise<SegmentRow[]> {
      return RecordingSegmentModel.find({ recordingId }, SEGMENT_FIELDS)
        .sort({ trackId: 1, index: 1 })
        .lean<SegmentRow[]>();
    },

    /** Bytes that are in storage. */
    async bytes(recordingId: RecordingId): Promise<number> {
      const [row] = await RecordingSegmentModel.aggregate<{ bytes: number }>([
        { $match: { recordingId } },
        { $group: { _id: null, bytes: { $sum: '$bytes' } } },
      ]);
      return row?.bytes ?? 0;
    },
  };
}
export type RecordingsRepository = ReturnType<typeof createRecordingsRepository>;
