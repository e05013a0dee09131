import type Bull from 'bull';
import { runInTenant } from '@stageline/tenancy';
import { runWithLogContext } from '../log-context.ts';
import type { Logger } from '../logger.ts';
import { runOutside } from '../outside.ts';
import { redactText } from '../redaction.ts';
import type { DeadLetter, DeadLetters, DeadListeners } from './dead-letter.ts';
import { Envelope } from './envelope.ts';

export interface Collector {
  /** Moves every failed job to the dead letters; resolves when none is left or a later try was scheduled. */
  sweep(): Promise<void>;
  stop(): void;
}

const PAGE = 50;
const RETRY_MS = 5000;
const MAX_STACK_CHARS = 4000;

/** Who hears of a failed job. */
export interface Told {
  readonly deadLetters: DeadLetters;
  readonly onDead: DeadListeners;
}

/**
 * Moves failed jobs out of bull's failed set. The set is the truth, and bull's event only the occasion: a job that failed
 * while a worker died, or while MongoDB was away, is found by the next sweep.
 */
export function collectDeadLetters(bull: Bull.Queue, lane: string, told: Told, logger: Logger): Collector {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  async function collectAll(): Promise<void> {
    do {
      again = false;
      for (;;) {
        const failed = (await bull.getFailed(0, PAGE - 1)).filter((job) => job !== null);
        if (failed.length === 0 || stopped) break;
        for (const job of failed) await moveJob(job, lane, told, logger);
      }
    } while (again && !stopped);
  }

  function sweep(): Promise<void> {
    if (running !== undefined) {
      again = true;
      return running;
    }
    running = collectAll()
      .catch((err: unknown) => {
        if (stopped) return;
        logger.error({ err, lane }, 'failed jobs could not be moved to the dead letters');
        clearTimeout(timer);
        timer = setTimeout(() => void sweep(), RETRY_MS);
      })
      .finally(() => {
        running = undefined;
      });
    return running;
  }

  bull.on('failed', () => {
    if (!stopped) void sweep();
  });
  return {
    sweep,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

async function moveJob(job: Bull.Job, lane: string, told: Told, logger: Logger): Promise<void> {
  const envelope = Envelope.safeParse(job.data);
  if (envelope.success) {
    await told.deadLetters.record(letterOf(job, lane, envelope.data));
    await tellOwner(job, envelope.data, told.onDead, logger);
  } else logger.error({ lane, jobId: job.id, job: job.name }, 'dropped a job that is not one of ours');
  // removing it may collide with another worker that moved it as well
  await job.remove().catch(() => undefined);
}

/** @throws what the owner throws, so that the job is found again by the next sweep */
async function tellOwner(
  job: Bull.Job,
  { tenantId, traceId, payload }: Envelope,
  onDead: DeadListeners,
  logger: Logger,
): Promise<void> {
  const tell = onDead.get(job.name);
  if (tell === undefined) return;
  const fields = { requestId: traceId, jobId: String(job.id), ...(tenantId === null ? {} : { tenantId }) };
  try {
    await runOutside(() =>
      runWithLogContext(fields, () => (tenantId === null ? tell(payload) : runInTenant(tenantId, () => tell(payload)))),
    );
  } catch (err) {
    // A payload that nobody can read is no reason to come again for ever.
    if ((err as Error).name !== 'ZodError') throw err;
    logger.error({ err, job: job.name, jobId: job.id }, 'nobody could be told that a job failed for good');
  }
}

function letterOf(job: Bull.Job, lane: string, envelope: Envelope): DeadLetter {
  return {
    id: String(job.id),
    lane,
    name: job.name,
    envelope,
    error: {
      message: redactText(job.failedReason ?? 'unknown'),
      stack: redactText(job.stacktrace.at(-1) ?? '').slice(0, MAX_STACK_CHARS),
    },
    attempts: job.attemptsMade,
    maxAttempts: job.opts.attempts ?? 1,
    failedAt: new Date(job.finishedOn ?? Date.now()),
  };
}
