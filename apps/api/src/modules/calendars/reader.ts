import { type CalendarConnectionId, type MembershipId, type TenantId } from '@stageline/contracts';
import {
  CalendarCredential,
  IntegrationError,
  type CalendarPort,
  type CalendarReading,
} from '@stageline/integrations/calendar';
import type { Clock, Logger, Sealer } from '@stageline/platform';
import { currentTenantId, runInTenant } from '@stageline/tenancy';
import { availabilityRepository } from '../availability/index.ts';
import { dueCalendars } from './calendars.cross-tenant.repository.ts';
import { calendarsRepository, type Connection } from './calendars.repository.ts';

export interface ReaderDeps {
  readonly calendars: CalendarPort;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly members: { recipient(id: MembershipId): Promise<object | null> };
  readonly pausedTenants: () => Promise<readonly TenantId[]>;
}

/** How a member's calendars answered just now: all of them, or what holds where one did not. */
export type Heard = 'all' | 'ask' | 'trust';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Beyond the farthest horizon of a call, and before now for calls that have just begun. */
const AHEAD_MS = 190 * DAY_MS;
const BEHIND_MS = DAY_MS;
/** More than this many separate times within half a year is no calendar of one person. */
const MAX_BUSY = 4000;
const EVERY_MS = 10 * MINUTE_MS;
/** After each failure in a row. */
const PAUSES_MS = [1, 2, 5, 10, 30].map((minutes) => minutes * MINUTE_MS);
const REFUSED_PAUSE_MS = 6 * 60 * MINUTE_MS;
/** Whoever books does not wait longer than this for an answer. */
const COMMIT_MS = 5000;
const LEASE_MS = 2 * MINUTE_MS;
const ROUND = 40;
const AT_ONCE = 4;

export const contextOf = (id: CalendarConnectionId): string => `calendar ${currentTenantId()} ${id}`;

/** What is known after a reading. */
export function knownOf({ busy }: CalendarReading, now: Date) {
  return {
    state: 'well',
    busy: busy.slice(0, MAX_BUSY),
    // What did not fit is not known.
    knownTo: busy[MAX_BUSY]?.from ?? new Date(now.getTime() + AHEAD_MS),
    readAt: now,
    failures: 0,
    failingSince: null,
    nextReadAt: new Date(now.getTime() + EVERY_MS),
  } as const satisfies Partial<Connection>;
}

/** Reads connected calendars: again and again, and when somebody books. What was known stays where one says nothing. */
export function createCalendarReader({ calendars, sealer, clock, logger, members, pausedTenants }: ReaderDeps) {
  /** @throws IntegrationError */
  async function ask(credential: CalendarCredential, membershipId: MembershipId, signal?: AbortSignal) {
    const timeZone = (await availabilityRepository.find(membershipId))?.timeZone ?? 'UTC';
    const now = clock.now().getTime();
    const range = { from: new Date(now - BEHIND_MS), to: new Date(now + AHEAD_MS), timeZone };
    return calendars.read(credential, { ...range, ...(signal !== undefined && { signal }) });
  }

  /** @returns the connection as it is then; null where it was removed meanwhile */
  async function read(connection: Connection, signal?: AbortSignal): Promise<Connection | null> {
    const { _id: id, membershipId } = connection;
    try {
      const credential = CalendarCredential.parse(JSON.parse(sealer.open(contextOf(id), connection.sealed)));
      const reading = await ask(credential, membershipId, signal);
      const { renewed } = reading;
      return await calendarsRepository.change(id, {
        ...knownOf(reading, clock.now()),
        ...(renewed !== null && { sealed: sealer.seal(contextOf(id), JSON.stringify(renewed)) }),
      });
    } catch (err) {
      if (!(err instanceof IntegrationError)) throw err;
      logger.warn({ calendarId: id, kind: connection.kind, code: err.code }, 'a connected calendar was not read');
      return calendarsRepository.change(id, failed(connection, err.retryable));
    }
  }

  function failed({ failures, failingSince }: Connection, isRetryable: boolean): Partial<Connection> {
    const now = clock.now();
    const pause = isRetryable ? PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)]! : REFUSED_PAUSE_MS;
    return {
      state: isRetryable ? 'silent' : 'refused',
      failures: failures + 1,
      failingSince: failingSince ?? now,
      nextReadAt: new Date(now.getTime() + pause),
    };
  }

  async function readDue(id: CalendarConnectionId): Promise<void> {
    const now = clock.now();
    const connection = await calendarsRepository.takeDue(id, now, new Date(now.getTime() + LEASE_MS));
    if (connection === null) return;
    // Whoever left the team has no calendar here any more.
    if ((await members.recipient(connection.membershipId)) === null) await calendarsRepository.remove(id);
    else await read(connection);
  }

  return {
    ask,
    read,

    /**
     * Looks at all calendars of a member while somebody waits; what they say is known after it.
     * @param until what has to be known where one says nothing
     */
    async hear(membershipId: MembershipId, until: Date): Promise<Heard> {
      const connections = await calendarsRepository.listOf(membershipId);
      const late = new AbortController();
      const { promise: over, resolve } = Promise.withResolvers<null>();
      const timer = setTimeout(() => {
        late.abort();
        resolve(null);
      }, COMMIT_MS);
      // Whatever does not end by itself in time counts as silent; it may come later and is known then.
      const heard = connections.map(async (connection) => {
        const after = await Promise.race([read(connection, late.signal), over]);
        return after?.state === 'well' ? null : connection;
      });
      const silent = (await Promise.all(heard)).filter((connection) => connection !== null);
      clearTimeout(timer);
      if (silent.length === 0) return 'all';
      const isKnown = silent.every(({ whenSilent, knownTo }) => whenSilent === 'trust' && knownTo >= until);
      logger.warn({ membershipId, isKnown }, 'a call is booked without a word of its host’s calendar');
      return isKnown ? 'trust' : 'ask';
    },

    /** Reads what is due on all sites. @returns how many */
    async sweep(): Promise<number> {
      const due = await dueCalendars(clock.now(), await pausedTenants(), ROUND);
      for (let first = 0; first < due.length; first += AT_ONCE)
        await Promise.all(
          due
            .slice(first, first + AT_ONCE)
            .map(({ id, tenantId }) =>
              runInTenant(tenantId, () => readDue(id)).catch((err: unknown) =>
                logger.error({ err, calendarId: id }, 'a look at a calendar failed; it comes again'),
              ),
            ),
        );
      return due.length;
    },
  };
}
export type CalendarReader = ReturnType<typeof createCalendarReader>;
