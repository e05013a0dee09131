import { ProblemError, type PersonId, type SeatId, type SessionId } from '@stageline/contracts';
import { logContext } from '@stageline/platform';
import type { Transaction } from '@stageline/platform/outbox';
import { createGiving, MAX_GIVEN } from './giving.service.ts';
import { createLookup, nameOf } from './lookup.service.ts';
import { isSeating, type Guest, type SeatsServiceDeps } from './seats.deps.ts';
import type { SeatRow } from './seats.types.ts';

/** When a seat is looked at again that nobody else wants yet, and a place on the waitlist. */
const LOOK_AGAIN_MS = 10 * 60_000;

/** Seats in the current tenant's masterclasses. */
export function createSeatsService(deps: SeatsServiceDeps) {
  const { repository, sessions, leads, audit, unitOfWork, clock } = deps;
  const giving = createGiving(deps);

  /** Whether somebody waits who has proved their address; looked for among those who wait longest. */
  async function isAwaited(sessionId: SessionId): Promise<boolean> {
    const waiting = await repository.firstWaiting(sessionId, MAX_GIVEN);
    const known = await leads.findByPersons(waiting.map(({ personId }) => personId));
    return known.some(({ linePosition }) => linePosition !== null);
  }

  return {
    ...createLookup(deps),

    /**
     * Gives people who were not known before their seats, or places on the waitlist, in their order and in the caller's
     * transaction.
     */
    async takeFirst(
      tx: Transaction,
      guests: readonly (Guest & { readonly sessionId: SessionId | null })[],
    ): Promise<void> {
      for (const [sessionId, some] of Map.groupBy(guests, (guest) => guest.sessionId))
        if (sessionId !== null) await giving.takeNew(tx, sessionId, some);
    },

    /** The same for somebody who is known: a seat that they have stays theirs, one that they gave up is asked for anew. */
    async take(tx: Transaction, sessionId: SessionId, guest: Guest): Promise<void> {
      await giving.take(tx, sessionId, guest);
    },

    /**
     * Somebody has proved their address: their seats are kept, and where one went to somebody else meanwhile, they get one that is
     * free, or a place on the waitlist.
     */
    async confirmed({ personId, leadId }: Pick<Guest, 'personId' | 'leadId'>): Promise<void> {
      for (const { _id } of (await repository.ofPerson(personId)).filter(isUnconfirmed))
        await unitOfWork.run(async (tx) => {
          // Of this and the end of its time one goes first, and the other begins again: both write the seat.
          const seat = await repository.findAny(_id);
          if (seat === null || !isUnconfirmed(seat)) return;
          if (seat.state !== 'released') return repository.confirmBy(_id, null);
          await giving.take(tx, seat.sessionId, { personId, leadId, request: logContext() }, true);
        });
    },

    /**
     * A seat whose time to be confirmed is over. It goes to whoever waits longest, if somebody waits who has proved their address;
     * otherwise it is kept, and looked at again.
     */
    async endUnconfirmed(seatId: SeatId): Promise<void> {
      await unitOfWork.run(async (tx) => {
        const seat = await repository.findAny(seatId);
        const session = seat === null ? null : await sessions.findForSeats(seat.sessionId);
        if (seat === null || session === null) return;
        const [lead] = await leads.findByPersons([seat.personId]);
        const isLimited = (session.capacity ?? null) !== null;
        if (seat.state === 'released' || !isSeating(session) || !isLimited || lead?.linePosition !== null)
          return repository.confirmBy(seatId, null);
        if (seat.state === 'held' && (await isAwaited(seat.sessionId)))
          return void (await giving.release(tx, session, seat, 'unconfirmed'));
        await repository.confirmBy(seatId, new Date(clock.now().getTime() + LOOK_AGAIN_MS));
      });
    },

    /** Gives up a seat, or a place on the waitlist; harmless for one that is given up. @throws ProblemError `not-found`, `illegal-transition` once it is over */
    async giveUp(sessionId: SessionId, personId: PersonId): Promise<void> {
      await unitOfWork.run(async (tx) => {
        const seat = await repository.find(sessionId, personId);
        const session = seat === null ? null : await sessions.findForSeats(sessionId);
        if (seat === null || session === null) throw new ProblemError('not-found');
        if (!isSeating(session)) throw new ProblemError('illegal-transition');
        await giving.release(tx, session, seat, 'registrant');
      });
    },

    /** Lowers the price of a seat by a code. @throws ProblemError `not-found`; what `lowerPrice` says */
    async useCode(sessionId: SessionId, personId: PersonId, code: string): Promise<void> {
      const seat = await repository.find(sessionId, personId);
      if (seat?.state !== 'held' || deps.lowerPrice === undefined) throw new ProblemError('not-found');
      await deps.lowerPrice(seat._id, code);
    },

    /** The same by somebody of the team. @throws ProblemError `not-found`, `illegal-transition` once it is over */
    async takeBack(sessionId: SessionId, seatId: SeatId): Promise<void> {
      await unitOfWork.run(async (tx) => {
        const session = await sessions.findForSeats(sessionId);
        const seat = await repository.findById(sessionId, seatId);
        if (session === null || seat === null) throw new ProblemError('not-found');
        if (!isSeating(session)) throw new ProblemError('illegal-transition');
        if (!(await giving.release(tx, session, seat, 'member'))) return;
        const [lead] = await leads.findByPersons([seat.personId]);
        const name = lead === undefined ? session.title : nameOf(lead.person);
        await audit.record({ action: 'seat.released', target: { type: 'seat', id: seatId, name } });
      });
    },

    /** Gives a seat free that nobody paid, in the caller's transaction; whoever waits longest gets it. */
    async releaseUnpaid(seatId: SeatId): Promise<void> {
      await unitOfWork.run(async (tx) => {
        const seat = await repository.findAny(seatId);
        const session = seat === null ? null : await sessions.findForSeats(seat.sessionId);
        if (seat?.state === 'held' && session !== null) await giving.release(tx, session, seat, 'unpaid');
      });
    },

    fill: giving.fill,

    /** The same in every session with a limit that somebody has to do with: a merge, or its undo, frees seats there. */
    async fillOf(personId: PersonId): Promise<void> {
      for (const { sessionId } of await repository.ofPerson(personId)) {
        const session = await sessions.findForSeats(sessionId);
        if ((session?.capacity ?? null) !== null) await giving.fill(sessionId);
      }
      sessions.seatsChanged();
    },

    /** The queue of a session in which seats are few, in the caller's transaction. */
    openQueue: (sessionId: SessionId): Promise<void> => repository.openQueue(sessionId),
  };
}
export type SeatsService = ReturnType<typeof createSeatsService>;

const isUnconfirmed = ({ confirmBy = null, releasedBy }: SeatRow): boolean =>
  confirmBy !== null || releasedBy === 'unconfirmed';
