import { createLogger } from '@stageline/platform';
import { boundedResult, compareArms, median, type BenchResult } from '@stageline/testing/bench';
import { WorkerPool } from '../src/engine/worker-pool.ts';
import type { WorkerSlot } from '../src/engine/worker-slot.ts';
import { bareArm, roomArm, type Arm } from './arms.ts';
import { startUdpFloor } from './udp-floor.ts';

/** As many as fill two workers in earnest: what each packet costs once per worker is shared among its receivers. */
const RECEIVERS = 120;
/** The host and half of the receivers, two consumers each. */
const HALF = (1 + RECEIVERS / 2) * 2;
const HOST_ALONE = 2;
const ROUNDS = 7;
const GROUPS = 100;
const GROUPS_PER_SECOND = 100;
const PACKETS = GROUPS * 4;
/** A camera with sound. */
const PACKETS_PER_SECOND = 200;

const microsOf = async (slots: readonly WorkerSlot[]): Promise<number> => {
  const usages = await Promise.all(slots.map(({ worker }) => worker.getResourceUsage()));
  return usages.reduce((sum, { ru_utime, ru_stime }) => sum + (ru_utime + ru_stime) * 1_000, 0);
};

/** What some workers spend over one window, per packet that is forwarded, or that is sent in. */
async function costOf(arm: Arm, slots: readonly WorkerSlot[], per: 'forwarded' | 'sent'): Promise<number> {
  const packets = await arm.forwarded();
  const before = await microsOf(slots);
  await arm.injector.send(GROUPS, GROUPS_PER_SECOND);
  const spent = (await microsOf(slots)) - before;
  const forwarded = (await arm.forwarded()) - packets;
  if (per === 'sent') return spent / PACKETS;
  if (forwarded < PACKETS * RECEIVERS * 0.5) throw new Error(`${arm.name} forwarded ${forwarded} packets.`);
  return spent / forwarded;
}

/** Goal P17: what it costs that a room is wider than a worker. */
export async function run(): Promise<BenchResult[]> {
  const logger = createLogger({ service: 'bench', level: 'warn' });
  const pools: WorkerPool[] = [];
  const slotOf = async (consumersPerWorker: number): Promise<WorkerSlot> => {
    const media = { workers: 1, listenIp: '127.0.0.1', announcedIp: '127.0.0.1', webRtcPort: 0, consumersPerWorker };
    const workerBin = process.env['MEDIASOUP_WORKER_BIN'];
    const pool = await WorkerPool.start({ ...media, workerBin, logger }, () => undefined);
    pools.push(pool);
    return pool.place();
  };
  const floor = await startUdpFloor();
  const opened: Arm[] = [];
  const open = async (make: typeof bareArm, name: string, slot: WorkerSlot, receivers: number, spare?: WorkerSlot) => {
    const arm = await make({ name, slot, spare, receivers, sinkPort: floor.sinkPort, encrypted: true });
    opened.push(arm);
    return arm;
  };
  try {
    const [whole, home, further, origin, far, quiet] = [
      await slotOf(10_000),
      await slotOf(HALF),
      await slotOf(10_000),
      await slotOf(HOST_ALONE),
      await slotOf(10_000),
      await slotOf(10_000),
    ];
    const one = await open(roomArm, 'one worker', whole, RECEIVERS);
    const two = await open(roomArm, 'two workers', home, RECEIVERS, further);
    const piping = await open(roomArm, 'a pipe alone', origin, 1, far);
    const receiving = await open(bareArm, 'nothing sent on', quiet, 0);
    const placed = { home: home.demand / 2 - 2, further: further.demand / 2 };
    const arms = {
      one: () => costOf(one, [whole], 'forwarded'),
      two: () => costOf(two, [home, further], 'forwarded'),
      oneAgain: () => costOf(one, [whole], 'forwarded'),
      piping: () => costOf(piping, [origin], 'sent'),
      receiving: () => costOf(receiving, [quiet], 'sent'),
    };
    await compareArms(arms, 1);
    const costs = await compareArms(arms, ROUNDS);
    const overOne = (name: 'two' | 'oneAgain') =>
      median(costs[name].rounds.map((cost, round) => cost / (costs.one.rounds[round] ?? NaN)));
    const pipeMicros = costs.piping.median - costs.receiving.median;
    const detail = {
      receivers: RECEIVERS,
      placed,
      workerMicrosPerPacket: { one: round2(costs.one.median), two: round2(costs.two.median) },
      noiseAA: round2(overOne('oneAgain')),
      originMicrosPerPacket: { piping: round2(costs.piping.median), receiving: round2(costs.receiving.median) },
    };
    const share = (pipeMicros * PACKETS_PER_SECOND) / 1e4;
    const error = Math.abs(placed.further - RECEIVERS / 2) / (RECEIVERS / 2);
    return [
      boundedResult('P17', 'worker CPU per packet, two workers over one', overOne('two'), { atMost: 1.05 }, detail),
      boundedResult('P17', 'percent of a core that a pipe costs its origin', share, { atMost: 0.8 }, detail),
      boundedResult('P17', 'placement error of a room over two workers', error, { atMost: 0.1 }, detail),
    ];
  } finally {
    for (const arm of opened) arm.injector.close();
    for (const pool of pools) pool.close();
    await floor.close();
  }
}

const round2 = (value: number) => Math.round(value * 100) / 100;
