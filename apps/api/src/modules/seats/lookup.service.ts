import { ProblemError, type PersonId, type PlaceSeat, type SeatId, type SessionId } from '@stageline/contracts';
import { parseSeatCursor, seatCursor } from './seats.cursor.ts';
import type { SeatsServiceDeps } from './seats.deps.ts';
import type { SeatRow } from './seats.types.ts';

const SHOWN: ReadonlySet<string> = new Set(['countdown', 'lobby', 'cancelled']);

/** As people write it. */
export const nameOf = ({ firstName, lastName }: { readonly firstName: string; readonly lastName: string }): string =>
  `${firstName} ${lastName}`;

/** What is asked about seats; it changes none. */
export function createLookup({ repository, sessions, leads, clock, payments: paymentsOf }: SeatsServiceDeps) {
  return {
    find: (seatId: SeatId): Promise<SeatRow | null> => repository.findAny(seatId),

    counts: (sessionIds: readonly SessionId[]) => repository.counts(sessionIds),

    /** Of one person, the newest first. */
    async ofPerson(personId: PersonId) {
      const seats = await repository.ofPerson(personId);
      return seats.map(({ _id: id, sessionId, state, turn }) => ({ id, sessionId, state, turn }));
    },

    /** Where somebody stands on the waitlist; null where they do not. */
    waitingPosition: async (seat: Pick<SeatRow, 'sessionId' | 'state' | 'turn'>): Promise<number | null> =>
      seat.state === 'waiting' ? (await repository.countBefore(seat)) + 1 : null,

    /** What somebody is registered for and is not over, the next first. */
    async toCome(personId: PersonId): Promise<PlaceSeat[]> {
      const seats = (await repository.ofPerson(personId)).filter(({ state }) => state !== 'released');
      const bySession = new Map(seats.map((seat) => [seat.sessionId, seat]));
      const found = await sessions.publicSessions([...bySession.keys()]);
      const payments = await paymentsOf?.(seats.map(({ _id }) => _id));
      const now = clock.now().toISOString();
      const coming = found
        .filter(({ phase, endsAt }) => phase === 'live' || (SHOWN.has(phase) && endsAt > now))
        .toSorted((a, b) => a.startsAt.localeCompare(b.startsAt));
      const shown: PlaceSeat[] = [];
      for (const session of coming) {
        const seat = bySession.get(session.id)!;
        const isWaiting = seat.state === 'waiting';
        const waitingPosition = isWaiting ? (await repository.countBefore(seat)) + 1 : null;
        const payment = payments?.get(seat._id) ?? null;
        shown.push({ session, state: isWaiting ? 'waiting' : 'held', waitingPosition, payment });
      }
      return shown;
    },

    /** The seat of somebody in a session; null for none that is theirs now. */
    async seatOf(sessionId: SessionId, personId: PersonId) {
      const seat = await repository.find(sessionId, personId);
      return seat === null || seat.state === 'released' ? null : seat;
    },

    /** @throws ProblemError `not-found` for no session of ours; `validation-failed` for a foreign cursor */
    async list(
      sessionId: SessionId,
      query: { readonly state: 'held' | 'waiting'; readonly cursor?: string | undefined; readonly limit: number },
    ) {
      if ((await sessions.findForSeats(sessionId)) === null) throw new ProblemError('not-found');
      const after = query.cursor === undefined ? undefined : parseSeatCursor(query.cursor);
      const rows = await repository.page(sessionId, query.state, { after, limit: query.limit + 1 });
      const page = rows.slice(0, query.limit);
      const known = await leads.findByPersons(page.map(({ personId }) => personId));
      const leadOf = new Map(known.map((lead) => [lead.personId, lead]));
      const items = page.map(({ _id: id, personId, createdAt }) => {
        const lead = leadOf.get(personId);
        const name = lead === undefined ? '' : nameOf(lead.person);
        return { id, leadId: lead?._id ?? null, name, state: query.state, registeredAt: createdAt.toISOString() };
      });
      return { items, nextCursor: rows.length > query.limit ? seatCursor(page.at(-1)!) : null };
    },
  };
}
