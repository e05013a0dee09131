import type { PersonId, SeatId, SessionId } from '@stageline/contracts';
import { movable, type Movable } from '@stageline/platform/mongo';
import { countRegistrations, seatLimitOf } from '../sessions/index.ts';
import { SeatModel } from './seats.model.ts';
import { seatsRepository } from './seats.repository.ts';
import type { SeatRow } from './seats.types.ts';

const moving = movable(SeatModel, 'personId', ['sessionId']);
const RANK = { held: 2, waiting: 1, released: 0 } as const;
const FIELDS = { sessionId: 1, state: 1, turn: 1, releasedBy: 1, createdAt: 1, beforeMerge: 1, survivor: 1 } as const;

/** The survivor's own seat as it was before it became the better one of two. */
interface Survivor extends Pick<SeatRow, 'state' | 'turn' | 'releasedBy' | 'createdAt'> {
  readonly seatId: SeatId;
}
interface Kept extends Omit<SeatRow, 'personId'> {
  readonly beforeMerge?: 'held' | 'waiting';
  /** Missing where the survivor's own was the better one. */
  readonly survivor?: Survivor;
}

const isActive = (seat: Pick<SeatRow, 'state'> | null | undefined): boolean =>
  seat != null && seat.state !== 'released';

/** Two seats of one session become one: the better of them stays. */
async function join(seat: Kept, other: Kept): Promise<void> {
  const isBetter = RANK[seat.state] > RANK[other.state] || (other.state === seat.state && seat.turn < other.turn);
  const { _id: seatId, state, turn, releasedBy, createdAt } = other;
  if (isBetter)
    await SeatModel.updateOne({ _id: seatId }, { $set: { state: seat.state, turn: seat.turn, releasedBy: null } });
  const gone = { state: 'released', releasedBy: 'merge', beforeMerge: seat.state };
  await SeatModel.updateOne(
    { _id: seat._id },
    isBetter
      ? { $set: { ...gone, survivor: { seatId, state, turn, releasedBy, createdAt } } }
      : { $set: gone, $unset: { survivor: 1 } },
  );
  if (isActive(other)) await countRegistrations(seat.sessionId, -1);
}

/** Whether the survivor still sits, or waits, where the other one did: nobody gave that up or asked for a seat anew. */
const isStillThere = ({ survivor, turn }: Kept, other: Kept | null): other is Kept =>
  survivor !== undefined &&
  isActive(other) &&
  other!.turn === turn &&
  other!.createdAt.getTime() === survivor.createdAt.getTime();

/** What a later merge into the same person would put back is what was there before this one. */
async function correctLater({ sessionId, turn, survivor }: Kept): Promise<void> {
  if (survivor === undefined) return;
  const later = { 'survivor.seatId': survivor.seatId, 'survivor.turn': turn };
  await SeatModel.updateMany({ sessionId, state: 'released', releasedBy: 'merge', ...later }, { $set: { survivor } });
}

/** What is free is counted after the queue's turn was taken; whoever finds nothing waits at the turn that they had. */
async function stateBack(sessionId: SessionId, former: SeatRow['state'], capacity: number | null) {
  if (capacity === null) return 'held';
  if (former !== 'held') return 'waiting';
  const held = (await seatsRepository.counts([sessionId])).get(sessionId)?.held ?? 0;
  return held < capacity ? 'held' : 'waiting';
}

/** One seat becomes two again, and never more seats than there are. */
async function part(seat: Kept, holder: PersonId): Promise<void> {
  const { _id, sessionId, survivor, beforeMerge = 'waiting' } = seat;
  const capacity = await seatLimitOf(sessionId);
  if (capacity !== null) await seatsRepository.takeTurns(sessionId, 1);
  const other = await SeatModel.findOne({ personId: holder, sessionId }, FIELDS).lean<Kept>();
  let state: SeatRow['state'] | undefined;
  let otherState = other?.state ?? 'released';
  if (isStillThere(seat, other)) {
    const { turn, releasedBy } = survivor!;
    // The survivor gives up what they had from the other one, so that is not counted: it changes hands.
    if (survivor!.state !== 'held') state = other.state;
    otherState = survivor!.state === 'waiting' && capacity === null ? 'held' : survivor!.state;
    await SeatModel.updateOne({ _id: other._id }, { $set: { state: otherState, turn, releasedBy } });
  } else await correctLater(seat);
  state ??= await stateBack(sessionId, beforeMerge, capacity);
  await SeatModel.updateOne({ _id }, { $set: { state, releasedBy: null }, $unset: { beforeMerge: 1, survivor: 1 } });
  await countRegistrations(sessionId, 1 + Number(otherState !== 'released') - Number(isActive(other)));
}

/**
 * Seats as they change people in a merge. Two of one session become one, the better of them: the other is given up, and says
 * what both were, so that whoever is a person of their own again has theirs back. A seat that somebody else was given meanwhile
 * stays theirs: who comes back to a full session waits, before those who came later.
 */
export const mergingSeats: Movable = {
  async move(from, to, limit) {
    const ids = await moving.move(from, to, limit);
    const own = await SeatModel.find({ personId: to }, FIELDS).lean<Kept[]>();
    const theirs = new Map(own.map((seat) => [seat.sessionId, seat]));
    const rest = await SeatModel.find({ personId: from, state: { $ne: 'released' } }, FIELDS).lean<Kept[]>();
    const doubled = rest
      .filter(({ _id, sessionId }) => !ids.includes(_id) && theirs.has(sessionId))
      .slice(0, Math.max(0, limit - ids.length));
    for (const seat of doubled) await join(seat, theirs.get(seat.sessionId)!);
    return [...ids, ...doubled.map(({ _id }) => _id)];
  },

  async moveBack(ids, holder, to) {
    await moving.moveBack(ids, holder, to);
    const back = { _id: { $in: [...ids] as SeatId[] }, personId: to as PersonId, releasedBy: 'merge' };
    for (const seat of await SeatModel.find(back, FIELDS).lean<Kept[]>()) await part(seat, holder as PersonId);
  },
};
