import { fork, type ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { inRepo } from '../paths.ts';
import type { BenchOutcome, Measured } from './measured.ts';

const SUFFIX = '.bench.ts';
/** A benchmark that takes longer hangs; the slowest takes about a third of it. */
const TIMEOUT_MS = 300_000;

export interface BenchFile {
  /** `http` for `apps/api/bench/http.bench.ts`. */
  readonly name: string;
  readonly file: string;
}

/** Every `apps/<app>/bench/<name>.bench.ts`, in the order in which they run. */
export function findBenches(): BenchFile[] {
  return readdirSync(inRepo('apps'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: app }) => benchFilesOf(inRepo('apps', app, 'bench')))
    .sort((left, right) => left.file.localeCompare(right.file));
}

function benchFilesOf(folder: string): BenchFile[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith(SUFFIX))
      .map((file) => ({ name: file.slice(0, -SUFFIX.length), file: path.join(folder, file) }));
  } catch {
    return [];
  }
}

/** Runs one benchmark in a process of its own. It never throws: a benchmark that breaks is an outcome. */
export async function runBench(
  { name, file }: BenchFile,
  env: NodeJS.ProcessEnv,
  onStart: (child: ChildProcess) => void,
): Promise<BenchOutcome> {
  const startedAt = performance.now();
  const child = fork(inRepo('packages/testing/src/bench/run-file.ts'), [file], {
    env,
    execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  onStart(child);
  let results: readonly Measured[] | undefined;
  let errors = '';
  child.on('message', (message: { results: Measured[] }) => {
    results = message.results;
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    process.stderr.write(chunk);
    errors = (errors + chunk.toString()).slice(-4000);
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), TIMEOUT_MS);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearTimeout(timer);
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  if (results !== undefined) return { name, seconds, results };
  const reason = seconds * 1000 >= TIMEOUT_MS ? `no result within ${TIMEOUT_MS / 1000} s` : firstError(errors, code);
  return { name, seconds, results: [], failure: reason };
}

const firstError = (errors: string, code: number | null): string =>
  errors.split('\n').find((line) => /^\w*Error\b/.test(line)) ?? `ended with ${code ?? 'a signal'}`;
