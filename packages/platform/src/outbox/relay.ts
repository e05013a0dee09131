import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { TenantId } from '@stageline/contracts';
import type { Redis } from 'ioredis';
import type { Connection } from 'mongoose';
import type { Logger } from '../logger.ts';
import { runOutside } from '../outside.ts';
import type { LaneJob, Queue } from '../queue/index.ts';
import { createClaims, type Claims } from './claims.ts';
import { createDelivery, deadListeners } from './delivery.ts';
import type { OutboxRow } from './models.ts';
import { NUDGE_CHANNEL } from './nudge.ts';
import type { Subscriber } from './subscriber.ts';

/** Hands recorded events to their subscribers: at least once, and never zero times. */
export interface Relay {
  /** Starts handing over and handling, in the worker role only. */
  start(): Promise<void>;
  /** Looks for events now and not at the next poll. */
  nudge(): void;
  /**
   * For tests: resolves when no event is pending and every job is done, retries included.
   * @throws Error when that takes longer than two minutes: what a killed process held is free only after its lease
   */
  drain(): Promise<void>;
  /** Stops handing over. The queue, closed after it, waits for the handlers. */
  close(): Promise<void>;
}

export interface RelayOptions {
  readonly connection: Connection;
  readonly queue: Queue;
  readonly redis: Redis;
  readonly subscribers: readonly Subscriber[];
  readonly logger: Logger;
  /** The guarantee behind the nudge. Default 1,000. */
  readonly pollMs?: number;
  /** After this, the rows of a relay that died are taken over. Default 15,000. */
  readonly leaseMs?: number;
  /** Handlers that run side by side. Default 16. */
  readonly concurrency?: number;
  /** Replaced by tests that let a step fail. */
  readonly claims?: Claims;
}

const BATCH = 200;
const DRAIN_MS = 120_000;
const DRAIN_STEP_MS = 10;
const DEFAULT_ATTEMPTS = 10;

/** Makes the relay of one process. Several may run: leases keep them apart. */
export function createRelay(options: RelayOptions): Relay {
  const { queue, logger, pollMs = 1000 } = options;
  const lane = queue.lane('events');
  const claims = options.claims ?? createClaims({ leaseMs: options.leaseMs ?? 15_000, batch: BATCH });
  const toJobs = jobsOf(options.subscribers);
  const poller = createPoller(pollMs, relayAll);
  let listener: Redis | undefined;

  async function relayAll(): Promise<void> {
    try {
      while ((await relayBatch()) === BATCH && !poller.stopped);
    } catch (err) {
      logger.error({ err }, 'outbox: handing over failed, will be tried again');
    }
  }

  async function relayBatch(): Promise<number> {
    const claim = randomUUID();
    const rows = await claims.take(claim);
    if (rows.length === 0) return 0;
    const ids = rows.map((row) => row._id);
    try {
      await lane.add(rows.flatMap(toJobs));
      // a crash here hands the same rows over again; their jobs have the same ids and their handlers note what they did
      await claims.done(claim, ids);
    } catch (error) {
      await claims.release(claim, ids).catch(() => undefined);
      throw error;
    }
    return rows.length;
  }

  return {
    async start() {
      const delivery = createDelivery({ ...options, nudge: poller.nudge });
      const alsoPaused = new Set(options.subscribers.filter((each) => each.alsoPaused).map(({ id }) => id));
      const rules = { alsoPaused, onDead: deadListeners(options.subscribers) };
      await lane.start(delivery, options.concurrency ?? 16, rules);
      listener = options.redis.duplicate({ maxRetriesPerRequest: null, lazyConnect: true });
      listener.on('error', (err) => logger.debug({ err }, 'outbox: Redis connection error'));
      listener.on('message', poller.nudge);
      await listener.connect();
      await listener.subscribe(NUDGE_CHANNEL);
      runOutside(poller.start);
    },
    nudge: poller.nudge,
    async drain() {
      const deadline = performance.now() + DRAIN_MS;
      for (;;) {
        await poller.runNow();
        // jobs first: once they are done, nothing is left that could record another event
        const jobs = (await lane.unfinished()) + (await queue.unfinished());
        if (jobs === 0 && (await claims.pending()) === 0) return;
        if (performance.now() > deadline) throw new Error(`The outbox did not drain: ${jobs} jobs are left`);
        await delay(DRAIN_STEP_MS);
      }
    },
    async close() {
      await poller.stop();
      listener?.disconnect();
    },
  };
}

/** One job per subscriber of the row's event, with an id that a second relay of the row would make again. */
function jobsOf(subscribers: readonly Subscriber[]): (row: OutboxRow) => LaneJob[] {
  const ids = new Set<string>();
  const byEvent = new Map<string, Subscriber[]>();
  for (const each of subscribers) {
    if (ids.has(each.id)) throw new Error(`Two subscribers have the id ${each.id}`);
    ids.add(each.id);
    byEvent.set(each.event.name, [...(byEvent.get(each.event.name) ?? []), each]);
  }
  return (row) =>
    (byEvent.get(row.event) ?? []).map(({ id, attempts = DEFAULT_ATTEMPTS }) => ({
      id: `${row._id}.${id}`,
      name: id,
      envelope: {
        v: 1,
        tenantId: row.tenantId as TenantId,
        actor: row.actor ?? null,
        traceId: row.traceId,
        payload: { eventId: row._id, recordedAt: row.recordedAt.toISOString(), data: row.payload as unknown },
      },
      attempts,
    }));
}

/** Calls `work` at every nudge and at least every `pollMs`, one call at a time. */
function createPoller(pollMs: number, work: () => Promise<void>) {
  let current: Promise<void> | undefined;
  let nudged = false;
  let started = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  function runNow(): Promise<void> {
    nudged = false;
    // a call that is under way may have looked before the newest row was there, so another follows it
    const next = (current ?? Promise.resolve()).then(work).finally(() => {
      if (current !== next) return;
      current = undefined;
      schedule();
    });
    current = next;
    return next;
  }
  function schedule(): void {
    clearTimeout(timer);
    if (!started || stopped) return;
    if (nudged) void runNow();
    else timer = setTimeout(() => void runNow(), pollMs);
  }

  return {
    get stopped() {
      return stopped;
    },
    runNow,
    nudge() {
      nudged = true;
      if (current === undefined) schedule();
    },
    start() {
      started = true;
      void runNow();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await current;
    },
  };
}
