import { booking, type MembershipId, type TenantId } from '@stageline/contracts';
import type { OpenSlot } from '@stageline/domain';
import type { Clock } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import { LRUCache } from 'lru-cache';
import type { CallType } from '../availability/index.ts';
import type { Asked, SlotFinder } from './slot-finder.ts';

const SOON_MS = booking.SOON_MINUTES * 60_000;
/** For how long whoever is here now is taken to stay. */
const HERE_MS = 2 * 3_600_000;
/** A whole audience asks at once: each process looks anew after this. */
const KEPT_MS = 5000;
const MAX_CALLS = 2000;
const DAY_MS = 86_400_000;
/** Days that are looked through before the others: where something is free, it is found there. */
const NEAR_DAYS = 7;

/** Time is taken in fives of minutes: what begins now began with the present ones. */
const NOW_STEP = 5;
export const beginsNow = (now: Date): Date =>
  new Date(Math.floor(now.getTime() / (NOW_STEP * 60_000)) * NOW_STEP * 60_000);
/** A call of a kind, as it is asked for now: at any time, and without notice. */
export const askedNow = <T extends Asked>(type: T): T => ({ ...type, increment: NOW_STEP, notice: -NOW_STEP });

export interface FirstTime {
  readonly startsAt: string;
  readonly isSoon: boolean;
}
export interface HereDeps {
  /** Members who have a page open just now. */
  readonly online: () => Promise<ReadonlySet<string>>;
  readonly finder: Pick<SlotFinder, 'hostsOf' | 'open' | 'freeAt'>;
  readonly clock: Clock;
}

interface Looked {
  readonly tenantId: TenantId;
  readonly type: CallType;
}

/** Free times, those of the next hours that somebody takes who is here before the others; else the earliest first. */
export function rankTimes(open: readonly OpenSlot[], online: ReadonlySet<string>, now: number): FirstTime[] {
  const isHere = ({ at, hosts }: OpenSlot) => at - now <= HERE_MS && hosts.some((id) => online.has(id));
  return open
    .map((slot) => ({ at: slot.at, isHere: isHere(slot) }))
    .toSorted((a, b) => Number(b.isHere) - Number(a.isHere) || a.at - b.at)
    .slice(0, booking.FIRST_TIMES)
    .map(({ at, isHere: here }) => ({ startsAt: new Date(at).toISOString(), isSoon: here && at - now <= SOON_MS }));
}

/** Which members are here now, for calls that begin while they still are. */
export function createHere({ online, finder, clock }: HereDeps) {
  const kept = new LRUCache<string, OpenSlot[], Looked>({
    max: MAX_CALLS,
    ttl: KEPT_MS,
    fetchMethod: (_key, _stale, { context: { tenantId, type } }) => runInTenant(tenantId, () => look(type)),
  });

  const keptNow = new LRUCache<string, { readonly ids: readonly MembershipId[] }, Looked>({
    max: MAX_CALLS,
    ttl: KEPT_MS,
    fetchMethod: (_key, _stale, { context: { tenantId, type } }) =>
      runInTenant(tenantId, async () => ({ ids: await freeNow(type) })),
  });

  async function freeNow(type: CallType): Promise<MembershipId[]> {
    const [hosts, present] = [await finder.hostsOf(type), await online()];
    const here = hosts.filter(({ _id }) => present.has(_id));
    return (await finder.freeAt(askedNow(type), here, beginsNow(clock.now()))).map(({ _id }) => _id);
  }

  /** What can be among the first, and nothing more. */
  async function look(type: CallType): Promise<OpenSlot[]> {
    const [hosts, now] = [await finder.hostsOf(type), clock.now()];
    const until = (days: number) =>
      finder.open(type, hosts, { from: now, to: new Date(now.getTime() + days * DAY_MS) });
    const near = await until(NEAR_DAYS);
    const open = near.length < booking.FIRST_TIMES ? await until(type.horizonDays + 1) : near;
    // One of them may have begun before what is kept is asked for anew.
    return open.filter(({ at }, index) => index <= booking.FIRST_TIMES || at - now.getTime() <= HERE_MS + KEPT_MS);
  }

  return {
    /** The times that are offered first to whoever books in a room; some seconds old. */
    async first(tenantId: TenantId, type: CallType): Promise<FirstTime[]> {
      const key = `${tenantId} ${type._id} ${type.version}`;
      const open = (await kept.fetch(key, { context: { tenantId, type } }))!;
      const now = clock.now().getTime();
      return rankTimes(
        open.filter(({ at }) => at > now),
        await online(),
        now,
      );
    },

    /** Who is here and could take a call that begins now. */
    freeNow,

    /** Whether there is anybody; some seconds old, because a whole audience asks. */
    async isSomebodyFree(tenantId: TenantId, type: CallType): Promise<boolean> {
      const key = `${tenantId} ${type._id} ${type.version}`;
      return (await keptNow.fetch(key, { context: { tenantId, type } }))!.ids.length > 0;
    },

    /** Whom of those who are free a call can go to: one that begins in a few minutes to whoever is here, if anybody is. */
    async among(free: readonly MembershipId[], startsAt: Date): Promise<readonly MembershipId[]> {
      if (startsAt.getTime() - clock.now().getTime() > SOON_MS) return free;
      const present = await online();
      const here = free.filter((id) => present.has(id));
      return here.length === 0 ? free : here;
    },
  };
}
export type Here = ReturnType<typeof createHere>;
