import type { CallId, MembershipId, Permission, RoleRef } from '@stageline/contracts';
import {
  addDays,
  mergeSlots,
  openSlots,
  spansWithout,
  wallTimeOf,
  type OpenSlot,
  type SlotRules,
  type SlotSpan,
} from '@stageline/domain';
import type { Clock } from '@stageline/platform';
import { availabilityRepository, type CallType, type StoredAvailability } from '../availability/index.ts';
import type { CallTeam } from '../assignment/index.ts';
import type { BusyCalendars } from '../calendars/index.ts';
import { callEntriesRepository } from './call-entries.repository.ts';
import { callsRepository, type TakenTime } from './calls.repository.ts';
import type { CallTerms } from './calls.types.ts';
import type { Claim } from './claims.repository.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** For a cap of the week: its other days count. */
const AROUND_MS = 8 * DAY_MS;
/** Times that are offered where one was taken. */
const ALTERNATIVES = 6;

export interface Host extends StoredAvailability {
  readonly name: string;
}

export interface SlotFinderDeps {
  readonly members: {
    all(): Promise<readonly { readonly id: MembershipId; readonly name: string; readonly roles: readonly RoleRef[] }[]>;
    permissionsOf(roles: readonly RoleRef[]): Promise<ReadonlySet<Permission>>;
  };
  readonly team: CallTeam;
  /** Dates on which nobody of the current tenant's site works. */
  readonly holidays: () => Promise<readonly string[]>;
  /** When hosts are busy by the calendars that they keep elsewhere. */
  readonly calendars: BusyCalendars;
  readonly clock: Clock;
}

/** What is asked of a call's time: its own terms, and when its kind may be booked. */
export type Asked = Pick<CallTerms, 'length' | 'bufferBefore' | 'bufferAfter'> &
  Pick<SlotRules, 'increment' | 'notice' | 'horizonDays'>;

/** When calls of the current tenant can begin, and with whom. Nothing of it is kept: it is as fresh as the database. */
export function createSlotFinder({ members, team, holidays, calendars, clock }: SlotFinderDeps) {
  /** Who takes calls of this kind: those it names, or everybody who the rules of the site let take leads. */
  async function hostsOf({ hosts }: Pick<CallType, 'hosts'>): Promise<Host[]> {
    const everybody = await members.all();
    const named = hosts.length === 0 ? everybody : everybody.filter(({ id }) => hosts.includes(id));
    const workers = [];
    for (const member of named) if ((await members.permissionsOf(member.roles)).has('leads.edit')) workers.push(member);
    const active = await availabilityRepository.active(workers.map(({ id }) => id));
    const mayTake = hosts.length > 0 ? null : await qualified(active.map(({ _id }) => _id));
    const names = new Map(workers.map(({ id, name }) => [id, name]));
    return active
      .filter(({ _id }) => mayTake === null || mayTake.has(_id))
      .map((host) => ({ ...host, name: names.get(host._id)! }));
  }

  async function qualified(ids: readonly MembershipId[]): Promise<ReadonlySet<string>> {
    const { rules, candidates } = await team(ids);
    const may = candidates.filter(
      ({ active, rank }) => (!rules.requireActive || active) && rank >= (rules.minimumRank ?? 0),
    );
    return new Set(may.map(({ id }) => id));
  }

  /**
   * @param except a call whose own time counts as free
   * @returns starts from `from` up to `to`, earliest first
   */
  async function open(
    asked: Asked,
    hosts: readonly Host[],
    { from, to }: { readonly from: Date; readonly to: Date },
    except: CallId | null = null,
  ): Promise<OpenSlot[]> {
    const now = clock.now();
    const around = [new Date(from.getTime() - AROUND_MS), new Date(to.getTime() + AROUND_MS)] as const;
    const ids = hosts.map(({ _id }) => _id);
    const [days, calls] = [await holidays(), await callsRepository.taken(ids, ...around, now)];
    const byHost = Map.groupBy(calls, ({ membershipId }) => membershipId);
    const elsewhere = await calendars.known(ids);
    const written = Map.groupBy(
      await callEntriesRepository.writtenOf(ids, around[0]),
      ({ membershipId }) => membershipId,
    );
    const slots = openSlots({
      from: from.getTime(),
      to: to.getTime(),
      now: now.getTime(),
      rules: asked,
      hosts: hosts.map(({ _id: id, timeZone, week, overrides, maxPerDay, maxPerWeek }) => {
        const all = byHost.get(id) ?? [];
        // Our own calls stand in calendars elsewhere, too, without a word of whose they are: they are told by their times.
        const entries = (written.get(id) ?? []).map(({ writtenFrom, writtenTo }) => ({
          from: writtenFrom,
          to: writtenTo,
        }));
        const ours = spansOf([...all.filter(isTold).map(timesOfCall), ...entries]);
        const others = spansWithout(spansOf(elsewhere.get(id) ?? []), ours);
        const own = all.filter(({ _id }) => _id !== except);
        const taken = spansOf(own.map(({ claimFrom, claimTo }) => ({ from: claimFrom, to: claimTo })));
        const busy = [...taken, ...others];
        const begins = own.map(({ startsAt }) => startsAt.getTime());
        return { id, timeZone, week, overrides, holidays: days, maxPerDay, maxPerWeek, busy, calls: begins };
      }),
    });
    return mergeSlots(slots);
  }

  return {
    hostsOf,
    open,

    /** Who of the hosts can take a call that begins at this very moment. */
    async freeAt(asked: Asked, hosts: readonly Host[], startsAt: Date, except: CallId | null = null): Promise<Host[]> {
      const [slot] = await open(asked, hosts, { from: startsAt, to: new Date(startsAt.getTime() + 1) }, except);
      return hosts.filter(({ _id }) => slot?.hosts.includes(_id) === true);
    },

    /** Starts near one that was taken, earliest first. */
    async alternatives(asked: Asked, hosts: readonly Host[], startsAt: Date, except: CallId | null = null) {
      const range = { from: new Date(startsAt.getTime() - DAY_MS), to: new Date(startsAt.getTime() + 7 * DAY_MS) };
      const near = (await open(asked, hosts, range, except))
        .map(({ at }) => at)
        .toSorted((a, b) => Math.abs(a - startsAt.getTime()) - Math.abs(b - startsAt.getTime()))
        .slice(0, ALTERNATIVES);
      return near.toSorted((a, b) => a - b).map((at) => new Date(at).toISOString());
    },
  };
}
const spansOf = (times: readonly { readonly from: Date; readonly to: Date }[]): SlotSpan[] =>
  times.map(({ from, to }) => ({ from: from.getTime(), to: to.getTime() }));
/** A hold, and what waits for a first yes, are in no calendar yet. */
const isTold = ({ confirmedAt }: TakenTime): boolean => confirmedAt !== undefined;
const timesOfCall = ({ startsAt, endsAt }: TakenTime) => ({ from: startsAt, to: endsAt });

export type SlotFinder = ReturnType<typeof createSlotFinder>;

/** What of a host's time a call takes that begins at `startsAt`. */
export function claimOf(
  { _id: membershipId, timeZone, maxPerDay, maxPerWeek }: Pick<Host, '_id' | 'timeZone' | 'maxPerDay' | 'maxPerWeek'>,
  { length, bufferBefore, bufferAfter }: Pick<CallTerms, 'length' | 'bufferBefore' | 'bufferAfter'>,
  startsAt: Date,
): Claim {
  const day = wallTimeOf(startsAt, timeZone).date;
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return {
    membershipId,
    from: new Date(startsAt.getTime() - bufferBefore * MINUTE_MS),
    to: new Date(startsAt.getTime() + (length + bufferAfter) * MINUTE_MS),
    day,
    week: addDays(day, -weekday),
    maxPerDay,
    maxPerWeek,
  };
}
