import { CallChanged, ProblemError, type CallChange, type CallOutcome, type MembershipId } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import type { Transaction, UnitOfWork } from '@stageline/platform/outbox';
import { callTypesRepository, type CallType } from '../availability/index.ts';
import type { BusyCalendars } from '../calendars/index.ts';
import { createHearing } from './hearing.ts';
import { nextReminder, nextText, timesOf } from './call-time.ts';
import { callsRepository } from './calls.repository.ts';
import { SlotTaken, type CallRow } from './calls.types.ts';
import { claimsRepository } from './claims.repository.ts';
import { takenProblem } from './holds.service.ts';
import { claimOf, type Asked, type Host, type SlotFinder } from './slot-finder.ts';

export interface ChangesDeps {
  readonly finder: SlotFinder;
  readonly calendars: Pick<BusyCalendars, 'ownersAmong' | 'hear'>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}
/** Written in the transaction of the change: what the audit log says of it. */
export type Also = (before: CallRow, after: CallRow) => Promise<unknown>;
const nothing: Also = async () => undefined;

/** A kind of call that is there no more still says when the calls of it can be moved to. */
const LAST_RESORT = { increment: 15, notice: 0, horizonDays: 60 } as const;

/** How calls change after they were booked, whoever changes them; every call runs in the current tenant. */
export function createChanges({ finder, calendars, unitOfWork, clock }: ChangesDeps) {
  /** @param byMember whoever is of the team needs no notice */
  async function askedOf(call: CallRow, byMember: boolean): Promise<{ asked: Asked; type: CallType | null }> {
    const type = await callTypesRepository.find(call.typeId);
    const { increment, notice, horizonDays } = type ?? LAST_RESORT;
    return { asked: { ...call.terms, increment, notice: byMember ? 0 : notice, horizonDays }, type };
  }

  /** Who could take it: its host, and the others of its kind. */
  async function hostsFor(call: CallRow, type: CallType | null): Promise<Host[]> {
    return finder.hostsOf({ hosts: type?.hosts ?? [call.membershipId] });
  }
  /** Whose call it is moves it within their own time, also where they take no others of its kind any more. */
  const own = (call: CallRow): Promise<Host[]> => finder.hostsOf({ hosts: [call.membershipId] });

  /**
   * One host, where they are free by their calendars as well, which are asked now.
   * @returns null where they are not
   */
  async function freeHost(asked: Asked, hosts: readonly Host[], startsAt: Date, except: CallRow['_id'] | null) {
    const [first] = await finder.freeAt(asked, hosts, startsAt, except);
    if (first === undefined) return null;
    const hearing = await createHearing(calendars, [first], new Date(startsAt.getTime() + asked.length * 60_000));
    await hearing.ask(first._id);
    const [host] = await finder.freeAt(asked, [first], startsAt, except);
    return host === undefined ? null : { host, unchecked: hearing.of(host._id) };
  }

  function tell(
    tx: Transaction,
    { _id: callId, sequence, leadId, personId, membershipId, ...call }: CallRow,
    change: CallChange,
    formerMembershipId: MembershipId | null = null,
  ): void {
    const outcome = change === 'outcome' ? call.outcome : null;
    tx.record(CallChanged, { callId, change, sequence, leadId, personId, membershipId, formerMembershipId, outcome });
  }

  /** Takes another time, or another host's, in place of what the call has. In the caller's transaction. */
  async function takeAnew(
    call: CallRow,
    host: Host,
    startsAt: Date,
  ): Promise<Pick<CallRow, 'startsAt' | 'endsAt' | 'claimFrom' | 'claimTo'>> {
    const claim = claimOf(host, call.terms, startsAt);
    await claimsRepository.release(call._id);
    await claimsRepository.take(call._id, claim, null, clock.now());
    return timesOf(startsAt, call.terms, claim);
  }

  /** What a call needs to be changed at all. @throws ProblemError `illegal-transition` */
  function assertOpen({ state, outcome }: CallRow): void {
    const isOpen = state === 'pending' || state === 'confirmed';
    // What came of it is of the time that it had.
    if (!isOpen || outcome !== null) throw new ProblemError('illegal-transition');
  }
  const reminderOf = ({ textTo, guest }: CallRow, { state }: Pick<CallRow, 'state'>, startsAt: Date) => {
    const [isCertain, now] = [state === 'confirmed', clock.now()];
    return {
      remindAt: isCertain ? nextReminder(startsAt, now) : null,
      textAt: isCertain && textTo !== undefined ? nextText(startsAt, guest.timeZone, now) : null,
    };
  };

  return {
    askedOf,

    async slots(call: CallRow, range: { readonly from: Date; readonly to: Date }, byMember: boolean) {
      const { asked } = await askedOf(call, byMember);
      const open = await finder.open(asked, await own(call), range, call._id);
      return { slots: open.map(({ at }) => new Date(at).toISOString()) };
    },

    /** Others of its kind, with who is free then. */
    async hosts(call: CallRow) {
      const { asked, type } = await askedOf(call, true);
      const hosts = (await hostsFor(call, type)).filter(({ _id }) => _id !== call.membershipId);
      const free = new Set((await finder.freeAt(asked, hosts, call.startsAt)).map(({ _id }) => _id));
      return hosts.map(({ _id: membershipId, name }) => ({ membershipId, name, isFree: free.has(membershipId) }));
    },

    /** @throws ProblemError `conflict`; `illegal-transition` for what does not wait for a yes */
    approve: (call: CallRow, also: Also = nothing): Promise<CallRow> =>
      unitOfWork.run(async (tx) => {
        if (call.state !== 'pending') throw new ProblemError('illegal-transition');
        const set = { state: 'confirmed', confirmedAt: clock.now(), unchecked: null } as const;
        const after = await callsRepository.change(call, { ...set, ...reminderOf(call, set, call.startsAt) });
        if (after === null) throw new ProblemError('conflict');
        tell(tx, after, 'approved');
        await also(call, after);
        return after;
      }),

    /**
     * Moves a call within its host's time; its calendar entry stays the same one (E-07).
     * @throws ProblemError `conflict`; `illegal-transition`; `slot-taken`, with times that are free
     */
    async reschedule(
      call: CallRow,
      { startsAt, reason, byMember }: { readonly startsAt: Date; readonly reason: string; readonly byMember: boolean },
      also: Also = nothing,
    ): Promise<CallRow> {
      assertOpen(call);
      const { asked, type } = await askedOf(call, byMember);
      // Asked twice, nothing has changed: nobody is told a second time.
      if (startsAt.getTime() === call.startsAt.getTime()) return call;
      const hosts = await own(call);
      const found = await freeHost(asked, hosts, startsAt, call._id);
      if (found === null) throw await takenProblem(finder, asked, hosts, startsAt, call._id);
      const { host, unchecked } = found;
      // Whoever is of the team has looked; anybody else has to be told yes once more: what was agreed to was the other time.
      const isAsked = unchecked === 'asked' || type?.needsApproval === true;
      const state = isAsked && !byMember ? 'pending' : call.state;
      try {
        return await unitOfWork.run(async (tx) => {
          const times = await takeAnew(call, host, startsAt);
          const set = {
            ...times,
            state,
            unchecked,
            moveReason: reason || null,
            ...reminderOf(call, { state }, startsAt),
          };
          const after = await callsRepository.change(call, set, { isNewEntry: true });
          if (after === null) throw new ProblemError('conflict');
          tell(tx, after, 'rescheduled');
          await also(call, after);
          return after;
        });
      } catch (error) {
        if (error instanceof SlotTaken) throw await takenProblem(finder, asked, hosts, startsAt, call._id);
        throw error;
      }
    },

    /**
     * Gives a call to another host who is free then.
     * @throws ProblemError `conflict`; `illegal-transition`; `slot-taken` where they are not free; `not-found` for no host of its kind
     */
    async reassign(call: CallRow, membershipId: MembershipId, also: Also = nothing): Promise<CallRow> {
      assertOpen(call);
      const { asked, type } = await askedOf(call, true);
      const hosts = (await hostsFor(call, type)).filter(({ _id }) => _id === membershipId);
      if (hosts.length === 0 || membershipId === call.membershipId) throw new ProblemError('not-found');
      const found = await freeHost(asked, hosts, call.startsAt, null);
      if (found === null) throw new ProblemError('slot-taken');
      const { host, unchecked } = found;
      const why = { ...call.why, byOwner: false, reasons: [], names: { [host._id]: host.name } };
      try {
        return await unitOfWork.run(async (tx) => {
          const times = await takeAnew(call, host, call.startsAt);
          const set = { ...times, membershipId, hostName: host.name, why, unchecked };
          const after = await callsRepository.change(call, set, { isNewEntry: true });
          if (after === null) throw new ProblemError('conflict');
          tell(tx, after, 'reassigned', call.membershipId);
          await also(call, after);
          return after;
        });
      } catch (error) {
        if (error instanceof SlotTaken) throw new ProblemError('slot-taken');
        throw error;
      }
    },

    /** @throws ProblemError `conflict`; `illegal-transition` where it is called off already, or over */
    async cancel(
      call: CallRow,
      cancelledBy: 'guest' | 'member',
      reason: string,
      also: Also = nothing,
    ): Promise<CallRow> {
      assertOpen(call);
      return unitOfWork.run(async (tx) => {
        await claimsRepository.release(call._id);
        const set = { state: 'cancelled', cancelledBy, cancelReason: reason || null } as const;
        const after = await callsRepository.change(
          call,
          { ...set, ...reminderOf(call, set, call.startsAt) },
          { isNewEntry: true },
        );
        if (after === null) throw new ProblemError('conflict');
        tell(tx, after, 'cancelled');
        await also(call, after);
        return after;
      });
    },

    /** @throws ProblemError `conflict`; `illegal-transition` before it has begun */
    async setOutcome(call: CallRow, outcome: CallOutcome | null, note: string, also: Also = nothing): Promise<CallRow> {
      if (call.state !== 'confirmed' || call.startsAt > clock.now()) throw new ProblemError('illegal-transition');
      return unitOfWork.run(async (tx) => {
        const after = await callsRepository.change(call, { outcome, outcomeNote: note });
        if (after === null) throw new ProblemError('conflict');
        tell(tx, after, 'outcome');
        await also(call, after);
        return after;
      });
    },
  };
}
export type Changes = ReturnType<typeof createChanges>;
