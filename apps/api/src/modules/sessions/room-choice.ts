import type { SeatId, SessionId } from '@stageline/contracts';
import { factsOf } from './sessions.presenter.ts';
import type { SessionRow } from './sessions.types.ts';

/** Somebody's registration for a session. */
export interface PersonSeat {
  readonly id: SeatId;
  readonly sessionId: SessionId;
  readonly state: 'held' | 'waiting' | 'released';
  readonly turn: number;
}

export interface RoomChoice {
  readonly session: SessionRow;
  /** Whether the room is open to them. */
  readonly entry: 'open' | 'waiting' | 'no-seat' | 'cancelled' | 'closed';
  readonly seat: PersonSeat | null;
}

/**
 * Where a personal link leads. What is on or next is open to everybody who was ever registered, where it has room for all. Where
 * seats are few, whoever has one comes in, and others are led to what they have a seat in. Whoever was registered for what is
 * called off hears that until its time is over. Without anything to come it is what they had a seat in last, or else what was
 * open to them, by the same rule: whoever only waited finds the room of a full one as shut as before.
 * @param own sessions of their seats and their registration, in no order
 * @returns null where there is nothing to lead to
 */
export function chooseRoom(
  next: SessionRow | null,
  own: readonly SessionRow[],
  seats: readonly PersonSeat[],
  now: Date,
): RoomChoice | null {
  const seatIn = (session: SessionRow) =>
    seats.find(({ sessionId, state }) => sessionId === session._id && state !== 'released') ?? null;
  const into = (session: SessionRow): RoomChoice => {
    const seat = seatIn(session);
    const isOpen = factsOf(session).capacity === null || seat?.state === 'held';
    return { session, seat, entry: isOpen ? 'open' : seat === null ? 'no-seat' : 'waiting' };
  };
  const mine = own.filter((session) => seatIn(session) !== null).toSorted(bySoonest);
  const toCome = mine.find(({ status, endsAt }) => status === 'live' || (status === 'scheduled' && endsAt > now));
  const off = mine.find(({ status, endsAt }) => status === 'cancelled' && endsAt > now);
  if (next !== null && seatIn(next) !== null) return into(next);
  if (next?.status === 'live' && into(next).entry === 'open') return into(next);
  if (toCome !== undefined) return into(toCome);
  if (off !== undefined) return { session: off, seat: null, entry: 'cancelled' };
  if (next !== null) return into(next);
  const past = own.toSorted(bySoonest);
  const last =
    past.findLast((session) => seatIn(session)?.state === 'held') ??
    past.findLast((session) => into(session).entry === 'open') ??
    past.at(-1);
  if (last === undefined) return null;
  if (last.status === 'closed' || last.status === 'cancelled') return { session: last, seat: null, entry: last.status };
  const choice = into(last);
  // A waitlist is over with its masterclass: nobody gets a seat from it any more.
  const isTooLate = choice.entry === 'waiting' && last.status === 'ended';
  return isTooLate ? { session: last, seat: null, entry: 'no-seat' } : choice;
}

const bySoonest = (a: SessionRow, b: SessionRow): number => a.startsAt.getTime() - b.startsAt.getTime();
