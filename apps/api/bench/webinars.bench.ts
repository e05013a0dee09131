import path from 'node:path';
import { boundedResult, compareArms, median, startArm, type BenchResult } from '@stageline/testing/bench';
import type { WriterArm } from './arms/webinars.ts';

const ROUNDS = 5;
const LISTS = 5;
const LARGE = 50_000;
const rounded = (value: number) => Number(value.toFixed(2));
interface Cost {
  readonly cpuMillis: number;
  readonly wallMillis: number;
}

/**
 * P9 for webinars: a file of 5,000 people read, written and scored by the worker, against the same documents written by the
 * driver and by mongoose; and the list of these people, page by page.
 */
export async function run(): Promise<BenchResult[]> {
  const arm = await startArm(path.join(import.meta.dirname, 'arms/webinars.ts'));
  try {
    const costs: Record<WriterArm, Cost[]> = { product: [], native: [], mongoose: [] };
    const write = (name: WriterArm) => async () => {
      const cost = (await arm.command('write', name)) as Cost;
      costs[name].push(cost);
      return cost.wallMillis;
    };
    // The first one writes what the others write again.
    await write('product')();
    await compareArms({ product: write('product'), native: write('native'), mongoose: write('mongoose') }, 1);
    for (const name of Object.keys(costs) as WriterArm[]) costs[name] = [];
    await compareArms({ product: write('product'), native: write('native'), mongoose: write('mongoose') }, ROUNDS);
    const lists: (Cost & { pages: number })[] = [];
    for (let round = 0; round < LISTS; round += 1) lists.push((await arm.command('list')) as Cost & { pages: number });
    const seconds = (await arm.command('large', LARGE)) as number;
    const ratio = (of: keyof Cost, name: WriterArm, base: WriterArm) =>
      rounded(median(costs[name].map((cost, round) => cost[of] / costs[base][round]![of])));
    const detail = Object.fromEntries(
      Object.entries(costs).map(([name, of]) => [
        name,
        {
          cpuMillis: rounded(median(of.map(({ cpuMillis }) => cpuMillis))),
          wallMillis: rounded(median(of.map(({ wallMillis }) => wallMillis))),
        },
      ]),
    );
    const page = (of: keyof Cost) => rounded(median(lists.map((list) => list[of] / list.pages)));
    return [
      boundedResult(
        'P9',
        'a file of 5,000 people read, written and scored, time over a native bulk write',
        ratio('wallMillis', 'product', 'native'),
        { atMost: 1.3 },
        detail,
      ),
      boundedResult(
        'P9',
        'CPU of the same, mongoose writing the documents over the product',
        ratio('cpuMillis', 'mongoose', 'product'),
        { atLeast: 8 },
        detail,
      ),
      boundedResult(
        'P9',
        'a page of the list of 5,000 people, ms of time',
        page('wallMillis'),
        { atMost: 50 },
        { cpuMillis: page('cpuMillis'), wholeListMillis: rounded(median(lists.map((list) => list.wallMillis))) },
      ),
      boundedResult('K-14', '50,000 people read, written and scored, s', rounded(seconds), { atMost: 10 }, {}),
    ];
  } finally {
    await arm.stop();
  }
}
