import Bull from 'bull';
import type { TenantId } from '@stageline/contracts';
import { runInTenant } from '@stageline/tenancy';
import { runWithLogContext } from '../log-context.ts';
import type { Logger } from '../logger.ts';
import { runOutside } from '../outside.ts';
import type { QueueConnections } from './connections.ts';
import type { DeadLetters, DeadListeners } from './dead-letter.ts';
import { collectDeadLetters, type Collector } from './dead-letter-collector.ts';
import { Envelope } from './envelope.ts';
import type { Parking } from './parking.ts';

/** A job as it is put into a lane. */
export interface LaneJob {
  readonly id: string;
  readonly name: string;
  readonly envelope: Envelope;
  readonly attempts: number;
  readonly delayMs?: number;
}
/** A job as it comes out, for one attempt. */
export interface DeliveredJob {
  readonly name: string;
  readonly payload: unknown;
  readonly tenantId: TenantId | null;
  readonly actor: string | null;
  readonly traceId: string;
  /** 1 for the first. */
  readonly attempt: number;
}

/** What holds for some jobs of a lane, by their names. */
export interface LaneRules {
  /** Jobs that run for a paused tenant, too. */
  readonly alsoPaused?: ReadonlySet<string>;
  readonly onDead?: DeadListeners;
}

/** One bull queue. Lanes of one process share their connections but not their workers. */
export interface Lane {
  /**
   * Adds jobs in order. One whose id is still known (waiting, running, or done within the hour) is left out.
   * @throws Error when Redis did not take every one of them; those that it took stay
   */
  add(jobs: readonly LaneJob[]): Promise<void>;
  /** Adds a job again although its id is known, as a replay must. */
  addAgain(job: LaneJob): Promise<void>;
  /**
   * Starts working: `handle` runs inside the job's tenant and in no other context.
   */
  start(handle: (job: DeliveredJob) => Promise<void>, concurrency: number, rules?: LaneRules): Promise<void>;
  /** Jobs that are not done: waiting, running, or waiting for a retry. */
  unfinished(): Promise<number>;
  /** Stops taking jobs and waits for the running ones, up to 3.5 s; what runs then is taken over by another worker. */
  close(): Promise<void>;
}

export interface LaneSettings {
  readonly prefix: string;
  readonly connections: QueueConnections;
  readonly logger: Logger;
  readonly deadLetters: DeadLetters | undefined;
  /** Where the jobs of paused tenants wait; without it nobody is paused. */
  readonly parking: Parking | undefined;
  /** The first retry waits about this long, each further one twice as long. */
  readonly backoffMs: number;
  /** A worker that is silent for this long has lost its job to another. */
  readonly lockMs: number;
}

const MAX_BACKOFF_MS = 60_000;
const CLOSE_WAIT_MS = 3500;
/** Finished jobs keep their id, so that a relay that repeats itself is not heard twice. */
const KEEP_FINISHED = { age: 3600, count: 5000 };
/**
 * A job whose worker died this often is poison. Restarts also hit the innocent, with every job that had begun or waited for its
 * turn, so the number is high.
 */
const MAX_STALLS = 25;

/** Opens a lane; it costs no worker until it is started. */
export function createLane(name: string, settings: LaneSettings): Lane {
  const { logger, deadLetters, parking } = settings;
  const bull = openQueue(name, settings);
  let collector: Collector | undefined;

  /** Whether a job was put aside because its tenant is paused; then it is done here. */
  async function parked(job: Bull.Job, { tenantId }: Envelope, alsoPaused: ReadonlySet<string>): Promise<boolean> {
    if (tenantId === null || parking === undefined || alsoPaused.has(job.name)) return false;
    const answer = parking.isPaused(tenantId);
    if (!(typeof answer === 'boolean' ? answer : await answer)) return false;
    const attempts = Math.max(1, (job.opts.attempts ?? 1) - job.attemptsMade);
    await parking.park({ id: String(job.id), lane: name, name: job.name, envelope: job.data as Envelope, attempts });
    return true;
  }

  async function close(): Promise<void> {
    collector?.stop();
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<'too-long'>((resolve) => {
      timer = setTimeout(() => resolve('too-long'), CLOSE_WAIT_MS);
    });
    const outcome = await Promise.race([bull.pause(true), tooLong]);
    clearTimeout(timer);
    if (outcome === 'too-long')
      logger.warn({ lane: name }, 'jobs still ran at the end; another worker takes them over');
    await bull.close(true);
  }
  let closing: Promise<void> | undefined;

  return {
    add: (jobs) => addJobs(bull, jobs),
    async addAgain(job) {
      const known = await bull.getJob(job.id);
      if (known && ((await known.isCompleted()) || (await known.isFailed()))) await known.remove();
      await addJobs(bull, [job]);
    },
    async start(handle, concurrency, { alsoPaused = new Set<string>(), onDead = new Map() } = {}) {
      if (deadLetters !== undefined) collector = collectDeadLetters(bull, name, { deadLetters, onDead }, logger);
      await runOutside(async () => {
        await bull.isReady();
        void bull
          .process('*', concurrency, (job) =>
            runOutside(async () => {
              const envelope = await readEnvelope(job);
              if (!(await parked(job, envelope, alsoPaused))) await deliver(job, envelope, handle, logger);
            }),
          )
          .catch((err: unknown) => {
            if (closing === undefined) logger.error({ err, lane: name }, 'queue: stopped working');
          });
      });
      await collector?.sweep();
    },
    async unfinished() {
      const counts = await bull.getJobCounts();
      return counts.waiting + counts.active + counts.delayed;
    },
    close: () => (closing ??= close()),
  };
}

function openQueue(name: string, settings: LaneSettings): Bull.Queue {
  const { prefix, connections, logger, lockMs, backoffMs } = settings;
  const bull = new Bull(name, {
    prefix,
    createClient: connections.create,
    defaultJobOptions: {
      backoff: { type: 'jittered' },
      removeOnComplete: KEEP_FINISHED,
      // with a dead-letter collection, failed jobs are moved there; without one the last thousand are kept to be looked at
      removeOnFail: settings.deadLetters === undefined ? { count: 1000 } : false,
    },
    settings: {
      lockDuration: lockMs,
      stalledInterval: Math.ceil(lockMs / 3),
      maxStalledCount: MAX_STALLS,
      retryProcessDelay: 500,
      backoffStrategies: { jittered: (attemptsMade: number) => jittered(backoffMs, attemptsMade) },
    },
  });
  // bull names its connection in a promise that nobody watches: a close at that moment would end the process. Ours have names.
  Object.assign(bull, { setWorkerName: () => Promise.resolve() });
  bull.on('error', (err) => logger.warn({ err, lane: name }, 'queue: error'));
  bull.on('stalled', (job) =>
    logger.warn({ lane: name, jobId: job.id, job: job.name }, 'job lost its worker and runs again'),
  );
  return bull;
}

/** Twice as long after each attempt, and between half of that and all of it: so that jobs that failed together part. */
function jittered(baseMs: number, attemptsMade: number): number {
  const ceiling = Math.min(MAX_BACKOFF_MS, baseMs * 2 ** (attemptsMade - 1));
  return Math.max(1, Math.round(ceiling * (0.5 + Math.random() / 2)));
}

async function addJobs(bull: Bull.Queue, jobs: readonly LaneJob[]): Promise<void> {
  if (jobs.length === 0) return;
  const added = await bull.addBulk(
    jobs.map(({ id, name, envelope, attempts, delayMs }) => ({
      name,
      data: envelope,
      opts: { jobId: id, attempts, ...(delayMs === undefined ? {} : { delay: delayMs }) },
    })),
  );
  // bull reads the replies of its MULTI without looking at their errors; a job that was refused has no id
  const refused = added.filter((job, index) => job.id !== jobs[index]?.id).length;
  if (refused > 0) throw new Error(`Redis refused ${refused} of ${jobs.length} jobs`);
}

/** @throws ZodError for what is no job of ours, which no further attempt mends */
async function readEnvelope(job: Bull.Job): Promise<Envelope> {
  const envelope = Envelope.safeParse(job.data);
  if (envelope.success) return envelope.data;
  await job.discard();
  throw envelope.error;
}

async function deliver(
  job: Bull.Job,
  { tenantId, actor, traceId, payload }: Envelope,
  handle: (job: DeliveredJob) => Promise<void>,
  logger: Logger,
): Promise<void> {
  const attempt = job.attemptsMade + 1;
  const delivered: DeliveredJob = { name: job.name, payload, tenantId, actor, traceId, attempt };
  const fields = {
    requestId: traceId,
    jobId: String(job.id),
    ...(tenantId === null ? {} : { tenantId }),
    ...(actor === null ? {} : { actorId: actor }),
  };
  await runWithLogContext(fields, async () => {
    try {
      await (tenantId === null ? handle(delivered) : runInTenant(tenantId, () => handle(delivered)));
    } catch (error) {
      const last = attempt >= (job.opts.attempts ?? 1) || !isRetryable(error);
      if (last) await job.discard();
      logger[last ? 'error' : 'warn'](
        { err: error, job: job.name, attempt },
        last ? 'job failed for good' : 'job failed, will be tried again',
      );
      throw error;
    }
  });
}

/** Whether another attempt could end otherwise: not for a payload that does not parse or an error that says so itself. */
function isRetryable(error: unknown): boolean {
  if (!(error instanceof Error)) return true;
  return error.name !== 'ZodError' && (error as { retryable?: unknown }).retryable !== false;
}
