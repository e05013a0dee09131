import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import {
  idSchemas,
  SFU_ALIVE_SECONDS,
  SFU_REPORT_GROUP,
  SFU_REPORT_STREAM,
  type RecordingReport,
  SfuReport,
  type PersonId,
  type SessionId,
  type TenantId,
} from '@stageline/contracts';
import { isStoreAway, runOutside, type Clock, type Logger } from '@stageline/platform';
import type { DeadLetters } from '@stageline/platform/queue';
import { globalKey, runInTenant } from '@stageline/tenancy';
import type { Redis } from 'ioredis';
import type { AttendanceService } from './attendance.service.ts';
import { createReportFailures } from './sfu-report-failures.ts';

/** Entries of one read. */
const BATCH = 500;
const BLOCK_MS = 1000;
/** Between two reads, so that a burst of joins becomes one count and one broadcast. */
const TICK_MS = 100;
/** After this the entries of a consumer that died are taken over. */
const CLAIM_IDLE_MS = 15_000;
const CLAIM_EVERY_MS = 5000;
/** Three missed words and some slack. */
const SILENT_AFTER_MS = (3 * SFU_ALIVE_SECONDS + 5) * 1000;
const RETRY_MS = 1000;
/** Rooms by the time of the last report about them. */
const ROOMS = globalKey('sfu-events', 'rooms');

type Entry = [id: string, fields: string[] | null];
interface Touched {
  readonly tenantId: TenantId;
  readonly sessionId: SessionId;
  readonly joined: Set<PersonId>;
  readonly left: Set<PersonId>;
}

export interface SfuReportsDeps {
  /** What an sfu tells of recordings is another module's. */
  readonly recordings: { apply(report: RecordingReport): Promise<void> };
  readonly attendance: Pick<AttendanceService, 'apply' | 'settle' | 'closeSilentSince'>;
  /** A connection of its own: it blocks while it waits for reports. */
  readonly redis: Redis;
  /** For reports that always fail. */
  readonly deadLetters: DeadLetters;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Turns the sfu's reports into attendance, in the worker role. Several processes share the work through one group. */
export interface SfuReports {
  start(): Promise<void>;
  /** For tests: takes what is in the stream, and closes rooms that fell silent. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

export function createSfuReports(deps: SfuReportsDeps): SfuReports {
  const { attendance, recordings, redis, clock, logger } = deps;
  const failures = createReportFailures(deps);
  const consumer = randomUUID();
  const stopping = new AbortController();
  let loop: Promise<void> | undefined;
  let claimedAt = 0;

  async function createGroup(): Promise<void> {
    try {
      await redis.xgroup('CREATE', SFU_REPORT_STREAM, SFU_REPORT_GROUP, '0', 'MKSTREAM');
    } catch (error) {
      if (!String(error).includes('BUSYGROUP')) throw error;
    }
  }

  async function readNew(blockMs: number | null): Promise<Entry[]> {
    const block = blockMs === null ? [] : (['BLOCK', blockMs] as const);
    const answer = (await redis.call(
      'XREADGROUP',
      'GROUP',
      SFU_REPORT_GROUP,
      consumer,
      'COUNT',
      BATCH,
      ...block,
      'STREAMS',
      SFU_REPORT_STREAM,
      '>',
    )) as [string, Entry[]][] | null;
    return answer?.[0]?.[1] ?? [];
  }

  /** Entries that another consumer took and never acknowledged, or that this one could not handle. */
  async function claim(minIdleMs: number): Promise<Entry[]> {
    const answer = (await redis.call(
      'XAUTOCLAIM',
      SFU_REPORT_STREAM,
      SFU_REPORT_GROUP,
      consumer,
      minIdleMs,
      '0-0',
      'COUNT',
      BATCH,
    )) as [string, Entry[]];
    return answer[1];
  }

  /** Where one of them fails, each goes alone, so that the others are not held back; intervals bear a second run. */
  async function handle(entries: readonly Entry[]): Promise<void> {
    try {
      await handleTogether(entries);
    } catch (error) {
      if (isStoreAway(error)) throw error;
      for (const entry of entries) await handleAlone(entry);
    }
  }

  async function handleAlone(entry: Entry): Promise<void> {
    try {
      await handleTogether([entry]);
    } catch (error) {
      if (isStoreAway(error)) throw error;
      const report = parse(entry[1]);
      if (report === null || (await failures.putAside(entry[0], report, error))) await acknowledge([entry]);
    }
  }

  /** All entries or none are acknowledged. */
  async function handleTogether(entries: readonly Entry[]): Promise<void> {
    if (entries.length === 0) return;
    const touched = new Map<string, Touched>();
    for (const [id, fields] of entries) {
      const report = parse(fields);
      if (report === null) logger.error({ entry: id }, 'sfu report does not parse, dropped');
      else
        await inTenant(report.tenantId, () =>
          isOfRecording(report) ? recordings.apply(report) : applyOne(report, touched),
        );
    }
    for (const { tenantId, sessionId, joined, left } of touched.values()) {
      await inTenant(tenantId, () => attendance.settle(sessionId, joined, left));
      await redis.zadd(ROOMS, clock.now().getTime(), `${tenantId}/${sessionId}`);
    }
    await acknowledge(entries);
  }

  async function acknowledge(entries: readonly Entry[]): Promise<void> {
    const ids = entries.map(([id]) => id);
    await redis
      .multi()
      .xack(SFU_REPORT_STREAM, SFU_REPORT_GROUP, ...ids)
      .xdel(SFU_REPORT_STREAM, ...ids)
      .exec();
  }

  async function applyOne(report: SfuReport, touched: Map<string, Touched>): Promise<void> {
    const { tenantId, sessionId } = report;
    const { joined, left } = await attendance.apply(report);
    const key = `${tenantId}/${sessionId}`;
    const entry = touched.get(key) ?? { tenantId, sessionId, joined: new Set<PersonId>(), left: new Set<PersonId>() };
    for (const personId of joined) entry.joined.add(personId);
    for (const personId of left) entry.left.add(personId);
    touched.set(key, entry);
  }

  /** An sfu that died says nothing: its rooms are settled when their last report is old. */
  async function closeSilentRooms(): Promise<void> {
    const before = clock.now().getTime() - SILENT_AFTER_MS;
    for (const room of await redis.zrangebyscore(ROOMS, 0, before)) {
      await closeSilentRoom(room, new Date(before)).catch((err: unknown) => {
        if (isStoreAway(err)) throw err;
        // One room that cannot be settled must not keep the others open.
        logger.error({ err, room }, 'a silent room could not be closed');
      });
    }
    // By score, so that a room about which a report came meanwhile stays.
    await redis.zremrangebyscore(ROOMS, 0, before);
  }

  async function closeSilentRoom(room: string, before: Date): Promise<void> {
    const [tenant, session] = room.split('/');
    const tenantId = idSchemas.tnt.parse(tenant);
    await inTenant(tenantId, () => attendance.closeSilentSince(idSchemas.ses.parse(session), before));
  }

  async function maintain(): Promise<void> {
    const now = performance.now();
    if (now - claimedAt < CLAIM_EVERY_MS) return;
    claimedAt = now;
    await handle(await claim(CLAIM_IDLE_MS));
    await closeSilentRooms();
  }

  async function run(): Promise<void> {
    const { signal } = stopping;
    while (!signal.aborted) {
      try {
        const entries = await readNew(BLOCK_MS);
        await handle(entries);
        await maintain();
        if (entries.length > 0) await delay(TICK_MS, undefined, { signal });
      } catch (err) {
        if (signal.aborted) return;
        logger.error({ err }, 'sfu reports could not be handled, will be tried again');
        await createGroup().catch(() => undefined);
        await delay(RETRY_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  return {
    async start() {
      await createGroup();
      claimedAt = Number.NEGATIVE_INFINITY;
      loop = runOutside(run);
    },
    async drain() {
      await createGroup();
      for (let entries = await readNew(null); entries.length > 0; entries = await readNew(null)) await handle(entries);
      await handle(await claim(0));
      await closeSilentRooms();
    },
    async close() {
      stopping.abort();
      await loop;
    },
  };
}

const isOfRecording = (report: SfuReport): report is RecordingReport => report.type.startsWith('recording-');

function inTenant<T>(tenantId: TenantId, fn: () => Promise<T>): Promise<T> {
  return runInTenant(tenantId, fn, { tenantId });
}

function parse(fields: string[] | null): SfuReport | null {
  const at = fields?.indexOf('report') ?? -1;
  const text = at % 2 === 0 ? fields?.[at + 1] : undefined;
  if (text === undefined) return null;
  try {
    return SfuReport.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
