import type { PersonId, SeatId } from '@stageline/contracts';
import { movable, type Movable } from '@stageline/platform/mongo';
import { SeatModel } from './seats.model.ts';
import type { SeatRow } from './seats.types.ts';

const moving = movable(SeatModel, 'personId', ['sessionId']);
type Kept = Pick<SeatRow, '_id' | 'sessionId' | 'state' | 'turn'>;
const RANK = { held: 2, waiting: 1, released: 0 } as const;

const seatsOf = (personId: string): Promise<Kept[]> =>
  SeatModel.find({ personId, state: { $ne: 'released' } }, { sessionId: 1, state: 1, turn: 1 }).lean<Kept[]>();

/**
 * Seats as they change people in a merge. Two of one session become one, the better of them: the other is given up, and says
 * what it was, so that whoever is a person of their own again has it back.
 */
export const mergingSeats: Movable = {
  async move(from, to, limit) {
    const ids = await moving.move(from, to, limit);
    const theirs = new Map((await seatsOf(to)).map((seat) => [seat.sessionId, seat]));
    const doubled = (await seatsOf(from))
      .filter(({ _id }) => !ids.includes(_id))
      .slice(0, Math.max(0, limit - ids.length));
    for (const seat of doubled) {
      const other = theirs.get(seat.sessionId);
      const isBetter =
        RANK[seat.state] > RANK[other?.state ?? 'released'] || (other?.state === seat.state && seat.turn < other.turn);
      if (isBetter)
        await SeatModel.updateOne(
          { personId: to, sessionId: seat.sessionId },
          { $set: { state: seat.state, turn: seat.turn, releasedBy: null } },
        );
      await SeatModel.updateOne(
        { _id: seat._id },
        { $set: { state: 'released', releasedBy: 'merge', beforeMerge: seat.state } },
      );
    }
    return [...ids, ...doubled.map(({ _id }) => _id)];
  },

  async moveBack(ids, holder, to) {
    await moving.moveBack(ids, holder, to);
    const back = { _id: { $in: [...ids] as SeatId[] }, personId: to as PersonId, releasedBy: 'merge' };
    for (const state of ['held', 'waiting'] as const)
      await SeatModel.updateMany({ ...back, beforeMerge: state }, { $set: { state, releasedBy: null } });
  },
};
