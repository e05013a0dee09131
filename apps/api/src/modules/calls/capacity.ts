import type { TenantId } from '@stageline/contracts';
import { addDays, startOfDay, wallTimeOf } from '@stageline/domain';
import type { Clock } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import { LRUCache } from 'lru-cache';
import type { CallType } from '../availability/index.ts';
import type { SlotFinder } from './slot-finder.ts';

export interface Capacity {
  readonly thisWeek: number;
  readonly nextWeek: number;
  readonly first: string | null;
}
export interface CapacityDeps {
  readonly finder: Pick<SlotFinder, 'hostsOf' | 'open'>;
  /** Whose wall says when a week ends. */
  readonly siteTimeZone: () => Promise<string>;
  readonly clock: Clock;
}

/** A whole audience asks at once: each process counts a call anew after this. */
const KEPT_MS = 5000;
const MAX_CALLS = 2000;

/** How many times of a call are left. They are counted, never made up: each can be booked as long as nobody else does. */
export function createCapacity({ finder, siteTimeZone, clock }: CapacityDeps) {
  async function count(type: CallType): Promise<Capacity> {
    const [timeZone, now] = [await siteTimeZone(), clock.now()];
    const today = wallTimeOf(now, timeZone).date;
    const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
    const monday = (weeks: number) => startOfDay(addDays(today, 7 * weeks - weekday), timeZone).getTime();
    const range = { from: now, to: new Date(monday(2)) };
    const open = (await finder.open(type, await finder.hostsOf(type), range)).map(({ at }) => at);
    const thisWeek = open.filter((at) => at < monday(1)).length;
    const [first] = open;
    return {
      thisWeek,
      nextWeek: open.length - thisWeek,
      first: first === undefined ? null : new Date(first).toISOString(),
    };
  }

  const kept = new LRUCache<string, Capacity, { readonly tenantId: TenantId; readonly type: CallType }>({
    max: MAX_CALLS,
    ttl: KEPT_MS,
    fetchMethod: (_key, _stale, { context: { tenantId, type } }) => runInTenant(tenantId, () => count(type)),
  });
  return async (tenantId: TenantId, type: CallType): Promise<Capacity> =>
    (await kept.fetch(`${tenantId} ${type._id} ${type.version}`, { context: { tenantId, type } }))!;
}
export type CapacityOf = ReturnType<typeof createCapacity>;
