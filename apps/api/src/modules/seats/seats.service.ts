import {
  isPaidAhead,
  ProblemError,
  SeatReleased,
  SeatTaken,
  SeatWaiting,
  type LeadId,
  type PersonId,
  type PlaceSeat,
  type Price,
  type SeatId,
  type SeatPayment,
  type SessionId,
  type site,
} from '@stageline/contracts';
import { logContext, newId, runWithLogContext, type Clock, type LogContext } from '@stageline/platform';
import type { Transaction, UnitOfWork } from '@stageline/platform/outbox';
import type { Holds } from '../admissions/index.ts';
import type { AuditLog } from '../audit/index.ts';
import type { LeadsService } from '../leads/index.ts';
import { countRegistrations } from '../sessions/index.ts';
import { parseSeatCursor, seatCursor } from './seats.cursor.ts';
import type { SeatsRepository } from './seats.repository.ts';
import type { SeatReleaser, SeatRow } from './seats.types.ts';

/** What the seats of a session go by. */
export interface SeatedSession {
  readonly title: string;
  readonly status: string;
  readonly startsAt?: Date;
  /** Null, or missing, without a limit. */
  readonly capacity?: number | null;
  readonly mode?: string | null;
  readonly price?: Price | null;
  readonly deposit?: number | null;
}

export interface SeatsServiceDeps {
  readonly repository: SeatsRepository;
  readonly sessions: {
    /** In the caller's transaction where there is one. */
    findForSeats(sessionId: SessionId): Promise<SeatedSession | null>;
    publicSessions(sessionIds: readonly SessionId[]): Promise<site.PublicSession[]>;
    /** What was known of the next session may be wrong. */
    seatsChanged(): void;
  };
  readonly leads: Pick<LeadsService, 'findByPersons'>;
  /** Seats at a price are kept until they are paid; nobody asks where it is left out. */
  readonly holds?: Holds;
  /** Lowers the price of a seat by a code; left out as `holds` is. */
  readonly lowerPrice?: (seatId: SeatId, code: string) => Promise<void>;
  /** How the seats of somebody at a price stand. */
  readonly payments?: (seatIds: readonly SeatId[]) => Promise<ReadonlyMap<SeatId, SeatPayment>>;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** Somebody who registers. */
export interface Guest {
  readonly personId: PersonId;
  readonly leadId: LeadId;
  /** The visitor's request: what is recorded for them carries its trace. */
  readonly request: LogContext;
  /** Whether the site waits for the proof of their address, which may have come by now, before it counts on them (B-10). */
  readonly provesFirst?: boolean;
}

/** Seats that one transaction gives to those who wait. */
const MAX_GIVEN = 100;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** How long one of few seats is kept for somebody who has not proved their address, and how long at least. */
const KEPT_MS = 24 * HOUR_MS;
const KEPT_AT_LEAST_MS = 30 * MINUTE_MS;
/** Somebody else may come before it begins. */
const FREE_BEFORE_START_MS = 2 * HOUR_MS;
/** When a seat is looked at again that nobody else wants yet, and a place on the waitlist. */
const LOOK_AGAIN_MS = 10 * MINUTE_MS;
const isSeating = ({ status }: SeatedSession): boolean => status === 'scheduled' || status === 'live';

/**
 * Seats in the current tenant's masterclasses. Where they are few, whoever gives any out first takes a turn in the session's
 * queue: then nobody else does at the same time, and what is counted after it holds until the transaction is through.
 */
export function createSeatsService(deps: SeatsServiceDeps) {
  const { repository, sessions, leads, audit, unitOfWork, clock } = deps;

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

  /** Whether somebody waits who has proved their address; looked for among those who wait longest. */
  async function isAwaited(sessionId: SessionId): Promise<boolean> {
    const waiting = await repository.firstWaiting(sessionId, MAX_GIVEN);
    const known = await leads.findByPersons(waiting.map(({ personId }) => personId));
    return known.some(({ linePosition }) => linePosition !== null);
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
    await deps.holds?.begin(sessionId, session, idsOf(lucky), { promoted: true });
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
    await deps.holds?.begin(sessionId, session, held);
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
    if (place!.state === 'held') await deps.holds?.begin(sessionId, session, [seat._id]);
    tell(tx, { ...seat, ...place! }, guest, promoted);
    tx.afterCommit(sessions.seatsChanged);
  }

  return {
    /**
     * Gives people who were not known before their seats, or places on the waitlist, in their order and in the caller's
     * transaction.
     */
    async takeFirst(
      tx: Transaction,
      guests: readonly (Guest & { readonly sessionId: SessionId | null })[],
    ): Promise<void> {
      for (const [sessionId, some] of Map.groupBy(guests, (guest) => guest.sessionId))
        if (sessionId !== null) await takeNew(tx, sessionId, some);
    },

    /** The same for somebody who is known: a seat that they have stays theirs, one that they gave up is asked for anew. */
    async take(tx: Transaction, sessionId: SessionId, guest: Guest): Promise<void> {
      await take(tx, sessionId, guest);
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
          await take(tx, seat.sessionId, { personId, leadId, request: logContext() }, true);
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
          return void (await release(tx, session, seat, 'unconfirmed'));
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
        await release(tx, session, seat, 'registrant');
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
        if (!(await release(tx, session, seat, 'member'))) return;
        const [lead] = await leads.findByPersons([seat.personId]);
        const name = lead === undefined ? session.title : nameOf(lead.person);
        await audit.record({ action: 'seat.released', target: { type: 'seat', id: seatId, name } });
      });
    },

    find: (seatId: SeatId): Promise<SeatRow | null> => repository.findAny(seatId),

    /** Gives a seat free that nobody paid, in the caller's transaction; whoever waits longest gets it. */
    async releaseUnpaid(seatId: SeatId): Promise<void> {
      await unitOfWork.run(async (tx) => {
        const seat = await repository.findAny(seatId);
        const session = seat === null ? null : await sessions.findForSeats(seat.sessionId);
        if (seat?.state === 'held' && session !== null) await release(tx, session, seat, 'unpaid');
      });
    },

    fill,

    /** The same in every session with a limit that somebody has to do with: a merge, or its undo, frees seats there. */
    async fillOf(personId: PersonId): Promise<void> {
      for (const { sessionId } of await repository.ofPerson(personId)) {
        const session = await sessions.findForSeats(sessionId);
        if ((session?.capacity ?? null) !== null) await fill(sessionId);
      }
      sessions.seatsChanged();
    },

    counts: (sessionIds: readonly SessionId[]) => repository.counts(sessionIds),

    /** The queue of a session in which seats are few, in the caller's transaction. */
    openQueue: (sessionId: SessionId): Promise<void> => repository.openQueue(sessionId),

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
      const payments = await deps.payments?.(seats.map(({ _id }) => _id));
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
export type SeatsService = ReturnType<typeof createSeatsService>;

const isUnconfirmed = ({ confirmBy = null, releasedBy }: SeatRow): boolean =>
  confirmBy !== null || releasedBy === 'unconfirmed';
const SHOWN: ReadonlySet<string> = new Set(['countdown', 'lobby', 'cancelled']);
const nameOf = ({ firstName, lastName }: { readonly firstName: string; readonly lastName: string }): string =>
  `${firstName} ${lastName}`;
