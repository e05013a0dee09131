import type { PersonId, SeatCounts, SeatId, SessionId } from '@stageline/contracts';
import { bulkInsert } from '@stageline/tenancy';
import { SeatModel, SeatQueueModel } from './seats.model.ts';
import type { SeatCursor, SeatRow, SeatState } from './seats.types.ts';

const FIELDS = { sessionId: 1, personId: 1, state: 1, turn: 1, releasedBy: 1, createdAt: 1, confirmBy: 1 } as const;
/** Registrations of one person that are looked at, the newest. */
const MAX_OF_PERSON = 50;

/** Reads and writes of seats; every call runs in the current tenant. */
export const seatsRepository = {
  /** Makes the queue of a session; harmless where there is one. */
  async openQueue(sessionId: SessionId): Promise<void> {
    if ((await SeatQueueModel.findOne({ _id: sessionId }, { _id: 1 }).lean()) !== null) return;
    await bulkInsert(SeatQueueModel, [{ _id: sessionId, lastTurn: 0 }]);
  },

  /**
   * Takes turns in the queue of a session. Whoever does it at the same time waits, or begins again.
   * @returns the first of them
   */
  async takeTurns(sessionId: SessionId, amount: number): Promise<number> {
    const queue = await SeatQueueModel.findOneAndUpdate(
      { _id: sessionId },
      { $inc: { lastTurn: amount } },
      { new: true },
    ).lean<{ lastTurn: number }>();
    if (queue === null) throw new Error('A session with few seats has no queue');
    return queue.lastTurn - amount + 1;
  },

  async insert(rows: readonly SeatRow[]): Promise<void> {
    await bulkInsert(SeatModel, rows as never[]);
  },

  /** Seats that are there already stay as they are. */
  async insertMissing(rows: readonly SeatRow[]): Promise<void> {
    const known = await SeatModel.find(
      { personId: { $in: rows.map(({ personId }) => personId) } },
      { personId: 1, sessionId: 1 },
    ).lean<Pick<SeatRow, 'personId' | 'sessionId'>[]>();
    const keys = new Set(known.map(({ personId, sessionId }) => `${personId} ${sessionId}`));
    const missing = rows.filter(({ personId, sessionId }) => !keys.has(`${personId} ${sessionId}`));
    if (missing.length > 0) await bulkInsert(SeatModel, missing as never[]);
  },

  async find(sessionId: SessionId, personId: PersonId): Promise<SeatRow | null> {
    return SeatModel.findOne({ personId, sessionId }, FIELDS).lean<SeatRow>();
  },

  async findById(sessionId: SessionId, seatId: SeatId): Promise<SeatRow | null> {
    return SeatModel.findOne({ _id: seatId, sessionId }, FIELDS).lean<SeatRow>();
  },

  findAny: (seatId: SeatId): Promise<SeatRow | null> => SeatModel.findOne({ _id: seatId }, FIELDS).lean<SeatRow>(),

  /** Of one person, the newest first. */
  async ofPerson(personId: PersonId): Promise<SeatRow[]> {
    return SeatModel.find({ personId }, FIELDS).sort({ _id: -1 }).limit(MAX_OF_PERSON).lean<SeatRow[]>();
  },

  /** Changes one seat if it is in that state. */
  async change(
    seatId: SeatId,
    from: SeatState,
    set: Partial<Pick<SeatRow, 'state' | 'turn' | 'releasedBy' | 'createdAt' | 'confirmBy'>>,
  ): Promise<boolean> {
    return (await SeatModel.updateOne({ _id: seatId, state: from }, { $set: set })).modifiedCount === 1;
  },

  /** When it is looked at again; null: never. */
  async confirmBy(seatId: SeatId, at: Date | null): Promise<void> {
    await SeatModel.updateOne({ _id: seatId }, { $set: { confirmBy: at } });
  },

  /** Who waits longest. */
  async firstWaiting(sessionId: SessionId, limit: number): Promise<SeatRow[]> {
    return SeatModel.find({ sessionId, state: 'waiting' }, FIELDS)
      .sort({ turn: 1, _id: 1 })
      .limit(limit)
      .lean<SeatRow[]>();
  },

  async give(seatIds: readonly SeatId[], state: 'held' | 'released'): Promise<void> {
    if (seatIds.length > 0) await SeatModel.updateMany({ _id: { $in: [...seatIds] } }, { $set: { state } });
  },

  /** How many wait longer than somebody. */
  async countBefore({ sessionId, turn }: Pick<SeatRow, 'sessionId' | 'turn'>): Promise<number> {
    return SeatModel.countDocuments({ sessionId, state: 'waiting', turn: { $lt: turn } });
  },

  /** Seats of these sessions by state; a session without any is missing. */
  async counts(sessionIds: readonly SessionId[]): Promise<Map<SessionId, SeatCounts>> {
    const rows = await SeatModel.aggregate<{ _id: { sessionId: SessionId; state: 'held' | 'waiting' }; count: number }>(
      [
        { $match: { sessionId: { $in: [...sessionIds] }, state: { $in: ['held', 'waiting'] } } },
        { $group: { _id: { sessionId: '$sessionId', state: '$state' }, count: { $sum: 1 } } },
      ],
    );
    const counts = new Map<SessionId, SeatCounts>();
    for (const { _id, count } of rows)
      counts.set(_id.sessionId, { ...(counts.get(_id.sessionId) ?? { held: 0, waiting: 0 }), [_id.state]: count });
    return counts;
  },

  /** Seats in a state, in their turn. */
  async page(
    sessionId: SessionId,
    state: 'held' | 'waiting',
    { after, limit }: { readonly after?: SeatCursor | undefined; readonly limit: number },
  ): Promise<SeatRow[]> {
    const behind =
      after === undefined
        ? {}
        : { $or: [{ turn: { $gt: after.turn } }, { turn: after.turn, _id: { $gt: after._id } }] };
    return SeatModel.find({ sessionId, state, ...behind }, FIELDS)
      .sort({ turn: 1, _id: 1 })
      .limit(limit)
      .lean<SeatRow[]>();
  },
};
export type SeatsRepository = typeof seatsRepository;

/** Everybody with a seat in a session of the current tenant, or on its waitlist, some hundred at a time. */
export async function* seatHolders(
  sessionId: SessionId,
  states: readonly ('held' | 'waiting')[],
): AsyncGenerator<readonly SeatRow[]> {
  const limit = 200;
  for (const state of states) {
    for (let after: SeatCursor | undefined; ;) {
      const rows = await seatsRepository.page(sessionId, state, { after, limit });
      if (rows.length > 0) yield rows;
      if (rows.length < limit) break;
      after = rows.at(-1);
    }
  }
}

/** Which of these people have a seat in a session of the current tenant. */
export async function seatsAmong(sessionId: SessionId, people: readonly PersonId[]): Promise<ReadonlySet<PersonId>> {
  const held = { personId: { $in: [...people] }, sessionId, state: 'held' };
  const rows = await SeatModel.find(held, { _id: 0, personId: 1 }).lean<Pick<SeatRow, 'personId'>[]>();
  return new Set(rows.map(({ personId }) => personId));
}
