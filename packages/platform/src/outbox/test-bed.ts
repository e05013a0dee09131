import type { EventId, TenantId } from '@stageline/contracts';
import { runInTenant } from '@stageline/tenancy';
import { testMongo, testRedis } from '@stageline/testing';
import mongoose from 'mongoose';
import { newId } from '../ids.ts';
import { createLogger } from '../logger.ts';
import { connectMongo, prepareDatabase } from '../mongo/index.ts';
import { createQueue, type QueueOptions } from '../queue/index.ts';
import { connectRedis } from '../redis/index.ts';
import { createDeadLetters } from './dead-letters.ts';
import { OutboxRowModel } from './models.ts';
import { createRelay, type Relay, type RelayOptions } from './relay.ts';
import type { Subscriber } from './subscriber.ts';
import { ThingHappened, ThingModel } from './test-model.ts';
import { createUnitOfWork, type UnitOfWork } from './unit-of-work.ts';

export { ThingHappened, ThingModel };

/** Reads in a tenant. */
export const labelsOf = (tenantId: TenantId): Promise<string[]> =>
  runInTenant(tenantId, async () => (await ThingModel.find().sort({ _id: 1 }).lean()).map(({ label }) => label));
export const rowsOf = (tenantId: TenantId) =>
  runInTenant(tenantId, () => OutboxRowModel.find().sort({ _id: 1 }).lean());

/** Inserts a thing into the current tenant. */
export async function insertThing(label: string): Promise<void> {
  await ThingModel.create([{ _id: newId('led'), label }]);
}

export interface TestBed {
  readonly unitOfWork: UnitOfWork;
  readonly connection: mongoose.Connection;
  readonly mongoUri: string;
  readonly redisUrl: string;
  /** Records one event with that number for the tenant. */
  record(tenantId: TenantId, n: number): Promise<EventId>;
  /** A relay with a queue of its own on the shared Redis, quick to retry; closed with the bed. */
  relay(
    subscribers: readonly Subscriber[],
    options?: Partial<RelayOptions>,
    queue?: Partial<QueueOptions>,
  ): Promise<BedRelay>;
  close(): Promise<void>;
}
export interface BedRelay {
  readonly relay: Relay;
  readonly queue: ReturnType<typeof createQueue>;
  close(): Promise<void>;
}

export const silentLogger = createLogger({ service: 'test', level: 'silent' });

/** A prepared database and an empty Redis; every part is a real one. */
export async function createTestBed(): Promise<TestBed> {
  const mongo = testMongo();
  const { url: redisUrl } = await testRedis();
  const connection = await connectMongo({ uri: mongo.uri, logger: silentLogger });
  await prepareDatabase(connection);
  const redis = await connectRedis(redisUrl, { name: 'test' });
  const opened: BedRelay[] = [];
  const unitOfWork = createUnitOfWork({ connection, nudge: () => opened.forEach(({ relay }) => relay.nudge()) });

  return {
    unitOfWork,
    connection,
    mongoUri: mongo.uri,
    redisUrl,
    record: (tenantId, n) => runInTenant(tenantId, () => unitOfWork.run(async (tx) => tx.record(ThingHappened, { n }))),
    async relay(subscribers, options = {}, queueOptions = {}) {
      const queue = createQueue({
        redisUrl,
        logger: silentLogger,
        deadLetters: createDeadLetters(),
        backoffMs: 5,
        ...queueOptions,
      });
      let relay: Relay;
      try {
        relay = createRelay({ connection, queue, redis, subscribers, logger: silentLogger, pollMs: 50, ...options });
      } catch (error) {
        await queue.close();
        throw error;
      }
      const close = async (): Promise<void> => {
        await relay.close();
        await queue.close();
      };
      const bedRelay: BedRelay = { relay, queue, close };
      opened.push(bedRelay);
      return bedRelay;
    },
    async close() {
      await Promise.all(opened.map((each) => each.close()));
      await redis.quit();
      await mongoose.disconnect();
    },
  };
}
