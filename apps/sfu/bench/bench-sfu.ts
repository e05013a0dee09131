import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newId, systemClock, type Logger } from '@stageline/platform';
import { startRedis } from '@stageline/platform/embedded';
import { connectRedis, type Redis } from '@stageline/platform/redis';
import { createTickets, type Tickets } from '@stageline/platform/tickets';
import { buildSfu, type SfuDeps } from '../src/app.ts';

/** A Redis of the bench's own, and one media worker on the loopback with room for as many consumers as it measures. */
export async function openBench(name: string) {
  const dir = await mkdtemp(path.join(tmpdir(), `stageline-${name}-`));
  const server = await startRedis({ dir, appendonly: false });
  const redis = await connectRedis(server.uri, { name });
  const media = {
    workers: 1,
    listenIp: '127.0.0.1',
    announcedIp: '127.0.0.1',
    webRtcPort: 0,
    consumersPerWorker: 10_000,
    workerBin: process.env['MEDIASOUP_WORKER_BIN'],
  };
  return {
    redis,
    media,
    async close() {
      redis.disconnect();
      await server.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

export interface BenchSfu {
  readonly url: string;
  readonly tickets: Pick<Tickets, 'sign'>;
  workerPids(): number[];
  close(): Promise<void>;
}

/** The product's sfu within this process, on a free port, in which nobody orders a recording. */
export async function startBenchSfu(redis: Redis, media: SfuDeps['media'], logger: Logger): Promise<BenchSfu> {
  const tickets = createTickets({
    secret: 'a-secret-of-the-bench-that-is-long-enough',
    redis,
  });
  const sfu = await buildSfu({
    host: '127.0.0.1',
    port: 0,
    nodeId: 'bench',
    media,
    recording: {
      storage: { put: async () => undefined },
      directory: path.join(tmpdir(), `stageline-bench-${newId('rec')}`),
      ffmpeg: null,
      maxWaitingBytes: 0,
      orphanAfterMs: 60_000,
    },
    redis,
    verifyTicket: (ticket) => tickets.verify('media', ticket),
    logger,
    clock: systemClock,
  });
  const url = `http://127.0.0.1:${await sfu.listen()}`;
  return {
    url,
    tickets,
    workerPids: () => sfu.workerPids(),
    close: () => sfu.close(),
  };
}
