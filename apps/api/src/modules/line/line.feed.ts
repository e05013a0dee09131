import { setTimeout as delay } from 'node:timers/promises';
import { lineNamespace, type LineDelta, type LineEntry, type TenantId } from '@stageline/contracts';
import { runOutside, type Logger, type Signer } from '@stageline/platform';
import { currentTenantId, runInTenant, tenantKey, tenantRoom } from '@stageline/tenancy';
import type { Redis } from 'ioredis';
import type { Broadcaster } from '../../realtime/binding.ts';
import { numbersOf } from './line.numbers.ts';
import { presentEntry } from './line.presenter.ts';
import type { LineMemberRow, LineRepository } from './line.repository.ts';
import type { LineSettingsReader } from './line.service.ts';

/** Changed entries, on the feed's second row of numbers. */
export type LineChange = LineDelta;

/** Entries of one delta; when more joined at once, its `from` shows a gap and the clients resume. */
const MAX_DELTA = 200;
const MARK_TTL_SECONDS = 7 * 86_400;

/** Sends of one tenant follow each other at this distance: in a burst one read, not one for every commit. */
const TICK_MS = 250;

/** The sends of one tenant, while there are any. */
interface Lane {
  /** The highest position that is to be sent. */
  position: number;
  /** The highest that this process has made sure of. */
  sent: number;
  /** Members whom this process has just written, oldest first and without a gap: they need not be read back. */
  fresh: readonly LineMemberRow[];
  /** How often members changed meanwhile. */
  changes: number;
  readonly waiting: { resolve(): void; reject(error: unknown): void }[];
}

/** Raises the mark of what was sent, never lowers it: KEYS[1] the mark, ARGV[1] the position, ARGV[2] seconds to live. */
const RAISE = `
local sent = tonumber(redis.call('get', KEYS[1]) or '0')
if tonumber(ARGV[1]) > sent then redis.call('set', KEYS[1], ARGV[1], 'EX', ARGV[2]) end
return sent`;

/** The room of everybody who watches the tenant's line. */
export const lineRoom = (tenantId: TenantId) => tenantRoom(tenantId, 'line');

export interface LineFeedDeps {
  readonly repository: LineRepository;
  readonly settings: LineSettingsReader;
  readonly signer: Pick<Signer, 'sign'>;
  readonly broadcaster: Broadcaster;
  readonly redis: Redis;
  readonly logger: Logger;
}

/**
 * Tells every open page of a tenant who joined. Deltas are read from the database, from the last position that any
 * process has sent, so one delta follows the other without a gap; the mark lies in Redis. Two processes may send the
 * same delta: clients drop what their cursor covers.
 */
export function createLineFeed(deps: LineFeedDeps) {
  const { repository, settings, signer, broadcaster, redis, logger } = deps;
  const lanes = new Map<TenantId, Lane>();

  /** @returns the highest position that is sent by now, by whatever process */
  async function send(tenantId: TenantId, lane: Lane): Promise<number> {
    const { position } = lane;
    const mark = tenantKey(tenantId, 'line', 'sent');
    const sent = Number((await redis.get(mark)) ?? position - 1);
    if (sent >= position) return sent;
    const view = await settings.lineSettings();
    const { shift, total } = numbersOf(signer, tenantId, view);
    const { left } = await repository.counts();
    const rows = await membersAfter(lane, sent, position);
    const newest = rows[0]?.position;
    const oldest = rows.at(-1)?.position;
    if (newest === undefined || oldest === undefined) return position;
    const entries: LineEntry[] = rows.map((row) => presentEntry(row, view.memberDisplayFormat, shift));
    const delta: LineDelta = { from: oldest - 1 + shift, to: newest + shift, total: total(newest, left), entries };
    broadcaster.tell(lineNamespace.name, lineRoom(tenantId), 'line:joined', delta);
    await redis.eval(RAISE, 1, mark, newest, MARK_TTL_SECONDS);
    return newest;
  }

  /**
   * Everybody after `sent`, newest first, as they are shown now: nothing may be awaited between this and the telling. A read
   * that was under way when a member changed is made again, so a name taken back here is told by nothing that follows.
   */
  async function membersAfter(lane: Lane, sent: number, position: number): Promise<readonly LineMemberRow[]> {
    for (;;) {
      const fresh = freshAfter(lane.fresh, sent, position);
      if (fresh !== undefined) return fresh;
      const { changes } = lane;
      const rows = await repository.newest(MAX_DELTA, sent + 1);
      if (lane.changes === changes) return rows;
    }
  }

  /** One send at a time per tenant and tick; positions that come meanwhile are covered by the next one. */
  async function drain(tenantId: TenantId, lane: Lane): Promise<void> {
    while (lane.waiting.length > 0) {
      const waiting = lane.waiting.splice(0);
      try {
        // Often more than was asked for: whoever asks for that next need not wait for another tick.
        lane.sent = await send(tenantId, lane);
        lane.fresh = lane.fresh.filter((row) => row.position > lane.sent);
        for (const { resolve } of waiting) resolve();
      } catch (error) {
        for (const { reject } of waiting) reject(error);
      }
      await delay(TICK_MS, undefined, { ref: false });
    }
    lanes.delete(tenantId);
  }

  /**
   * Makes sure that the entry at `position`, which is committed, and all before it have been sent.
   * @param fresh the newest of them, oldest first, where the caller has them at hand
   * @throws what Redis or MongoDB throws; the caller may try again
   */
  async function announce(position: number, fresh: readonly LineMemberRow[] = []): Promise<void> {
    const tenantId = currentTenantId();
    const known = lanes.get(tenantId);
    if (known !== undefined && position <= known.sent) return;
    const lane: Lane = known ?? { position, sent: 0, fresh: [], changes: 0, waiting: [] };
    lane.position = Math.max(lane.position, position);
    lane.fresh = joined(lane.fresh, fresh);
    const sent = new Promise<void>((resolve, reject) => lane.waiting.push({ resolve, reject }));
    if (known === undefined) {
      lanes.set(tenantId, lane);
      // The lane outlives the call that opened it, so it may not run in that call's transaction or log.
      runOutside(() => void runInTenant(tenantId, () => drain(tenantId, lane)));
    }
    await sent;
  }

  /** Tells an entry as it is shown from now on, on the feed's second row of numbers. */
  async function announceChange(position: number, revision: number): Promise<void> {
    const tenantId = currentTenantId();
    const [row] = await repository.newest(1, position, position);
    if (row === undefined) return;
    const view = await settings.lineSettings();
    const { shift, total } = numbersOf(signer, tenantId, view);
    const counts = await repository.counts();
    const entries = [presentEntry(row, view.memberDisplayFormat, shift)];
    const change: LineChange = {
      from: revision - 1,
      to: revision,
      total: total(counts.position, counts.left),
      entries,
    };
    broadcaster.tell(lineNamespace.name, lineRoom(tenantId), 'line:changed', change);
  }

  return {
    announce,
    announceChange,
    /** Members who are still to be told of are read again: one of them may be shown in another way by now. */
    forget(): void {
      const lane = lanes.get(currentTenantId());
      if (lane === undefined) return;
      lane.fresh = [];
      lane.changes += 1;
    },
    /** The same right after a commit, where nobody waits: the subscriber to `line.joined` makes up for a failure. */
    nudge(members: readonly LineMemberRow[]): void {
      const position = members.at(-1)?.position;
      if (position === undefined) return;
      announce(position, members).catch((err: unknown) => logger.warn({ err, position }, 'line delta not sent yet'));
    },
  };
}
export type LineFeed = ReturnType<typeof createLineFeed>;

/** One run without a gap, of at most a delta: what does not follow the older ones takes their place. */
function joined(older: readonly LineMemberRow[], newer: readonly LineMemberRow[]): readonly LineMemberRow[] {
  const [first] = newer;
  if (first === undefined) return older;
  const follows = older.at(-1)?.position === first.position - 1;
  return (follows ? [...older, ...newer] : newer).slice(-MAX_DELTA);
}

/** Everything after `sent` up to `position`, newest first; undefined where `fresh` does not have all of it. */
function freshAfter(
  fresh: readonly LineMemberRow[],
  sent: number,
  position: number,
): readonly LineMemberRow[] | undefined {
  const first = fresh[0]?.position ?? Infinity;
  const last = fresh.at(-1)?.position ?? 0;
  return first <= sent + 1 && last >= position ? fresh.filter((row) => row.position > sent).reverse() : undefined;
}

/** Two deltas within one tick become one; where they do not touch, the newer one shows the gap and clients resume. */
export function mergeDeltas(older: LineDelta, newer: LineDelta): LineDelta {
  if (newer.from > older.to) return newer;
  if (newer.to <= older.to) return older;
  const entries = [...newer.entries.filter((entry) => entry.position > older.to), ...older.entries];
  return { from: Math.min(older.from, newer.from), to: newer.to, total: newer.total, entries };
}

/** The same for changes; an entry that changed twice is told as it is now. */
export function mergeChanges(older: LineChange, newer: LineChange): LineChange {
  if (newer.to <= older.to) return older;
  if (newer.from > older.to) return newer;
  const changed = new Set(newer.entries.map(({ position }) => position));
  const entries = [...older.entries.filter(({ position }) => !changed.has(position)), ...newer.entries];
  return { from: Math.min(older.from, newer.from), to: newer.to, total: newer.total, entries };
}
