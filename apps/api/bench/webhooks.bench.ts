import path from 'node:path';
import {
  boundedResult,
  compareArms,
  percentile,
  runHttpLoad,
  runPacedLoad,
  startArm,
  type Arm,
  type BenchResult,
} from '@stageline/testing/bench';
import { webhookRequest } from './arms/webhook-event.ts';

const REQUESTS = 2000;
const WARM_UP_ROUNDS = 2;
/** A provider that tells of much at once, and of every fifth event twice. */
const BURST = { perSecond: 500, seconds: 10 } as const;
const TWICE = 5;

let told = 0;
/** Events that nobody has told of. */
const fresh = (amount: number): Buffer[] => Array.from({ length: amount }, () => webhookRequest(`evt_${(told += 1)}`));

/** CPU microseconds of one event that is told for the first time. */
async function cpuEach(server: Arm): Promise<number> {
  const requests = fresh(REQUESTS);
  const before = await server.cpuMicros();
  const statuses = await runHttpLoad({ port: server.port, request: (index) => requests[index]!, requests: REQUESTS });
  if (statuses.get(204) !== REQUESTS) throw new Error(`Not every event was taken: ${JSON.stringify([...statuses])}`);
  return ((await server.cpuMicros()) - before) / REQUESTS;
}

/** Goal P27: what it costs to take an event, beside a bare insert; and a burst, of which each event is kept once. */
export async function run(): Promise<BenchResult[]> {
  const arm = (name: string) => startArm(path.join(import.meta.dirname, 'arms', `webhook-${name}.ts`));
  const product = await arm('product');
  const bare = await arm('bare');
  try {
    const arms = { product: () => cpuEach(product), bare: () => cpuEach(bare), bareAgain: () => cpuEach(bare) };
    await compareArms(arms, WARM_UP_ROUNDS);
    const cost = await compareArms(arms);
    const keptBefore = Number(await product.command('kept'));
    const total = BURST.perSecond * BURST.seconds;
    const requests = fresh(total - total / TWICE);
    // Every fifth is one that was told a moment before.
    const burst = Array.from(
      { length: total },
      (_, index) => requests[index - Math.ceil(index / TWICE)] ?? requests[0]!,
    );
    const { latenciesMs, statuses } = await runPacedLoad({
      ...BURST,
      port: product.port,
      request: (index) => burst[index]!,
    });
    const kept = Number(await product.command('kept')) - keptBefore;
    const distinct = new Set(burst).size;
    const p99 = percentile(latenciesMs, 0.99);
    const detail = { p50: percentile(latenciesMs, 0.5), p99, statuses: Object.fromEntries(statuses), kept, distinct };
    return [
      boundedResult(
        'P27',
        'CPU of an event over bare Fastify and an insert',
        cost.product.median / cost.bare.median,
        { atMost: 1.3 },
        { ...cost },
      ),
      boundedResult('P27', 'p99 of 500 events a second, every fifth twice, ms', p99, { atMost: 25 }, detail),
      boundedResult('P27', 'times that an event of the burst is kept', kept / distinct, { atMost: 1 }, detail),
    ];
  } finally {
    await Promise.all([product.stop(), bare.stop()]);
  }
}
