import {
  calendars as contract,
  ProblemError,
  type CalendarConnectionId,
  type CalendarView,
  type MembershipId,
  type TenantId,
  type WhenSilent,
} from '@stageline/contracts';
import { IntegrationError, type CalendarCredential } from '@stageline/integrations/calendar';
import { newId, type Clock, type Sealer } from '@stageline/platform';
import type { AuditLog } from '../audit/index.ts';
import { calendarsRepository, type Busy, type Connection } from './calendars.repository.ts';
import type { CalendarLogIns } from './log-ins.ts';
import { contextOf, knownOf, type CalendarReader, type Heard } from './reader.ts';

export interface CalendarsServiceDeps {
  readonly reader: CalendarReader;
  readonly logIns: CalendarLogIns;
  readonly companies: readonly contract.ConnectedCompany[];
  readonly sealer: Sealer;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly clock: Clock;
}

const present = (connection: Connection): CalendarView => {
  const { _id: id, kind, name, whenSilent, state, readAt, failingSince } = connection;
  const { mayWrite = false, writesSince = null, writeRefusedAt = null } = connection;
  return {
    id,
    kind,
    name,
    whenSilent,
    writes: writesSince !== null,
    mayWrite,
    writeRefusedAt: writeRefusedAt?.toISOString() ?? null,
    state,
    readAt: readAt.toISOString(),
    failingSince: failingSince?.toISOString() ?? null,
  };
};

/** What its owner knows it by; nothing of its address that opens it. */
function nameOf(credential: CalendarCredential): string {
  if (!('url' in credential)) return credential.kind === 'google' ? 'Google' : 'Microsoft';
  const { host } = new URL(credential.url.replace(/^webcals?:/i, 'https:'));
  return credential.kind === 'caldav' ? `${credential.user} · ${host}` : host;
}

/** Why a calendar was not connected, at the field that can be mended. */
function problemOf(error: unknown, { kind }: CalendarCredential): unknown {
  if (!(error instanceof IntegrationError)) return error;
  if (kind === 'google' || kind === 'microsoft')
    return new ProblemError(error.retryable ? 'unavailable' : 'invalid-ticket');
  const isLogIn = error.code === 'refused' && kind === 'caldav';
  const message = isLogIn
    ? 'The calendar does not accept this log-in.'
    : error.retryable
      ? 'Nobody answers at this address. Try again in a moment.'
      : 'There is no calendar at this address that can be read.';
  return new ProblemError('validation-failed', {
    issues: [{ in: 'body', pointer: isLogIn ? '/password' : '/url', message }],
    cause: error,
  });
}

/** The calendars that members of the current tenant keep elsewhere (E-06). */
export function createCalendarsService(deps: CalendarsServiceDeps) {
  const { reader, logIns, companies, sealer, audit, clock } = deps;

  /** @throws ProblemError `not-found`, also for another member's */
  async function existing(membershipId: MembershipId, id: CalendarConnectionId): Promise<Connection> {
    const connection = await calendarsRepository.find(id, membershipId);
    if (connection === null) throw new ProblemError('not-found');
    return connection;
  }
  async function assertRoom(membershipId: MembershipId): Promise<void> {
    if ((await calendarsRepository.countOf(membershipId)) >= contract.MAX_CALENDARS)
      throw new ProblemError('limit-reached');
  }
  const noted = (action: `calendar.${'connected' | 'changed' | 'removed'}`, { _id: id, name }: Connection) =>
    audit.record({ action, target: { type: 'calendar', id, name } });

  /** Reads it first: what cannot be read is not kept. */
  async function connect(membershipId: MembershipId, credential: CalendarCredential, { whenSilent, writes }: Choice) {
    await assertRoom(membershipId);
    const reading = await reader.ask(credential, membershipId).catch((error: unknown) => {
      throw problemOf(error, credential);
    });
    const id = newId('cal');
    const now = clock.now();
    const connection: Connection = {
      _id: id,
      membershipId,
      kind: credential.kind,
      name: nameOf(credential),
      sealed: sealer.seal(contextOf(id), JSON.stringify(reading.renewed ?? credential)),
      whenSilent,
      // Of a company one has the right to write where it was asked for.
      mayWrite: credential.kind === 'caldav' || writes,
      writesSince: writes ? now : null,
      writeRefusedAt: null,
      ...knownOf(reading, now),
      createdAt: now,
    };
    await calendarsRepository.insert(connection);
    await noted('calendar.connected', connection);
    return present(connection);
  }

  return {
    async list(membershipId: MembershipId) {
      return { items: (await calendarsRepository.listOf(membershipId)).map(present), companies: [...companies] };
    },

    /** @throws ProblemError `limit-reached`; `validation-failed` where it cannot be read */
    connect: (membershipId: MembershipId, { whenSilent, writes, ...credential }: CalendarCredential & Choice) =>
      connect(membershipId, credential, { whenSilent, writes }),

    /** @throws ProblemError `not-found` for a company that is not configured; `limit-reached` */
    async begin(
      tenant: { readonly id: TenantId },
      membershipId: MembershipId,
      origin: string,
      choice: Choice & { readonly company: contract.ConnectedCompany },
    ) {
      await assertRoom(membershipId);
      return { url: await logIns.begin({ ...choice, tenantId: tenant.id, membershipId, origin }) };
    },

    /** @throws ProblemError `invalid-ticket`, `unavailable`, `limit-reached` */
    async finish(tenantId: TenantId, membershipId: MembershipId, token: string) {
      const { credential, whenSilent, writes } = await logIns.take(tenantId, membershipId, token);
      return connect(membershipId, credential, { whenSilent, writes });
    },

    /** @throws ProblemError `not-found` */
    async update(membershipId: MembershipId, id: CalendarConnectionId, { whenSilent, writes }: Choice) {
      const { mayWrite = false, writesSince = null } = await existing(membershipId, id);
      if (writes && !mayWrite) {
        const message = 'Connect it again to have calls written into it.';
        throw new ProblemError('validation-failed', { issues: [{ in: 'body', pointer: '/writes', message }] });
      }
      const changed = await calendarsRepository.change(id, {
        whenSilent,
        writesSince: writes ? (writesSince ?? clock.now()) : null,
        ...(writes && { writeRefusedAt: null }),
      });
      if (changed === null) throw new ProblemError('not-found');
      await noted('calendar.changed', changed);
      return present(changed);
    },

    /** @throws ProblemError `not-found` */
    async read(membershipId: MembershipId, id: CalendarConnectionId) {
      const after = await reader.read(await existing(membershipId, id));
      if (after === null) throw new ProblemError('not-found');
      return present(after);
    },

    /** @throws ProblemError `not-found` */
    async remove(membershipId: MembershipId, id: CalendarConnectionId): Promise<void> {
      const connection = await existing(membershipId, id);
      if (await calendarsRepository.remove(id)) await noted('calendar.removed', connection);
    },
  };
}
export type CalendarsService = ReturnType<typeof createCalendarsService>;
interface Choice {
  readonly whenSilent: WhenSilent;
  readonly writes: boolean;
}

/** What calls ask of calendars. */
export interface BusyCalendars {
  /** When calendars make these members busy, as far as is known. */
  known(ids: readonly MembershipId[]): Promise<ReadonlyMap<MembershipId, readonly Busy[]>>;
  /** Who of these members has connected one. */
  ownersAmong(ids: readonly MembershipId[]): Promise<ReadonlySet<MembershipId>>;
  /** Looks at a member's calendars now. @param until what has to be known where one says nothing */
  hear(membershipId: MembershipId, until: Date): Promise<Heard>;
}

export const createBusyCalendars = ({ hear }: CalendarReader): BusyCalendars => ({
  async known(ids) {
    const rows = await calendarsRepository.busyOf(ids);
    const byMember = Map.groupBy(rows, ({ membershipId }) => membershipId);
    return new Map([...byMember].map(([id, own]) => [id, own.flatMap(({ busy }) => busy)]));
  },
  ownersAmong: (ids) => calendarsRepository.ownersAmong(ids),
  hear,
});
