import { rmSync } from 'node:fs';
import path from 'node:path';
import { startMongod, startRedis, type EmbeddedServer } from '@stageline/platform/embedded';
import { findMediasoupWorker } from '../../../../scripts/lib/mediasoup-worker.ts';
import { databasesPerWorker } from '../redis.ts';
import { makeMemoryFolder, makeRunFolder } from './run-folder.ts';

/** What a run started; the teardown of the same run stops it. Both run in jest's parent process. */
interface TestRun {
  folders: string[];
  servers: EmbeddedServer[];
}

const maxWorkers = 16;
let current: TestRun | undefined;

/**
 * Starts one MongoDB and one Redis for the whole run, in a temporary folder and on free ports, and tells the test
 * processes where they are. A run that is killed leaves no server: each ends with the process that started it.
 */
export default async function globalSetup(): Promise<void> {
  const [dir, data] = [makeRunFolder(), makeMemoryFolder()];
  const [mongod, redis] = await Promise.all([
    // The clocks of tests stand in the past: the server's own would end what begins there.
    startMongod({ dir: path.join(dir, 'mongod'), data: path.join(data, 'mongod-data'), expires: false }),
    startRedis({ dir: path.join(dir, 'redis'), appendonly: false, databases: maxWorkers * databasesPerWorker }),
  ]);
  current = { folders: [dir, data], servers: [mongod, redis] };
  process.env['TEST_MONGODB_URI'] = mongod.uri;
  process.env['TEST_REDIS_URL'] = redis.uri;
  process.env['TEST_TMPDIR'] = dir;
  const worker = await findMediasoupWorker();
  if (worker) process.env['MEDIASOUP_WORKER_BIN'] = worker;
}

/** Stops what `globalSetup` started. */
export async function stopTestRun(): Promise<void> {
  await Promise.all(current?.servers.map((server) => server.stop()) ?? []);
  for (const folder of current?.folders ?? []) rmSync(folder, { recursive: true, force: true });
  current = undefined;
}
