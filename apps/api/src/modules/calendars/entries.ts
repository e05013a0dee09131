import type { CalendarConnectionId, MembershipId } from '@stageline/contracts';
import {
  CalendarCredential,
  type CalendarEntry,
  type CalendarPort,
  type CalendarWriting,
} from '@stageline/integrations/calendar';
import type { Clock, Sealer } from '@stageline/platform';
import { calendarsRepository, type Connection } from './calendars.repository.ts';
import { contextOf, type CalendarReader } from './reader.ts';

export interface CalendarEntriesDeps {
  readonly calendars: CalendarPort;
  readonly reader: Pick<CalendarReader, 'read'>;
  readonly sealer: Sealer;
  readonly clock: Clock;
}

/** A calendar into which its owner has calls written. */
export interface Writer {
  readonly id: CalendarConnectionId;
  /** Calls that were booked before stand there by mail. */
  readonly since: Date;
}

/** What calls write into the calendars that members keep elsewhere (E-06). Every call runs in the current tenant. */
export function createCalendarEntries({ calendars, reader, sealer, clock }: CalendarEntriesDeps) {
  async function act(
    { _id: id, sealed }: Connection,
    deed: (credential: CalendarCredential) => Promise<CalendarWriting>,
  ): Promise<void> {
    const { renewed } = await deed(CalendarCredential.parse(JSON.parse(sealer.open(contextOf(id), sealed))));
    const set = renewed === null ? {} : { sealed: sealer.seal(contextOf(id), JSON.stringify(renewed)) };
    const after = await calendarsRepository.change(id, set);
    // What it says is known at once: an entry that was moved keeps nobody from its old time.
    if (after !== null) await reader.read(after);
  }

  return {
    async writersOf(membershipId: MembershipId): Promise<Writer[]> {
      const own = await calendarsRepository.listOf(membershipId);
      return own.flatMap(({ _id: id, writesSince: since }) => (since == null ? [] : [{ id, since }]));
    },

    /** @returns false where the calendar is gone, or takes none any more. @throws IntegrationError */
    async write(id: CalendarConnectionId, entry: CalendarEntry): Promise<boolean> {
      const connection = await calendarsRepository.find(id);
      if (connection?.writesSince == null) return false;
      await act(connection, (credential) => calendars.write(credential, entry));
      return true;
    },

    /** Does nothing where the calendar is gone. @throws IntegrationError */
    async remove(id: CalendarConnectionId, uid: string): Promise<void> {
      const connection = await calendarsRepository.find(id);
      if (connection?.mayWrite === true) await act(connection, (credential) => calendars.remove(credential, uid));
    },

    /** It does not let us write: calls go by mail again, and its owner sees it. */
    async refuse(id: CalendarConnectionId): Promise<void> {
      await calendarsRepository.change(id, { writesSince: null, writeRefusedAt: clock.now() });
    },
  };
}
export type CalendarEntries = ReturnType<typeof createCalendarEntries>;
