import { randomUUID } from 'node:crypto';
import type { JobDefinition, TenantId } from '@stageline/contracts';
import { globalKey } from '@stageline/tenancy/keys';
import type { z } from 'zod';
import { logContext } from '../log-context.ts';
import type { Logger } from '../logger.ts';
import type { JobBinding } from './binding.ts';
import { createConnections } from './connections.ts';
import type { DeadLetter, DeadLetters } from './dead-letter.ts';
import type { Parking } from './parking.ts';
import { createLane, type DeliveredJob, type Lane, type LaneJob } from './lane.ts';

export interface EnqueueOptions {
  /** Two jobs of one name, tenant and id are one, as long as the first is known: until an hour after it was done. */
  readonly jobId?: string;
  readonly delayMs?: number;
  /** Who asked for the work; the actor of the running call unless given. */
  readonly actor?: string;
}
export type BulkItem<D extends JobDefinition> = EnqueueOptions & {
  readonly tenantId: TenantId | null;
  readonly payload: z.input<D['payload']>;
};

/** Work for later, kept in Redis. */
export interface Queue {
  /**
   * Asks for a job. It runs inside `tenantId`, or in no tenant for `null`.
   * @throws ZodError when the payload does not fit, Error when Redis does not take the job
   */
  enqueue<D extends JobDefinition>(
    definition: D,
    tenantId: TenantId | null,
    payload: z.input<D['payload']>,
    options?: EnqueueOptions,
  ): Promise<void>;
  /** Asks for several jobs of one kind in one round trip, in order. */
  enqueueBulk<D extends JobDefinition>(definition: D, items: readonly BulkItem<D>[]): Promise<void>;
  /** Starts working, in the worker role only. Once per process. */
  start(bindings: readonly JobBinding[]): Promise<void>;
  /** A further queue on the same connections, with workers of its own; asked twice for one name, it is the same. */
  lane(name: string): Lane;
  /** Runs a dead letter again. */
  replay(letter: DeadLetter): Promise<void>;
  /** Waits until no job is waiting, running or to be retried. For tests and for a drain before maintenance. */
  unfinished(): Promise<number>;
  /** Stops taking jobs, waits up to 3.5 s for the running ones and closes the connections. */
  close(): Promise<void>;
}

export interface QueueOptions {
  readonly redisUrl: string;
  readonly logger: Logger;
  /** First part of every key; the platform's own unless a test wants another. */
  readonly prefix?: string;
  /** Without it, failed jobs stay in Redis. */
  readonly deadLetters?: DeadLetters;
  /** Where the jobs of paused tenants wait; without it nobody is paused. */
  readonly parking?: Parking;
  /** Jobs that run side by side, those with a lane of their own apart. Default 8. */
  readonly concurrency?: number;
  /** Wait before the first retry; it doubles from there, up to a minute. Default 500. */
  readonly backoffMs?: number;
  /** After this silence a worker counts as dead and its job runs elsewhere. Default 9,000. */
  readonly lockMs?: number;
}

const WORK = 'work';

/** Opens the queue (bull 4). Connects when first used. */
export function createQueue(options: QueueOptions): Queue {
  const { logger, deadLetters } = options;
  const connections = createConnections(options.redisUrl, logger);
  const lanes = new Map<string, Lane>();

  function lane(name: string): Lane {
    let known = lanes.get(name);
    if (known === undefined) {
      const prefix = options.prefix ?? globalKey('queue');
      known = createLane(name, {
        prefix,
        connections,
        logger,
        deadLetters,
        parking: options.parking,
        backoffMs: options.backoffMs ?? 500,
        lockMs: options.lockMs ?? 9000,
      });
      lanes.set(name, known);
    }
    return known;
  }
  function startLane(name: string, bindings: readonly JobBinding[]): Promise<void> {
    const alsoPaused = new Set(bindings.filter((each) => each.alsoPaused).map((each) => each.definition.name));
    const onDead = new Map(bindings.flatMap((each) => (each.onDead ? [[each.definition.name, each.onDead]] : [])));
    const concurrency = name === WORK ? (options.concurrency ?? 8) : widthOf(bindings);
    return lane(name).start(dispatcher(bindings), concurrency, { alsoPaused, onDead });
  }
  async function close(): Promise<void> {
    await Promise.all([...lanes.values()].map((each) => each.close()));
    await connections.close();
  }
  let closing: Promise<void> | undefined;

  return {
    enqueue: (definition, tenantId, payload, enqueueOptions) =>
      lane(laneOf(definition)).add([toLaneJob(definition, { ...enqueueOptions, tenantId, payload })]),
    enqueueBulk: (definition, items) => lane(laneOf(definition)).add(items.map((item) => toLaneJob(definition, item))),
    start: async (all) => {
      const byLane = Map.groupBy(all, ({ definition }) => laneOf(definition));
      if (!byLane.has(WORK)) byLane.set(WORK, []);
      for (const [name, bindings] of byLane) await startLane(name, bindings);
    },
    lane,
    replay: ({ id, name, envelope, maxAttempts, lane: laneName }) =>
      lane(laneName).addAgain({ id, name, envelope, attempts: maxAttempts }),
    unfinished: () => lane(WORK).unfinished(),
    close: () => (closing ??= close()),
  };
}

const widthOf = (bindings: readonly JobBinding[]): number =>
  Math.max(1, ...bindings.map(({ definition }) => definition.sideBySide ?? 1));
const laneOf = ({ lane }: JobDefinition): string => lane ?? WORK;

function toLaneJob<D extends JobDefinition>(definition: D, item: BulkItem<D>): LaneJob {
  const { requestId, actorId } = logContext();
  const id = `${definition.name}.${item.tenantId ?? 'platform'}.${item.jobId ?? randomUUID()}`;
  return {
    id,
    name: definition.name,
    envelope: {
      v: 1,
      tenantId: item.tenantId,
      actor: item.actor ?? actorId ?? null,
      traceId: requestId ?? randomUUID(),
      payload: definition.payload.parse(item.payload),
    },
    attempts: definition.attempts,
    ...(item.delayMs === undefined ? {} : { delayMs: item.delayMs }),
  };
}

/** @throws Error for two handlers of one job, at start; for a job that no handler is bound to, when it comes */
function dispatcher(bindings: readonly JobBinding[]): (job: DeliveredJob) => Promise<void> {
  const byName = new Map<string, JobBinding>();
  for (const binding of bindings) {
    const { name } = binding.definition;
    if (byName.has(name)) throw new Error(`Two handlers are bound to the job ${name}`);
    byName.set(name, binding);
  }
  return async ({ name, payload, tenantId, actor, traceId, attempt }) => {
    const binding = byName.get(name);
    if (binding === undefined) throw new Error(`No handler is bound to the job ${name}`);
    await binding.handle(payload, { tenantId, actor, traceId, attempt });
  };
}
