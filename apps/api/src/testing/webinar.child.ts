import { createStorage } from '@stageline/integrations/storage';
import { createLogger } from '@stageline/platform';
import { connectMongo } from '@stageline/platform/mongo';
import { createUnitOfWork, type UnitOfWork } from '@stageline/platform/outbox';
import { createQueue } from '@stageline/platform/queue';
import { createWebinarWork } from './webinar-work.ts';

/** A worker that writes `chunks` chunks of people of a webinar and waits to be killed where the next is written and not committed. */
interface Task {
  readonly mongoUri: string;
  readonly redisUrl: string;
  readonly directory: string;
  readonly prefix: string;
  readonly lockMs: number;
  readonly chunks: number;
}

const { mongoUri, redisUrl, directory, prefix, lockMs, chunks } = JSON.parse(process.argv[2]!) as Task;
const logger = createLogger({ service: 'child', level: 'silent' });
const connection = await connectMongo({ uri: mongoUri, logger });
const real = createUnitOfWork({ connection, nudge: () => undefined });
let written = 0;
const unitOfWork: UnitOfWork = {
  ...real,
  run: (work) =>
    real.run(async (tx) => {
      const result = await work(tx);
      if (written === chunks) {
        console.log('did write');
        await new Promise(() => undefined);
      }
      written += 1;
      return result;
    }),
};
const storage = createStorage(
  { kind: 'embedded', directory, secret: 'nobody reads by address here, so it is any', urlPrefix: '/storage' },
  { production: false, allowEmbedded: [] },
);
const queue = createQueue({ redisUrl, logger, prefix, lockMs, concurrency: 1 });
await queue.start(createWebinarWork({ storage, unitOfWork, queue }).jobs ?? []);
