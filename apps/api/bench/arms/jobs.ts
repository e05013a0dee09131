import { SendPlannedMails, type TenantId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { createQueue, jobBinding } from '@stageline/platform/queue';
import { serveArm } from '@stageline/testing/bench';
import Bull from 'bull';
import { createWriteStream } from 'node:fs';
import { fromBench } from './from-bench.ts';
import { benchLogger } from './stores.ts';

const redisUrl = fromBench('REDIS_URL');
/** Jobs that are asked for together. */
const BULK = 500;
const CONCURRENCY = 8;

const payload = { batch: newId('job') };
const tenantId = newId('tnt') as TenantId;
/** How a round hears that all of its jobs have run. */
let done = { left: 0, tell: () => undefined as void };
const ran = async (): Promise<void> => {
  done.left -= 1;
  if (done.left === 0) done.tell();
};

/** Asks for jobs that do nothing, and waits until they have run. @returns CPU microseconds of this process for each */
async function measure(jobs: number, ask: (amount: number) => Promise<unknown>): Promise<number> {
  const finished = new Promise<void>((resolve) => (done = { left: jobs, tell: resolve }));
  const before = process.cpuUsage();
  for (let asked = 0; asked < jobs; asked += BULK) await ask(Math.min(BULK, jobs - asked));
  await finished;
  const { user, system } = process.cpuUsage(before);
  return (user + system) / jobs;
}

const logger = benchLogger(createWriteStream('/dev/null'));
const queue = createQueue({ redisUrl, logger, prefix: 'bench-product', parking: { isPaused: () => false } as never });
await queue.start([jobBinding(SendPlannedMails, ran)]);

const bare = new Bull('bare', redisUrl, { defaultJobOptions: { removeOnComplete: { age: 3600, count: 5000 } } });
void bare.process('*', CONCURRENCY, ran);
await bare.isReady();

serveArm(0, {
  product: (jobs) =>
    measure(jobs as number, (amount) =>
      queue.enqueueBulk(
        SendPlannedMails,
        Array.from({ length: amount }, () => ({ tenantId, payload })),
      ),
    ),
  bull: (jobs) =>
    measure(jobs as number, (amount) =>
      bare.addBulk(Array.from({ length: amount }, () => ({ name: 'none', data: { tenantId, payload } }))),
    ),
});
