import { createLogger } from '@stageline/platform';
import { boundedResult, compareArms, median, type BenchResult, type Comparison } from '@stageline/testing/bench';
import { WorkerPool } from '../src/engine/worker-pool.ts';
import type { WorkerSlot } from '../src/engine/worker-slot.ts';
import { bareArm, roomArm, type Arm } from './arms.ts';
import { startUdpFloor } from './udp-floor.ts';

const RECEIVERS = 60;
const ROUNDS = 7;
/** Of four packets each; at most 48,000 packets are forwarded per second, below the load at which a core is full. */
const GROUPS = 150;
const GROUPS_PER_SECOND = 250;
const FLOOR_PACKETS = 100_000;
/** One viewer of a 1.5 Mbit/s camera with sound: 150 + 50 packets. */
const PACKETS_PER_VIEWER_SECOND = 200;
const CONSUMERS_PER_VIEWER = 2;

async function cpuMs(slot: WorkerSlot): Promise<number> {
  const { ru_utime, ru_stime } = await slot.worker.getResourceUsage();
  return ru_utime + ru_stime;
}

/** Worker CPU microseconds per forwarded packet over one window. */
async function costOf(arm: Arm, slot: WorkerSlot): Promise<number> {
  const packets = await arm.forwarded();
  const cpu = await cpuMs(slot);
  await arm.injector.send(GROUPS, GROUPS_PER_SECOND);
  const spent = (await cpuMs(slot)) - cpu;
  const forwarded = (await arm.forwarded()) - packets;
  const expected = GROUPS * 4 * RECEIVERS;
  // On a busy machine the worker's socket overflows now and then; the cost is that of what was forwarded.
  if (forwarded < expected * 0.5) throw new Error(`${arm.name} forwarded ${forwarded} of ${expected} packets.`);
  return (spent * 1000) / forwarded;
}

/** Goal P15, and the consumers per core: what our rooms add to mediasoup's own forwarding, side by side. */
export async function run(): Promise<BenchResult[]> {
  const logger = createLogger({ service: 'bench', level: 'warn' });
  const workerBin = process.env['MEDIASOUP_WORKER_BIN'];
  const media = {
    workers: 1,
    listenIp: '127.0.0.1',
    announcedIp: '127.0.0.1',
    webRtcPort: 0,
    consumersPerWorker: 10_000,
  };
  const pool = await WorkerPool.start({ ...media, workerBin, logger }, () => undefined);
  const floor = await startUdpFloor();
  const opened: Arm[] = [];
  try {
    const slot = pool.place();
    const open = async (make: typeof bareArm, name: string, encrypted: boolean) => {
      const arm = await make({ name, slot, receivers: RECEIVERS, sinkPort: floor.sinkPort, encrypted });
      opened.push(arm);
      return () => costOf(arm, slot);
    };
    const arms = {
      bare: await open(bareArm, 'bare', true),
      room: await open(roomArm, 'room', true),
      bareAgain: await open(bareArm, 'bare again', true),
      roomPlain: await open(roomArm, 'room without encryption', false),
      send: () => floor.measure(FLOOR_PACKETS),
    };
    await compareArms(arms, 1);
    return resultsOf(await compareArms(arms, ROUNDS));
  } finally {
    for (const arm of opened) arm.injector.close();
    pool.close();
    await floor.close();
  }
}

type ArmName = 'bare' | 'room' | 'bareAgain' | 'roomPlain' | 'send';

function resultsOf(costs: Comparison<ArmName>): BenchResult[] {
  const ratio = (over: ArmName, under: ArmName) =>
    median(costs[over].rounds.map((cost, round) => cost / (costs[under].rounds[round] ?? NaN)));
  const consumersPerCore = (name: ArmName) =>
    Math.round((1e6 / costs[name].median / PACKETS_PER_VIEWER_SECOND) * CONSUMERS_PER_VIEWER);
  const names = Object.keys(costs) as ArmName[];
  const detail = {
    receivers: RECEIVERS,
    workerMicrosPerPacket: Object.fromEntries(names.map((name) => [name, Math.round(costs[name].median * 100) / 100])),
    noiseAA: Math.round(ratio('bareAgain', 'bare') * 1000) / 1000,
    consumersPerCore: { room: consumersPerCore('room'), bare: consumersPerCore('bare') },
  };
  const overBare = ratio('room', 'bare');
  return [
    boundedResult('P15', 'worker CPU per packet, room over bare mediasoup (GCM)', overBare, { atMost: 1.03 }, detail),
    boundedResult(
      'P15',
      'worker CPU per packet, room with GCM over UDP send()',
      ratio('room', 'send'),
      { atMost: 4 },
      detail,
    ),
    boundedResult(
      'P15',
      'worker CPU per packet, room in the clear over UDP send()',
      ratio('roomPlain', 'send'),
      { atMost: 2.5 },
      detail,
    ),
    boundedResult(
      'sfu',
      'consumers per core (1.5 Mbit/s with sound), room over bare mediasoup',
      1 / overBare,
      { atLeast: 0.97 },
      detail,
    ),
  ];
}
