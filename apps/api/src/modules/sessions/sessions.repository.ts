import type { SeriesId, SessionId, SessionStatus, StageLayout } from '@stageline/contracts';
import { bulkInsert } from '@stageline/tenancy';
import { SessionModel } from './sessions.model.ts';
import type { SessionFacts, SessionRecording, SessionRow } from './sessions.types.ts';

const FIELDS = {
  title: 1,
  description: 1,
  startsAt: 1,
  endsAt: 1,
  timeZone: 1,
  language: 1,
  status: 1,
  startedAt: 1,
  endedAt: 1,
  recording: 1,
  layout: 1,
  captions: 1,
  unannounced: 1,
  hostName: 1,
  capacity: 1,
  mode: 1,
  price: 1,
  deposit: 1,
  lobbyMinutes: 1,
  rescheduledFrom: 1,
  cancelReason: 1,
  revision: 1,
  series: 1,
  registered: 1,
  viewers: 1,
  attended: 1,
} as const;

/** States whose room can still be prepared or used. */
const OPEN = { $in: ['draft', 'scheduled', 'live'] };

/** Sessions that each part of the list shows; a site plans far fewer. */
const MAX_LISTED = 100;
const nowOrNext = (now: Date) => [
  { status: 'live' },
  { status: { $in: ['draft', 'scheduled'] }, endsAt: { $gt: now } },
];
const isNowOrNext = ({ status, endsAt }: SessionRow, now: Date): boolean =>
  status === 'live' || ((status === 'draft' || status === 'scheduled') && endsAt > now);

/** Reads and writes of sessions; every call runs in the current tenant. */
export function createSessionsRepository() {
  return {
    /** False when a session with this id exists. */
    async insert(session: SessionRow): Promise<boolean> {
      const { inserted } = await bulkInsert(SessionModel, [session]);
      return inserted === 1;
    },

    async find(sessionId: SessionId): Promise<SessionRow | null> {
      return SessionModel.findOne({ _id: sessionId }, FIELDS).lean<SessionRow>();
    },

    /** What is live or still to come by its start, then what is over, however it came to be, the newest start first. */
    async list(now: Date): Promise<SessionRow[]> {
      // Nearly every site has fewer than one part shows: all of them are one read, in the order of an index.
      const newest = await SessionModel.find({}, FIELDS)
        .sort({ startsAt: -1 })
        .limit(MAX_LISTED + 1)
        .lean<SessionRow[]>();
      if (newest.length <= MAX_LISTED)
        return [
          ...newest.filter((session) => isNowOrNext(session, now)).reverse(),
          ...newest.filter((session) => !isNowOrNext(session, now)),
        ];
      const part = (filter: object, startsAt: 1 | -1) =>
        SessionModel.find(filter, FIELDS).sort({ startsAt }).limit(MAX_LISTED).lean<SessionRow[]>();
      const [coming, past] = await Promise.all([part({ $or: nowOrNext(now) }, 1), part({ $nor: nowOrNext(now) }, -1)]);
      return [...coming, ...past];
    },

    /** The live session, or else the planned one that ends next; one that nobody held is past. */
    async findNext(now: Date): Promise<SessionRow | null> {
      return SessionModel.findOne({ $or: [{ status: 'live' }, { status: 'scheduled', endsAt: { $gt: now } }] }, FIELDS)
        .sort({ status: 1, endsAt: 1 })
        .lean<SessionRow>();
    },

    /**
     * What a page says where nothing is next: what was called off and is not over yet, or else the last that was announced and
     * is over.
     */
    async findPast(now: Date): Promise<SessionRow | null> {
      const off = await SessionModel.findOne({ status: 'cancelled', endsAt: { $gt: now } }, FIELDS)
        .sort({ status: 1, endsAt: 1 })
        .lean<SessionRow>();
      if (off !== null) return off;
      const over = { status: { $in: ['ended', 'closed'] }, unannounced: { $ne: true } };
      return SessionModel.findOne(over, FIELDS).sort({ startsAt: -1 }).lean<SessionRow>();
    },

    async findMany(sessionIds: readonly SessionId[]): Promise<SessionRow[]> {
      if (sessionIds.length === 0) return [];
      return SessionModel.find({ _id: { $in: [...sessionIds] } }, FIELDS).lean<SessionRow[]>();
    },

    /** The dates of a series from one on, in their order; they are as many as are planned ahead. */
    async ofSeries(seriesId: SeriesId, since: string): Promise<SessionRow[]> {
      return SessionModel.find({ 'series.id': seriesId, 'series.occurrence': { $gte: since } }, FIELDS)
        .sort({ 'series.occurrence': 1 })
        .lean<SessionRow[]>();
    },

    /** Gives a session to another series, and changes nothing else that anybody sees. */
    async relabel(sessionId: SessionId, series: NonNullable<SessionRow['series']>): Promise<void> {
      await SessionModel.updateOne({ _id: sessionId }, { $set: { series } });
    },

    /** The session with the latest start, whatever its state. */
    async findNewest(): Promise<SessionRow | null> {
      return SessionModel.findOne({}, FIELDS).sort({ startsAt: -1 }).lean<SessionRow>();
    },

    /** Changes facts or times while the session is in one of these states; null where it is not. */
    async change(
      sessionId: SessionId,
      states: readonly SessionStatus[],
      set: Partial<
        SessionFacts &
          Pick<
            SessionRow,
            'startsAt' | 'endsAt' | 'timeZone' | 'status' | 'rescheduledFrom' | 'cancelReason' | 'series'
          >
      >,
      unset: Partial<Record<'unannounced' | 'price' | 'deposit', 1>> = {},
    ): Promise<SessionRow | null> {
      return SessionModel.findOneAndUpdate(
        { _id: sessionId, status: { $in: [...states] } },
        { $set: set, $inc: { revision: 1 }, ...(Object.keys(unset).length > 0 && { $unset: unset }) },
        { new: true, projection: FIELDS },
      ).lean<SessionRow>();
    },

    /** Changes the state if it is `from`; null when it is not. */
    async transition(
      sessionId: SessionId,
      from: SessionStatus,
      to: SessionStatus,
      stamps: Partial<Pick<SessionRow, 'startedAt' | 'endedAt' | 'viewers' | 'recording'>>,
    ): Promise<SessionRow | null> {
      return SessionModel.findOneAndUpdate(
        { _id: sessionId, status: from },
        { $set: { status: to, ...stamps } },
        { new: true, projection: FIELDS },
      ).lean<SessionRow>();
    },

    /** Null where there is no such session, or it has ended. */
    async setLayout(sessionId: SessionId, layout: StageLayout): Promise<SessionRow | null> {
      return SessionModel.findOneAndUpdate(
        { _id: sessionId, status: OPEN },
        { $set: { layout } },
        { new: true, projection: FIELDS },
      ).lean<SessionRow>();
    },

    /** Begins to record a live session that is not recorded, or ends that; null where it does not stand so. */
    async setRecording(sessionId: SessionId, recording: SessionRecording | null): Promise<SessionRow | null> {
      const standing = recording === null ? { recording: { $ne: null } } : { status: 'live', recording: null };
      return SessionModel.findOneAndUpdate(
        { _id: sessionId, ...standing },
        { $set: { recording } },
        { new: true, projection: FIELDS },
      ).lean<SessionRow>();
    },

    /** Changes the mark of the recording that runs; null where another one does, or none. */
    async markRecording(sessionId: SessionId, recording: SessionRecording): Promise<SessionRow | null> {
      return SessionModel.findOneAndUpdate(
        { _id: sessionId, status: 'live', 'recording.id': recording.id },
        { $set: { recording } },
        { new: true, projection: FIELDS },
      ).lean<SessionRow>();
    },

    /** Null where there is no such session, or it has ended. */
    async setCaptions(sessionId: SessionId, captions: boolean): Promise<SessionRow | null> {
      return SessionModel.findOneAndUpdate(
        { _id: sessionId, status: OPEN },
        { $set: { captions } },
        { new: true, projection: FIELDS },
      ).lean<SessionRow>();
    },

    async countRegistration(sessionId: SessionId, by: 1 | -1 = 1): Promise<void> {
      await SessionModel.updateOne({ _id: sessionId }, { $inc: { registered: by } });
    },

    /** Sets the counters; false when they are what they were. */
    async setAudience(sessionId: SessionId, audience: { viewers: number; attended: number }): Promise<boolean> {
      const result = await SessionModel.updateOne({ _id: sessionId }, { $set: audience });
      return result.modifiedCount === 1;
    },
  };
}
export type SessionsRepository = ReturnType<typeof createSessionsRepository>;
