import { EventId } from '@stageline/contracts';
import type { Connection } from 'mongoose';
import { z } from 'zod';
import { createKeyedMutex } from '../keyed-mutex.ts';
import type { Logger } from '../logger.ts';
import type { DeliveredJob } from '../queue/index.ts';
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
    const { eventId, recordedAt, data } = EventJob.parse(job.payload);
    const context: EventContext = { eventId, tenantId: job.tenantId, recordedAt: new Date(recordedAt) };
    const handle = () => target.handle(data, context);
    await turns.run(`${job.tenantId} ${target.id}`, async () => {
      if (target.transactional === false) await processAtLeastOnce(target.id, eventId, handle);
      else await processOnce(unitOfWork, target.id, eventId, handle);
    });
  };
}
