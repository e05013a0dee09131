import path from 'node:path';
import { boundedResult, compareArms, median, startArm, type BenchResult } from '@stageline/testing/bench';
import type { ReaderArm, WriterArm } from './arms/import.ts';

const ROUNDS = 5;
/** Of jobs, until the worker's code is compiled as it stays. */
const WARM_UP_ROUNDS = 10;
const rounded = (value: number, digits = 2) => Number(value.toFixed(digits));
const medians = (costs: Record<string, { median: number }>) =>
  Object.fromEntries(Object.entries(costs).map(([name, { median: cost }]) => [name, rounded(cost)]));

/**
 * P8, P9 and P29: a file read through, leads written in chunks by a worker's jobs, and a job that does nothing. One process, its arms in turn;
 * CPU milliseconds, as wall time is the database's.
 */
export async function run(): Promise<BenchResult[]> {
  const arm = await startArm(path.join(import.meta.dirname, 'arms/import.ts'));
  try {
    return [...(await reading(arm)), ...(await writing(arm)), await jobs(arm)];
  } finally {
    await arm.stop();
  }
}
type BenchArm = Awaited<ReturnType<typeof startArm>>;

async function reading(arm: BenchArm): Promise<BenchResult[]> {
  const cpu = (name: ReaderArm) => async () => (await arm.command('read', name)) as number;
  const arms = {
    product: cpu('product'),
    floor: cpu('floor'),
    floorAgain: cpu('floor'),
    csvParse: cpu('csvParse'),
    validated: cpu('validated'),
  };
  await compareArms(arms, 2);
  const costs = await compareArms(arms, ROUNDS);
  const blocked = (await arm.command('longest-piece')) as number;
  const memory = (await arm.command('memory-of-reading')) as number;
  const over = (name: keyof typeof arms, base: keyof typeof arms) =>
    median(costs[name].rounds.map((cost, round) => cost / costs[base].rounds[round]!));
  const detail = { cpuMillis: medians(costs), noiseAA: rounded(over('floorAgain', 'floor')) };
  return [
    boundedResult(
      'P8',
      'reading 10 MB of CSV, product over a hand byte scanner',
      over('product', 'floor'),
      { atMost: 1.5 },
      detail,
    ),
    boundedResult(
      'P8',
      'reading 10 MB of CSV, csv-parse over the product',
      over('csvParse', 'product'),
      { atLeast: 3.5 },
      detail,
    ),
    boundedResult('P8', 'longest block of the loop while rows are read and validated, ms', blocked, { atMost: 10 }, {}),
    boundedResult('P8', 'memory that reading 10 MB adds, MB', memory, { atMost: 40 }, {}),
  ];
}

async function writing(arm: BenchArm): Promise<BenchResult[]> {
  const cost: Record<string, { cpu: number[]; wall: number[] }> = {};
  const measure = (name: WriterArm) => async () => {
    const { cpuMillis, wallMillis } = (await arm.command('write', name)) as { cpuMillis: number; wallMillis: number };
    const kept = (cost[name] ??= { cpu: [], wall: [] });
    kept.cpu.push(cpuMillis);
    kept.wall.push(wallMillis);
    return wallMillis;
  };
  const arms = { product: measure('product'), native: measure('native'), mongoose: measure('mongoose') };
  await compareArms(arms, 1);
  for (const kept of Object.values(cost)) [kept.cpu, kept.wall] = [[], []];
  await compareArms(arms, ROUNDS);
  const ratio = (of: 'cpu' | 'wall', name: WriterArm, base: WriterArm) =>
    median(cost[name]![of].map((value, round) => value / cost[base]![of][round]!));
  const detail = Object.fromEntries(
    Object.entries(cost).map(([name, { cpu, wall }]) => [
      name,
      { cpuMillis: rounded(median(cpu)), wallMillis: rounded(median(wall)) },
    ]),
  );
  return [
    boundedResult(
      'P9',
      'importing 5,000 leads, time over a native bulk write',
      ratio('wall', 'product', 'native'),
      { atMost: 1.3 },
      detail,
    ),
    boundedResult(
      'P9',
      'CPU of importing 5,000 leads, mongoose over the product',
      ratio('cpu', 'mongoose', 'product'),
      { atLeast: 8 },
      detail,
    ),
  ];
}

async function jobs(arm: BenchArm): Promise<BenchResult> {
  for (let round = 0; round < WARM_UP_ROUNDS; round += 1) await arm.command('jobs');
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push((await arm.command('jobs')) as number);
  return boundedResult(
    'P29',
    'CPU of a job that does nothing, µs',
    median(rounds),
    { atMost: 100 },
    { rounds: rounds.map((value) => rounded(value)) },
  );
}
