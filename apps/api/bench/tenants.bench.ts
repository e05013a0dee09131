import {
  boundedResult,
  compareArms,
  percentile,
  runHttpLoad,
  runPacedLoad,
  type Arm,
  type BenchResult,
} from '@stageline/testing/bench';
import { mediansOf, roundsOf, startWholeApi, visit } from './arms/visits.ts';

const ROUNDS = 5;
const tenants = { few: 10, many: 10_000, again: 10 } as const;
type Name = keyof typeof tenants;
const names = Object.keys(tenants) as Name[];

/** The same for each database. */
const forEach = <T>(make: (name: Name) => T) =>
  Object.fromEntries(names.map((name) => [name, make(name)])) as Record<Name, T>;

async function startAll(): Promise<Record<Name, Arm>> {
  const arms = await Promise.all(names.map((name) => startWholeApi(name)));
  return Object.fromEntries(names.map((name, index) => [name, arms[index]!])) as Record<Name, Arm>;
}
const stopAll = (arms: Record<Name, Arm>) => Promise.all(Object.values(arms).map((arm) => arm.stop()));

async function visitAll(name: Name, { port }: Arm): Promise<void> {
  const requests = tenants[name];
  const statuses = await runHttpLoad({ port, requests, request: (index) => visit(name, index, index) });
  if (statuses.get(200) !== requests) throw new Error(`Not every site answered: ${JSON.stringify([...statuses])}`);
}

/** p99 of visits that are spread over all sites, in milliseconds. */
async function p99Of(name: Name, { port }: Arm): Promise<number> {
  const request = (index: number) => visit(name, (index * 7919) % tenants[name], index);
  return percentile((await runPacedLoad({ port, perSecond: 300, seconds: 3, request })).latenciesMs, 0.99);
}

/** Milliseconds until a process is ready that finds the tenants in its database. */
async function startMs(name: Name): Promise<number> {
  const before = performance.now();
  const server = await startWholeApi(name);
  const took = performance.now() - before;
  await server.stop();
  return took;
}

/** Goal P31: what ten thousand tenants change where ten would do. */
export async function run(): Promise<BenchResult[]> {
  const makers = await startAll();
  try {
    for (const name of names) await makers[name].command('grow', tenants[name]);
  } finally {
    // They hold the garbage of making the sites: those that are measured start anew.
    await stopAll(makers);
  }
  const starts = await compareArms(
    forEach((name) => () => startMs(name)),
    ROUNDS,
  );
  const servers = await startAll();
  try {
    for (const name of names) await visitAll(name, servers[name]);
    const arms = forEach((name) => () => p99Of(name, servers[name]));
    await compareArms(arms, 1);
    const p99 = await compareArms(arms, ROUNDS);
    const addedBytes = (await servers.many.memoryBytes()) - (await servers.few.memoryBytes());
    const ratio = (over: Name) => p99[over].median / p99.few.median;
    const noiseAA = Math.round(ratio('again') * 100) / 100;
    const detail = { p99Ms: mediansOf(p99), p99MsOfRounds: roundsOf(p99), startMs: mediansOf(starts), noiseAA };
    const start = starts.many.median / starts.few.median;
    return [
      boundedResult('P31', 'p99 of a visit, 10,000 tenants over 10', ratio('many'), { atMost: 1.1 }, detail),
      boundedResult('P31', 'start, 10,000 tenants over 10', start, { atMost: 1.2 }, detail),
      boundedResult('P31', 'MB that 10,000 visited tenants add', addedBytes / 1e6, { atMost: 60 }, detail),
    ];
  } finally {
    await stopAll(servers);
  }
}
