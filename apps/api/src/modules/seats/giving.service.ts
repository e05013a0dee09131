import { isPaidAhead, ProblemError, SeatReleased, SeatTaken, SeatWaiting, type SessionId } from '@stageline/contracts';
import { newId, runWithLogContext } from '@stageline/platform';
import type { Transaction } from '@stageline/platform/outbox';
import { countRegistrations } from '../sessions/index.ts';
import { isSeating, type Guest, type SeatedSession, type SeatsServiceDeps } from './seats.deps.ts';
import type { SeatReleaser, SeatRow } from './seats.types.ts';

/** Seats that one transaction gives to those who wait. */
export const MAX_GIVEN = 100;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** How long one of few seats is kept for somebody who has not proved their address, and how long at least. */
const KEPT_MS = 24 * HOUR_MS;
const KEPT_AT_LEAST_MS = 30 * MINUTE_MS;
/** Somebody else may come before it begins. */
const FREE_BEFORE_START_MS = 2 * HOUR_MS;

/**
 * How seats change hands. Where they are few, whoever gives any out first takes a turn in the session's queue: then nobody else
 * does at the same time, and what is counted after it holds until the transaction is through.
 */
export function createGiving({ repository, sessions, leads, unitOfWork, clock, holds }: SeatsServiceDeps) {
  /** How many of `wanted` seats are free for whoever comes now: none while somebody waits. */
  async function freeFor(sessionId: SessionId, capacity: number, wanted: number): Promise<number> {
    const { held, waiting } = (await repository.counts([sessionId])).get(sessionId) ?? { held: 0, waiting: 0 };
    return waiting > 0 ? 0 : Math.max(0, Math.min(wanted, capacity - held));
  }

  /** @param promoted whether they are written that it is theirs */
  function tell(
    tx: Transaction,
    { _id: seatId, sessionId, state }: Pick<SeatRow, '_id' | 'sessionId' | 'state'>,
    guest: Guest,
    promoted = false,
  ) {
    const { personId, leadId, request } = guest;
    const seat = { seatId, sessionId, personId, leadId };
    runWithLogContext(request, () =>
      state === 'held'
        ? tx.record(SeatTaken, { ...seat, ...(promoted && { promoted }) })
        : tx.record(SeatWaiting, seat),
    );
  }

  /** By when somebody has to have proved their address who comes now; null where their seat is kept without. */
  function confirmByOf({ capacity = null, mode, startsAt }: SeatedSession, { provesFirst }: Guest): Date | null {
    if (provesFirst !== true || capacity === null || isPaidAhead(mode)) return null;
    const now = clock.now().getTime();
    const latest = (startsAt?.getTime() ?? Infinity) - FREE_BEFORE_START_MS;
    return new Date(Math.max(Math.min(now + KEPT_MS, latest), now + KEPT_AT_LEAST_MS));
  }

  /** The states and turns that guests get, in their order. */
  async function placesFor(sessionId: SessionId, { capacity = null }: SeatedSession, amount: number) {
    if (capacity === null) return Array.from({ length: amount }, () => ({ state: 'held', turn: 0 }) as const);
    const first = await repository.takeTurns(sessionId, amount);
    const free = await freeFor(sessionId, capacity, amount);
    return Array.from({ length: amount }, (_, index) => ({
      state: index < free ? ('held' as const) : ('waiting' as const),
      turn: first + index,
    }));
  }

  /** Gives seats to those of these who are still somebody. Whoever is nobody any more keeps no seat from others. */
  async function giveTo(
    tx: Transaction,
    sessionId: SessionId,
    session: SeatedSession,
    waiting: readonly SeatRow[],
    free: number,
  ) {
    const known = await leads.findByPersons(waiting.map(({ personId }) => personId));
    const leadOf = new Map(known.map(({ personId, _id }) => [personId, _id]));
    const idsOf = (seats: readonly SeatRow[]) => seats.map(({ _id }) => _id);
    const lucky = waiting.filter(({ personId }) => leadOf.has(personId)).slice(0, free);
    const gone = waiting.filter(({ personId }) => !leadOf.has(personId));
    await repository.give(idsOf(lucky), 'held');
    await holds?.begin(sessionId, session, idsOf(lucky), { promoted: true });
    await repository.give(idsOf(gone), 'released');
    await countRegistrations(sessionId, -gone.length);
    for (const { _id: seatId, personId } of lucky)
      tx.record(SeatTaken, { seatId, sessionId, personId, leadId: leadOf.get(personId)!, promoted: true });
    return lucky.length;
  }

  /** Gives free seats to those who wait longest, at most `limit`. @returns how many were given */
  async function giveFree(tx: Transaction, sessionId: SessionId, limit: number): Promise<number> {
    const session = await sessions.findForSeats(sessionId);
    if (session === null || !isSeating(session)) return 0;
    const { capacity = null } = session;
    await repository.takeTurns(sessionId, 1);
    const held = (await repository.counts([sessionId])).get(sessionId)?.held ?? 0;
    const free = capacity === null ? limit : Math.min(limit, capacity - held);
    let given = 0;
    for (let page = free; given < free; page = MAX_GIVEN) {
      const waiting = await repository.firstWaiting(sessionId, page);
      if (waiting.length === 0) break;
      given += await giveTo(tx, sessionId, session, waiting, free - given);
    }
    if (free > 0) tx.afterCommit(sessions.seatsChanged);
    return given;
  }

  /** Gives all free seats to those who wait, in their order, a hundred in one transaction. */
  async function fill(sessionId: SessionId): Promise<void> {
    while ((await unitOfWork.run((tx) => giveFree(tx, sessionId, MAX_GIVEN))) === MAX_GIVEN);
  }

  async function release(
    tx: Transaction,
    session: SeatedSession,
    seat: SeatRow,
    releasedBy: Exclude<SeatReleaser, 'merge'>,
  ): Promise<boolean> {
    if (seat.state === 'released') return false;
    const isLimited = (session.capacity ?? null) !== null;
    // First of all: whoever is given this seat at the same time has it by then.
    if (isLimited) await repository.takeTurns(seat.sessionId, 1);
    if (!(await repository.change(seat._id, seat.state, { state: 'released', releasedBy, confirmBy: null })))
      throw new ProblemError('conflict');
    const [lead] = await leads.findByPersons([seat.personId]);
    const { _id: seatId, sessionId, personId } = seat;
    if (lead === undefined) await countRegistrations(sessionId, -1);
    else tx.record(SeatReleased, { seatId, sessionId, personId, leadId: lead._id });
    // Everything that is free and not only this one: a seat that was left over finds somebody now.
    if (isLimited && seat.state === 'held') await giveFree(tx, sessionId, MAX_GIVEN);
    tx.afterCommit(sessions.seatsChanged);
    return true;
  }

  /**
   * Gives people without a seat in a session one, or a place on its waitlist, in their order. What is over by now, or called off,
   * has none.
   */
  async function takeNew(tx: Transaction, sessionId: SessionId, guests: readonly Guest[]): Promise<void> {
    const session = await sessions.findForSeats(sessionId);
    if (session === null || !isSeating(session)) return;
    const places = await placesFor(sessionId, session, guests.length);
    const createdAt = clock.now();
    const rows = guests.map(({ personId }, index): SeatRow => {
      const own = { _id: newId('sea'), sessionId, personId, releasedBy: null, createdAt };
      return { ...own, ...places[index]!, confirmBy: confirmByOf(session, guests[index]!) };
    });
    await repository.insert(rows);
    const held = rows.filter(({ state }) => state === 'held').map(({ _id }) => _id);
    await holds?.begin(sessionId, session, held);
    rows.forEach((row, index) => tell(tx, row, guests[index]!));
    // What visitors are told of it: how many seats are left, and how many at an early price.
    if ((session.capacity ?? null) !== null || isPaidAhead(session.mode)) tx.afterCommit(sessions.seatsChanged);
  }

  /** A seat that somebody has stays theirs, one that they gave up is asked for anew. @param promoted as for `tell` */
  async function take(tx: Transaction, sessionId: SessionId, guest: Guest, promoted = false): Promise<void> {
    const seat = await repository.find(sessionId, guest.personId);
    if (seat === null) return takeNew(tx, sessionId, [guest]);
    const session = await sessions.findForSeats(sessionId);
    if (seat.state !== 'released' || session === null || !isSeating(session)) return;
    const [place] = await placesFor(sessionId, session, 1);
    const isTaken = await repository.change(seat._id, 'released', {
      ...place!,
      releasedBy: null,
      createdAt: clock.now(),
      confirmBy: confirmByOf(session, guest),
    });
    if (!isTaken) return;
    if (place!.state === 'held') await holds?.begin(sessionId, session, [seat._id]);
    tell(tx, { ...seat, ...place! }, guest, promoted);
    tx.afterCommit(sessions.seatsChanged);
  }

  return { takeNew, take, release, fill };
}
