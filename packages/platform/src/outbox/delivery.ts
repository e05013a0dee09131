import { EventId, type TenantId } from '@stageline/contracts';
import { currentTenantId } from '@stageline/tenancy';
import type { Connection } from 'mongoose';
import { z } from 'zod';
import { createKeyedMutex } from '../keyed-mutex.ts';
import type { Logger } from '../logger.ts';
import type { DeadListeners, DeliveredJob } from '../queue/index.ts';
import { processAtLeastOnce, processOnce } from './process-once.ts';
import type { EventContext, Subscriber } from './subscriber.ts';
import { createUnitOfWork } from './unit-of-work.ts';

export interface DeliveryOptions {
  readonly connection: Connection;
  readonly subscribers: readonly Subscriber[];
  readonly logger: Logger;
  /** Called when a handler recorded events. */
  readonly nudge: () => void;
}

const EventJob = z.object({ eventId: EventId, recordedAt: z.iso.datetime(), data: z.unknown() });

/**
 * Makes the handler of event jobs. Events of one tenant reach one subscriber one after another: side by side their
 * transactions would mostly collide. A delivery that failed comes later than those that followed it.
 */
export function createDelivery(options: DeliveryOptions): (job: DeliveredJob) => Promise<void> {
  const { connection, nudge, logger } = options;
  const unitOfWork = createUnitOfWork({ connection, nudge, logger });
  const byId = new Map(options.subscribers.map((each) => [each.id, each]));
  const turns = createKeyedMutex();

  return async (job) => {
    const target = byId.get(job.name);
    if (target === undefined || job.tenantId === null) throw new Error(`No subscriber ${job.name} in a tenant`);
    const { data, context } = readEvent(job.payload, job.tenantId);
    const { eventId } = context;
    const handle = () => target.handle(data, context);
    await turns.run(`${job.tenantId} ${target.id}`, async () => {
      if (target.transactional === false) await processAtLeastOnce(target.id, eventId, handle);
      else await processOnce(unitOfWork, target.id, eventId, handle);
    });
  };
}

/** Those of the subscribers that want to know of a delivery that has failed for good. */
export function deadListeners(subscribers: readonly Subscriber[]): DeadListeners {
  return new Map(
    subscribers.flatMap(({ id, onDead }) => {
      if (onDead === undefined) return [];
      const tell = async (payload: unknown): Promise<void> => {
        const { data, context } = readEvent(payload, currentTenantId());
        await onDead(data, context);
      };
      return [[id, tell] as const];
    }),
  );
}

/** @throws ZodError for what no relay of ours has made */
function readEvent(payload: unknown, tenantId: TenantId): { data: unknown; context: EventContext } {
  const { eventId, recordedAt, data } = EventJob.parse(payload);
  return { data, context: { eventId, tenantId, recordedAt: new Date(recordedAt) } };
}
