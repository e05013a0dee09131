import type { EarlyStanding, SeatCounts, sessions, SessionStanding, site } from '@stageline/contracts';
import { lobbyOpensAt, phaseOf, registrationOf, roomStatusOf, seatsLeft } from '@stageline/domain';
import type { SessionCaptioning, SessionFacts, SessionRow } from './sessions.types.ts';

/** The facts of a session; one from before they were asked for is free, without a limit, and in English. */
export function factsOf(row: SessionRow): SessionFacts {
  const { title, description, language = 'en', hostName = '', capacity = null } = row;
  const { mode = 'free', price = null, deposit = null, lobbyMinutes = 30 } = row;
  return { title, description, language, hostName, capacity, mode, price, deposit, lobbyMinutes };
}

/** What other modules know of a session. */
export interface KnownSession {
  readonly row: SessionRow;
  readonly hasReplay: boolean;
  readonly seats: SeatCounts;
  /** What a seat costs now instead of its price; missing where that holds. */
  readonly early?: EarlyStanding | undefined;
}

function standingOf({ row, hasReplay, seats, early }: KnownSession, now: Date): SessionStanding {
  const { hostName, capacity, mode, price, deposit, lobbyMinutes } = factsOf(row);
  const { status, startsAt, endsAt } = row;
  const phase = phaseOf({ status, startsAt, endsAt, lobbyMinutes, hasReplay }, now);
  return {
    phase,
    registration: registrationOf(phase, { capacity, ...seats }),
    hostName,
    capacity,
    seatsLeft: seatsLeft(capacity, seats.held),
    mode,
    price,
    // What is known may be older than its end.
    ...(early !== undefined && !(early.until !== null && new Date(early.until) <= now) && { early }),
    deposit,
    lobbyOpensAt: lobbyOpensAt({ startsAt, lobbyMinutes }).toISOString(),
    rescheduledFrom: row.rescheduledFrom?.toISOString() ?? null,
    revision: row.revision ?? 0,
    cancelReason: row.cancelReason ?? null,
  };
}

/** The session as visitors see it. */
export function presentPublicSession(known: KnownSession, now: Date): site.PublicSession {
  const { _id: id, title, description, timeZone, status } = known.row;
  return {
    id,
    title,
    description,
    startsAt: known.row.startsAt.toISOString(),
    endsAt: known.row.endsAt.toISOString(),
    timeZone,
    status: roomStatusOf(status),
    ...standingOf(known, now),
  };
}

/** The same on a page that announces it: one that went live before its time is on now, and lasts as long as was planned. */
export function presentAnnounced(known: KnownSession, now: Date): site.PublicSession {
  const session = presentPublicSession(known, now);
  const { status, startsAt, startedAt, endsAt } = known.row;
  const early = status === 'live' && startedAt !== null ? startsAt.getTime() - startedAt.getTime() : 0;
  if (early <= 0) return session;
  return {
    ...session,
    startsAt: new Date(startsAt.getTime() - early).toISOString(),
    endsAt: new Date(endsAt.getTime() - early).toISOString(),
  };
}

/** The session as live captions go by it. */
export function captioningOf(row: SessionRow): SessionCaptioning {
  const { title, status, language = 'en', captions: isOn = false } = row;
  return { title, isLive: status === 'live', language, isOn };
}

/**
 * The session with its numbers, for owners and hosts.
 * @param seats null where they were not counted
 */
export function presentSession(known: KnownSession, seats: SeatCounts | null, now: Date): sessions.SessionView {
  const { registered, viewers, attended } = known.row;
  const startedAt = known.row.startedAt?.toISOString() ?? null;
  const endedAt = known.row.endedAt?.toISOString() ?? null;
  const { language, lobbyMinutes } = factsOf(known.row);
  const series = seriesOf(known.row);
  const own = { language, lobbyMinutes, series, seats, registered, viewers, attended, startedAt, endedAt };
  return { ...presentPublicSession(known, now), ...own };
}

function seriesOf({ series }: SessionRow): sessions.SessionView['series'] {
  return series === undefined ? null : { id: series.id, isApart: series.isApart };
}
