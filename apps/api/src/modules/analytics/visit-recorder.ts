import type { SiteCalendar, TenantId } from '@stageline/contracts';
import { addDays, dayOf, slotOf, startOfDay } from '@stageline/domain';
import { runOutside, type Clock, type Logger } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import { isbot } from 'isbot';
import { LRUCache } from 'lru-cache';
import type { Visitor, VisitorHash, VisitSalts } from './visit-salts.ts';
import type { NewDecision, NewVisit, VisitsRepository } from './visits.repository.ts';

export interface VisitRecorderDeps {
  readonly repository: Pick<VisitsRepository, 'openDay' | 'add' | 'decide'>;
  readonly salts: VisitSalts;
  readonly calendar: () => Promise<SiteCalendar>;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface Note extends Visitor {
  readonly tenantId: TenantId;
  readonly at: Date;
  readonly what: 'seen' | 'registered';
}

/** How long a visit may wait to be written; a crash loses no more. */
const FLUSH_MS = 1000;
/** Notes that may wait: some megabytes at most. What comes beyond is not counted, and the log says how many. */
const MAX_WAITING = 20_000;
/** Beyond, notes of a store that is away are given up; days are rolled up later than that. */
const MAX_AGE_MS = 10 * 60_000;
/** Browsers stay far below; what names itself at greater length is none. */
const MAX_AGENT = 512;
/** Visitors that are known to be written; a page that is loaded again costs no write. */
const KNOWN_VISITORS = 20_000;

/**
 * Gathers visits of all tenants in memory and writes them together once a second, so that a page pays for nothing but an
 * entry in a list. Robots are told by the list of `isbot`.
 */
export function createVisitRecorder(deps: VisitRecorderDeps) {
  const { repository, salts, clock, logger } = deps;
  const written = new LRUCache<string, true>({ max: KNOWN_VISITORS });
  const openDays = new LRUCache<string, true>({ max: 2000 });
  const browsers = new LRUCache<string, boolean>({ max: 2000 });
  let waiting: Note[] = [];
  let lost = 0;
  let timer: NodeJS.Timeout | undefined;
  let flushing = Promise.resolve();

  function add(note: Note): void {
    if (note.userAgent.length > MAX_AGENT) return;
    if (waiting.length >= MAX_WAITING) lost += 1;
    else waiting.push(note);
    // The visit must not hold on to its request, nor a test or a process that ends to it.
    timer ??= runOutside(() => setTimeout(() => void flush(), FLUSH_MS).unref());
  }

  /** Kept, because a million visitors have a few hundred browsers and the list is long: 20 µs a question. */
  function isBrowser(userAgent: string): boolean {
    const judged = browsers.get(userAgent);
    if (judged !== undefined) return judged;
    const found = userAgent !== '' && !isbot(userAgent);
    browsers.set(userAgent, found);
    return found;
  }

  /** One after the other: a visit is written before the registration that follows it. */
  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    flushing = flushing.then(write);
    return flushing;
  }

  async function write(): Promise<void> {
    const notes = waiting.filter(({ userAgent }) => isBrowser(userAgent));
    waiting = [];
    if (lost > 0) logger.warn({ lost }, 'more visits than can wait; some are not counted');
    lost = 0;
    for (const [tenantId, own] of groupBy(notes, ({ tenantId: id }) => id)) {
      try {
        await runInTenant(tenantId, () => writeTenant(tenantId, own));
      } catch (err) {
        const from = clock.now().getTime() - MAX_AGE_MS;
        const again = own.filter(({ at }) => at.getTime() >= from).slice(0, MAX_WAITING - waiting.length);
        logger.warn({ err, tenantId, again: again.length }, 'visits could not be written');
        waiting.unshift(...again);
        if (again.length > 0) timer ??= setTimeout(() => void flush(), FLUSH_MS).unref();
      }
    }
  }

  async function writeTenant(tenantId: TenantId, notes: readonly Note[]): Promise<void> {
    const { timeZone } = await deps.calendar();
    for (const { day, startsAt, closesAt, notes: ofDay } of byDay(notes, timeZone)) {
      const hashOf = await salts.hashOf(day, closesAt.getTime() - clock.now().getTime());
      if (hashOf === null) continue;
      const dayKey = `${tenantId} ${day}`;
      if (!openDays.has(dayKey)) await repository.openDay(day, closesAt);
      openDays.set(dayKey, true);
      const { visits, decisions } = sort(ofDay, hashOf, startsAt);
      const fresh = visits.filter(({ hash }) => !written.has(hash));
      if (fresh.length > 0) await repository.add(day, closesAt, fresh);
      for (const { hash } of fresh) written.set(hash, true);
      if (decisions.length > 0) await repository.decide(day, decisions);
    }
  }

  return {
    /** Somebody opened a public page. */
    seen: (tenantId: TenantId, visitor: Visitor): void => add({ ...visitor, tenantId, at: clock.now(), what: 'seen' }),
    /** Somebody registered, for the first time. @param at the registration's own time */
    registered: (tenantId: TenantId, visitor: Visitor, at: Date): void =>
      add({ ...visitor, tenantId, at, what: 'registered' }),
    /** Writes what waits now, rather than within the second. */
    flush,
  };
}
export type VisitRecorder = ReturnType<typeof createVisitRecorder>;

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** The notes of each calendar day, in the order in which they came: nearly always they are all of one. */
function byDay(notes: readonly Note[], timeZone: string) {
  const days: { day: string; startsAt: Date; closesAt: Date; notes: Note[] }[] = [];
  for (const note of notes) {
    let found = days.find(({ startsAt, closesAt }) => note.at >= startsAt && note.at < closesAt);
    if (found === undefined) {
      const day = dayOf(note.at, timeZone);
      const [startsAt, closesAt] = [startOfDay(day, timeZone), startOfDay(addDays(day, 1), timeZone)];
      days.push((found = { day, startsAt, closesAt, notes: [] }));
    }
    found.notes.push(note);
  }
  return days;
}

/** Each visitor once, as they came first, and each registration once. */
function sort(notes: readonly Note[], hashOf: VisitorHash, startsAt: Date) {
  const visits = new Map<string, NewVisit>();
  const decisions = new Map<string, NewDecision>();
  for (const { what, at, ip, userAgent } of notes) {
    const hash = hashOf({ ip, userAgent });
    const slot = slotOf(at, startsAt);
    if (what === 'seen' && !visits.has(hash)) visits.set(hash, { hash, slot, seenAt: at });
    if (what === 'registered' && !decisions.has(hash)) decisions.set(hash, { hash, slot, at });
  }
  return { visits: [...visits.values()], decisions: [...decisions.values()] };
}
