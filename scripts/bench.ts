import type { ChildProcess } from 'node:child_process';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startMongod, startRedis } from '@stageline/platform/embedded';
import { resultTable, type BenchOutcome } from './lib/bench/measured.ts';
import { findBenches, runBench, type BenchFile } from './lib/bench/run-bench.ts';
import { runMain, SetupError } from './lib/errors.ts';
import { onInterrupt } from './lib/interrupt.ts';
import { inRepo } from './lib/paths.ts';
import { formatDuration, step } from './lib/progress.ts';
import { stopRunning } from './lib/run.ts';
import { buildWebClient } from './lib/web-build.ts';
import { setupForTests } from './setup.ts';

/** `npm run bench -- http fan-out`: all of them without a name. */
function chooseBenches(names: readonly string[]): BenchFile[] {
  const all = findBenches();
  const unknown = names.filter((name) => !all.some((bench) => bench.name === name));
  if (unknown.length > 0)
    throw new SetupError(`There is no benchmark ${unknown.join(', ')}.`, [
      `There are: ${all.map(({ name }) => name).join(', ')}`,
    ]);
  return names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
}

/** A MongoDB and a Redis for this run alone; each benchmark gets a database of its own on both. */
async function startServers(dir: string) {
  return step('Starting MongoDB and Redis', async () => {
    const [mongod, redis] = await Promise.all([
      startMongod({ dir: path.join(dir, 'mongodb') }),
      startRedis({ dir: path.join(dir, 'redis'), databases: 64 }),
    ]);
    const withPath = (uri: string, pathname: string): string => Object.assign(new URL(uri), { pathname }).href;
    return {
      environmentOf: (index: number) => ({
        MONGODB_URI: withPath(mongod.uri, `/bench_${index}`),
        REDIS_URL: withPath(redis.uri, `/${index}`),
      }),
      stop: () => Promise.all([mongod.stop(), redis.stop()]),
    };
  });
}

async function runAll(
  benches: readonly BenchFile[],
  environmentOf: (index: number) => NodeJS.ProcessEnv,
  onStart: (child: ChildProcess) => void,
): Promise<BenchOutcome[]> {
  const outcomes: BenchOutcome[] = [];
  for (const [index, bench] of benches.entries()) {
    console.log(`· ${bench.name} …`);
    const outcome = await runBench(bench, environmentOf(index), onStart);
    for (const result of outcome.results) console.log(JSON.stringify(result));
    console.log(
      `${outcome.failure === undefined ? '✓' : '✗'} ${bench.name} (${formatDuration(outcome.seconds * 1000)})`,
    );
    outcomes.push(outcome);
  }
  return outcomes;
}

async function writeReport(outcomes: readonly BenchOutcome[]): Promise<string> {
  const file = path.join(path.resolve(process.env['STATE_DIR'] || inRepo('.state')), 'bench.json');
  await mkdir(path.dirname(file), { recursive: true });
  const machine = { cpu: os.cpus()[0]?.model, cores: os.cpus().length, node: process.version };
  const report = { at: new Date().toISOString(), machine, outcomes };
  await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
  return file;
}

/** Whatever else runs on the machine waits, where we may say so: a latency is to be the server's and not the queue's. */
function goFirst(): void {
  try {
    os.setPriority(os.constants.priority.PRIORITY_HIGHEST);
  } catch {
    // Only an administrator may; without it a busy machine measures itself, which the A/A arms show.
  }
}

/** `npm run bench`: measures, side by side in one run, what the design promises. A missed target is a result, not a failure. */
await runMain(async () => {
  const startedAt = performance.now();
  goFirst();
  const benches = chooseBenches(process.argv.slice(2));
  let running: ChildProcess | undefined;
  const dir = await mkdtemp(path.join(os.tmpdir(), 'stageline-bench-'));
  let stopServers: () => Promise<unknown> = async () => undefined;
  const cleanUp = async (): Promise<void> => {
    await stopServers();
    await rm(dir, { recursive: true, force: true });
  };
  onInterrupt(() => {
    stopRunning();
    running?.kill('SIGKILL');
    void cleanUp().finally(() => process.exit(130));
  });

  const workerBin = await setupForTests(process.env);
  await buildWebClient();
  try {
    const servers = await startServers(dir);
    stopServers = servers.stop;
    const environmentOf = (index: number): NodeJS.ProcessEnv => ({
      ...process.env,
      ...servers.environmentOf(index),
      NODE_ENV: 'production',
      MEDIASOUP_WORKER_BIN: workerBin,
    });
    const outcomes = await runAll(benches, environmentOf, (child) => {
      running = child;
    });
    const file = await writeReport(outcomes);
    console.log(`\n${resultTable(outcomes)}\n\n${file} (${formatDuration(performance.now() - startedAt)})`);
    if (outcomes.some(({ failure }) => failure !== undefined)) process.exitCode = 1;
  } finally {
    await cleanUp();
  }
});
