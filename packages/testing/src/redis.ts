import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { requiredEnv } from './required-env.ts';

/** An empty Redis database of the test file's own. */
export interface TestRedis {
  url: string;
  /** A key prefix that nothing else uses, for code that shares a database. Ends with a colon. */
  prefix: string;
}

/** How many databases one jest worker may use at a time. */
export const databasesPerWorker = 16;

let used = 0;

/**
 * An empty Redis database. Jest runs one file at a time in each worker, so a worker's databases are reused from file to
 * file, and emptied here.
 */
export async function testRedis(): Promise<TestRedis> {
  if (used === databasesPerWorker) throw new Error(`One test file may use ${databasesPerWorker} Redis databases`);
  const worker = Number(process.env['JEST_WORKER_ID'] ?? 1) - 1;
  const url = new URL(requiredEnv('TEST_REDIS_URL'));
  url.pathname = `/${worker * databasesPerWorker + used++}`;
  const client = new Redis(url.href);
  await client.flushdb();
  client.disconnect();
  return { url: url.href, prefix: `test-${randomBytes(6).toString('hex')}:` };
}
