import { setTimeout as delay } from 'node:timers/promises';
import { SFU_REPORT_STREAM, SFU_REPORT_STREAM_LENGTH, type SfuReport } from '@stageline/contracts';
import type { Logger } from '@stageline/platform';
import type { Redis } from 'ioredis';

/** Reports held while Redis is away: about 4 MB, some ten minutes of a busy node. */
const MAX_PENDING = 10_000;
const BATCH = 200;
/** Reports of one moment go out together: a join storm then costs Redis and us a few round trips and not hundreds. */
const LINGER_MS = 20;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;
/** A command that Redis does not answer counts as failed: the connection may be half open. */
const ANSWER_WITHIN_MS = 5_000;

/** Writes reports to the stream in order and at least once, over restarts of Redis. */
export class ReportWriter {
  readonly #redis: Redis;
  readonly #logger: Logger;
  readonly #pending: SfuReport[] = [];
  #running: Promise<void> | undefined;
  #dropped = 0;
  readonly #closing = new AbortController();

  constructor(redis: Redis, logger: Logger) {
    this.#redis = redis;
    this.#logger = logger;
  }

  /** Takes a report; never fails and never waits. */
  write(report: SfuReport): void {
    if (this.#pending.length >= MAX_PENDING) this.#drop();
    this.#pending.push(report);
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  /** Waits until all reports are written. */
  async drained(): Promise<void> {
    await this.#running;
  }

  /** Waits until all reports are written, or `withinMs` have passed; what is left then is lost and logged. */
  async close(withinMs: number): Promise<void> {
    const timer = setTimeout(() => this.#closing.abort(), withinMs);
    await this.drained();
    clearTimeout(timer);
    if (this.#pending.length > 0) this.#logger.error({ reports: this.#pending.length }, 'reports were not written');
  }

  async #run(): Promise<void> {
    let retryMs = FIRST_RETRY_MS;
    while (this.#pending.length > 0 && !this.#closing.signal.aborted) {
      try {
        if (this.#pending.length < BATCH) await this.#wait(LINGER_MS);
        const batch = this.#pending.slice(0, BATCH);
        await this.#append(batch);
        this.#remove(batch);
        retryMs = FIRST_RETRY_MS;
      } catch (error) {
        if (this.#closing.signal.aborted) return;
        this.#logger.warn({ err: error, pending: this.#pending.length }, 'reports wait for Redis');
        await this.#wait(retryMs);
        retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
      }
    }
  }

  /** Cut short when writing is given up. */
  async #wait(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.#closing.signal }).catch(() => undefined);
  }

  async #append(batch: readonly SfuReport[]): Promise<void> {
    const pipeline = this.#redis.pipeline();
    for (const report of batch) {
      pipeline.xadd(SFU_REPORT_STREAM, 'MAXLEN', '~', SFU_REPORT_STREAM_LENGTH, '*', 'report', JSON.stringify(report));
    }
    const results = await answered(pipeline.exec(), this.#closing.signal);
    const failed = results?.find(([error]) => error !== null);
    if (failed?.[0]) throw failed[0];
  }

  /** What was written goes; a report that was dropped meanwhile is not there any more. */
  #remove(batch: readonly SfuReport[]): void {
    const last = this.#pending.indexOf(batch.at(-1) as SfuReport);
    this.#pending.splice(0, last + 1);
  }

  /** Makes room: counters first, which a later one replaces, then the oldest. */
  #drop(): void {
    const counter = this.#pending.findIndex(({ type }) =>
      ['viewers-changed', 'room-alive', 'recording-alive'].includes(type),
    );
    this.#pending.splice(Math.max(counter, 0), 1);
    this.#dropped += 1;
    if (this.#dropped % 1000 === 1)
      this.#logger.error({ dropped: this.#dropped }, 'reports dropped while Redis is away');
  }
}

/** @throws Error when nothing came within the time, or writing was given up */
async function answered<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const waiting = new AbortController();
  const onAbort = () => waiting.abort();
  signal.addEventListener('abort', onAbort);
  const timeout = delay(ANSWER_WITHIN_MS, undefined, { signal: waiting.signal }).catch(() => undefined);
  try {
    return await Promise.race([
      work,
      timeout.then(() => {
        throw new Error('Redis did not answer in time');
      }),
    ]);
  } finally {
    signal.removeEventListener('abort', onAbort);
    waiting.abort();
  }
}
