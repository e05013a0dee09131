import { tmpdir } from 'node:os';
import path from 'node:path';
import { newId, systemClock, type Logger } from '@stageline/platform';
import type { Redis } from '@stageline/platform/redis';
import { createTickets, type Tickets } from '@stageline/platform/tickets';
import { buildSfu, type SfuDeps } from '../src/app.ts';

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
