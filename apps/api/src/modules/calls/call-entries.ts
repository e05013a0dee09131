import { CallChanged, type CallEntryId, type TenantId } from '@stageline/contracts';
import { meetingFile } from '@stageline/domain';
import { IntegrationError, type CalendarEntry } from '@stageline/integrations/calendar';
import type { Clock, Logger } from '@stageline/platform';
import { subscriber } from '@stageline/platform/outbox';
import { runInTenant } from '@stageline/tenancy';
import { availabilityRepository } from '../availability/index.ts';
import type { CalendarEntries } from '../calendars/index.ts';
import type { SiteFactsReader } from '../leads/index.ts';
import { callEntriesRepository, type CallEntry } from './call-entries.repository.ts';
import { dueEntries } from './calls.cross-tenant.repository.ts';
import type { CallLetters } from './calls.letters.ts';
import { callsRepository } from './calls.repository.ts';
import type { CallRow } from './calls.types.ts';

export interface CallEntriesDeps {
  readonly entries: CalendarEntries;
  readonly letters: Pick<CallLetters, 'entryAgain'>;
  readonly sites: SiteFactsReader;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly pausedTenants: () => Promise<readonly TenantId[]>;
}

const MINUTE_MS = 60_000;
const LEASE_MS = 2 * MINUTE_MS;
/** After each failure in a row. */
const PAUSES_MS = [1, 2, 5, 10, 30, 60].map((minutes) => minutes * MINUTE_MS);
const ROUND = 50;
/** An entry that cannot be taken out for days is left to its owner. */
const MAX_FAILURES = 60;

/** Whether its host has it in their calendar: what nobody has said yes to is in none. */
const stands = ({ state, confirmedAt }: CallRow): boolean => state !== 'cancelled' && confirmedAt !== undefined;

/**
 * Calls in the calendars that their hosts let us write into (E-06): the same entry over every change, as the call's id is its
 * uid. What is to be told is noted with the change and told after it, again and again until the calendar has taken it.
 */
export function createCallEntries({ entries, letters, sites, clock, logger, pausedTenants }: CallEntriesDeps) {
  async function entryOf(call: CallRow): Promise<CalendarEntry> {
    const { url } = await sites.siteFacts();
    const { _id: uid, sequence, startsAt, endsAt, guest, terms, organizer } = call;
    const timeZone = (await availabilityRepository.find(call.membershipId))?.timeZone ?? 'UTC';
    const title = `${terms.name} · ${`${guest.firstName} ${guest.lastName}`.trim()}`;
    const said = { uid, sequence, timeZone, title, description: `${url}/dashboard/calls/${uid}`, place: terms.place };
    const times = { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
    const meeting = { ...said, ...times, method: null, organizer, attendees: [] };
    return { ...said, from: startsAt, to: endsAt, file: meetingFile(meeting, clock.now().toISOString()) };
  }

  async function settle(tenantId: TenantId, row: CallEntry): Promise<void> {
    const call = await callsRepository.find(row.callId);
    const isWanted = call !== null && stands(call) && call.membershipId === row.membershipId;
    // What is over stays as it is.
    if (isWanted && call.endsAt <= clock.now())
      return callEntriesRepository.written(row, call.startsAt, call.endsAt, true);
    try {
      if (!isWanted) await entries.remove(row.connectionId, row.callId);
      else {
        // Before it is asked: it may be written although nobody tells us so.
        await callEntriesRepository.written(row, call.startsAt, call.endsAt, false);
        if (await entries.write(row.connectionId, await entryOf(call)))
          return await callEntriesRepository.written(row, call.startsAt, call.endsAt, true);
      }
      await callEntriesRepository.remove(row);
    } catch (error) {
      if (!(error instanceof IntegrationError)) throw error;
      logger.warn({ callId: row.callId, code: error.code }, 'a call was not written into its host’s calendar');
      if (!error.retryable && isWanted) {
        await entries.refuse(row.connectionId);
        await callEntriesRepository.remove(row);
        return letters.entryAgain(tenantId, call);
      }
      if (!isWanted && row.failures >= MAX_FAILURES) return callEntriesRepository.remove(row);
      const pause = PAUSES_MS[Math.min(row.failures, PAUSES_MS.length - 1)]!;
      await callEntriesRepository.failed(row, new Date(clock.now().getTime() + pause));
    }
  }

  async function tell(tenantId: TenantId, id: CallEntryId): Promise<void> {
    const now = clock.now();
    const row = await callEntriesRepository.takeDue(id, now, new Date(now.getTime() + LEASE_MS));
    if (row !== null) await settle(tenantId, row);
  }

  return {
    subscriber: subscriber({
      id: 'calls.note-entries',
      event: CallChanged,
      async handle({ callId, change }) {
        const call = change === 'outcome' ? null : await callsRepository.find(callId);
        if (call === null) return;
        const writers = stands(call) ? await entries.writersOf(call.membershipId) : [];
        // Those that were booked before stand there by mail, which goes on telling of them.
        const own = writers.filter(({ since }) => since <= call.createdAt).map(({ id }) => id);
        await callEntriesRepository.mark(callId, call.membershipId, own, clock.now());
      },
    }),

    /** Tells calendars on all sites what is due. @returns how many entries */
    async sweep(): Promise<number> {
      const due = await dueEntries(clock.now(), await pausedTenants(), ROUND);
      for (const { id, tenantId } of due)
        await runInTenant(tenantId, () => tell(tenantId, id)).catch((err: unknown) =>
          logger.error({ err, entryId: id }, 'a look at an entry failed; it comes again'),
        );
      return due.length;
    },
  };
}
