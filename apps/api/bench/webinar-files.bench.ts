import path from 'node:path';
import { boundedResult, compareArms, median, startArm, type BenchResult } from '@stageline/testing/bench';
import type { ReaderArm } from './arms/webinar-files.ts';

const ROUNDS = 5;
const SCORED = 400_000;
const rounded = (value: number) => Number(value.toFixed(2));
interface Read {
  readonly cpuMillis: number;
  readonly sum: number;
  readonly megabytes: number;
}

/**
 * P8 for webinars: ten megabytes of people and the chat of them, read, matched and scored; in CPU milliseconds. The same by
 * hand, for these two files alone, and by csv-parse with the same handwork after it.
 */
export async function run(): Promise<BenchResult[]> {
  const arm = await startArm(path.join(import.meta.dirname, 'arms/webinar-files.ts'));
  try {
    const sums = new Set<number>();
    let megabytes = 0;
    const cpu = (name: ReaderArm) => async () => {
      const read = (await arm.command('read', name)) as Read;
      sums.add(read.sum);
      megabytes = read.megabytes;
      return read.cpuMillis;
    };
    const arms = {
      product: cpu('product'),
      floor: cpu('floor'),
      floorAgain: cpu('floor'),
      csvParse: cpu('csvParse'),
    };
    await compareArms(arms, 2);
    const costs = await compareArms(arms, ROUNDS);
    if (sums.size !== 1) throw new Error(`Not all of them came to the same scores: ${[...sums].join(', ')}`);
    const over = (name: keyof typeof arms, base: keyof typeof arms) =>
      rounded(median(costs[name].rounds.map((cost, round) => cost / costs[base].rounds[round]!)));
    const detail = {
      megabytes: rounded(megabytes),
      cpuMillis: Object.fromEntries(Object.entries(costs).map(([name, cost]) => [name, rounded(cost.median)])),
      noiseAA: over('floorAgain', 'floor'),
    };
    const scored = (await arm.command('score', SCORED)) as number;
    return [
      boundedResult(
        'P8',
        'reading, matching and scoring 10 MB of a webinar, product over handwork',
        over('product', 'floor'),
        { atMost: 1.5 },
        detail,
      ),
      boundedResult(
        'P8',
        'reading, matching and scoring 10 MB of a webinar, csv-parse over the product',
        over('csvParse', 'product'),
        { atLeast: 3.5 },
        detail,
      ),
      boundedResult(
        'P8',
        'longest block of the loop while people are read, ms',
        rounded((await arm.command('longest-piece')) as number),
        { atMost: 10 },
        {},
      ),
      boundedResult('P8', 'persons scored in a second', Math.round(scored), { atLeast: 200_000 }, {}),
    ];
  } finally {
    await arm.stop();
  }
}
