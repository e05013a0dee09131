import { readFile } from 'node:fs/promises';
import { createLogger } from '@stageline/platform';
import { boundedResult, type BenchResult } from '@stageline/testing/bench';
import { WorkerPool } from '../src/engine/worker-pool.ts';
import type { WorkerSlot } from '../src/engine/worker-slot.ts';
import { roomArm } from './arms.ts';
import { startUdpFloor } from './udp-floor.ts';

/** A camera of 1.5 Mbit/s with sound, as it comes: fifty groups of four packets a second. */
const GROUPS_PER_SECOND = 50;
const PACKETS_PER_GROUP = 4;
const SECONDS = 10;
const PAGE_BYTES = 4096;

const cpuMs = async ({ worker }: WorkerSlot): Promise<number> => {
  const { ru_utime, ru_stime } = await worker.getResourceUsage();
  return ru_utime + ru_stime;
};

/** Memory that a process holds, in bytes. */
async function residentBytes(pid: number): Promise<number> {
  const [, resident = '0'] = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ');
  return Number(resident) * PAGE_BYTES;
}

interface Watched {
  /** Packets that the worker sent, of those that it had to. */
  readonly forwarded: number;
  /** Of a core, for one second of the stage; it is the same however slowly a busy machine lets the stage speak. */
  readonly share: number;
  readonly kbPerViewer: { readonly worker: number; readonly node: number };
}

/** One presenter in front of that many viewers, through the product's room, on one worker of its own. */
async function watch(viewers: number, sinkPort: number): Promise<Watched> {
  const logger = createLogger({ service: 'bench', level: 'warn' });
  const workerBin = process.env['MEDIASOUP_WORKER_BIN'];
  const media = { workers: 1, listenIp: '127.0.0.1', announcedIp: '127.0.0.1', webRtcPort: 0 };
  const pool = await WorkerPool.start({ ...media, consumersPerWorker: 10_000, workerBin, logger }, () => undefined);
  try {
    const slot = pool.place();
    const memory = async () => [await residentBytes(slot.worker.pid), process.memoryUsage.rss()] as const;
    const empty = await memory();
    const arm = await roomArm({ name: `${viewers} viewers`, slot, receivers: viewers, sinkPort, encrypted: true });
    // Until caches are warm and the rings of what may be sent again are full.
    await arm.injector.send(2 * GROUPS_PER_SECOND, GROUPS_PER_SECOND);
    const [packets, cpu] = [await arm.forwarded(), await cpuMs(slot)];
    await arm.injector.send(SECONDS * GROUPS_PER_SECOND, GROUPS_PER_SECOND);
    const [spent, full] = [(await cpuMs(slot)) - cpu, await memory()];
    const forwarded = (await arm.forwarded()) - packets;
    arm.injector.close();
    const kb = (index: 0 | 1) => Math.round((full[index] - empty[index]) / viewers / 1000);
    return {
      forwarded: forwarded / (SECONDS * GROUPS_PER_SECOND * PACKETS_PER_GROUP * viewers),
      share: spent / (SECONDS * 1000),
      kbPerViewer: { worker: kb(0), node: kb(1) },
    };
  } finally {
    pool.close();
  }
}

/** Goal P16 and the room of C-02: one presenter in front of as many viewers as one worker has to carry, encrypted with GCM. */
export async function run(): Promise<BenchResult[]> {
  const floor = await startUdpFloor();
  try {
    const [room, full] = [await watch(200, floor.sinkPort), await watch(300, floor.sinkPort)];
    const detail = { kbPerViewer: room.kbPerViewer, shareAt300: Math.round(full.share * 100) / 100 };
    return [
      boundedResult('C-02', 'packets sent over packets due, 200 viewers', room.forwarded, { atLeast: 1 }, detail),
      boundedResult('C-02', 'share of a core of the worker, 200 viewers', room.share, { atMost: 0.8 }, detail),
      boundedResult('P16', 'packets sent over packets due, 300 viewers', full.forwarded, { atLeast: 1 }, detail),
      boundedResult('P16', 'share of a core of the worker, 300 viewers', full.share, { atMost: 1 }, detail),
    ];
  } finally {
    await floor.close();
  }
}
