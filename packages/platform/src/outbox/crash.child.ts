import type { TenantId } from '@stageline/contracts';
import { runInTenant } from '@stageline/tenancy';
import { newId } from '../ids.ts';
import { createLogger } from '../logger.ts';
import { connectMongo } from '../mongo/index.ts';
import { createQueue } from '../queue/index.ts';
import { connectRedis } from '../redis/index.ts';
import { createNudge } from './nudge.ts';
import { createRelay } from './relay.ts';
import { subscriber } from './subscriber.ts';
import { ThingHappened, ThingModel } from './test-model.ts';
import { createUnitOfWork } from './unit-of-work.ts';

/** The effect of event `n`: one more each time, so that a second effect shows. */
export const counter = subscriber({
  id: 'test.counter',
  event: ThingHappened,
  handle: async ({ n }) => {
    const update = { $inc: { count: 1 }, $setOnInsert: { _id: newId('led') } };
    await ThingModel.updateOne({ label: `effect ${n}` }, update, { upsert: true });
  },
});
export const quick = { lockMs: 1000, leaseMs: 500, pollMs: 20, backoffMs: 5 };

/** Writes, relays and handles until it is killed, and prints the number of every write that was acknowledged. */
async function main([mongoUri, redisUrl, tenantId, first]: string[]): Promise<void> {
  const logger = createLogger({ service: 'child', level: 'silent' });
  const connection = await connectMongo({ uri: mongoUri!, logger });
  const redis = await connectRedis(redisUrl!, { name: 'child' });
  const queue = createQueue({ redisUrl: redisUrl!, logger, ...quick });
  const relay = createRelay({ connection, queue, redis, subscribers: [counter], logger, ...quick });
  await relay.start();
  const unitOfWork = createUnitOfWork({ connection, nudge: createNudge(redis) });
  for (let n = Number(first); ; n++) {
    await runInTenant(tenantId as TenantId, () =>
      unitOfWork.run(async (tx) => {
        await ThingModel.create([{ _id: newId('led'), label: `source ${n}` }]);
        tx.record(ThingHappened, { n });
      }),
    );
    console.log(`acknowledged ${n}`);
  }
}

if (import.meta.main) await main(process.argv.slice(2));
