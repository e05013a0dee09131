import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { killWithParent, stopOrphan, waitUntilGone, writeRecord } from '@stageline/platform/embedded';
import { SetupError } from '../errors.ts';
import { nodeBin, repoRoot } from '../paths.ts';
import { createBackoff } from './backoff.ts';

/** A Node process of ours that is kept running. */
export interface ServiceOptions {
  /** `api`, `sfu`: names its log and its folder. */
  name: string;
  /** Arguments for node: flags and the script, relative to the checkout. */
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  stateDir: string;
  port: number;
  /** Show its log on the terminal too. */
  echo: boolean;
}

/** A running service. */
export interface Service {
  /** @throws SetupError with the end of its log when it ends or stays unready instead. */
  waitUntilReady(probe: () => Promise<boolean>): Promise<void>;
  /** Asks it to finish its work; kills it after 3 s. */
  stop(): Promise<void>;
}

const readyTimeoutMs = 60_000;
const politeStopMs = 3000;

/** Starts a service and starts it again, after a pause, whenever it ends by itself. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { name, stateDir } = options;
  const dir = runDir(stateDir, name);
  const logFile = freshLog(stateDir, name);
  mkdirSync(dir, { recursive: true });
  await stopOrphanService(stateDir, name);

  const backoff = createBackoff();
  let child = spawnService(options, dir, logFile);
  let everReady = false;
  let stopping = false;

  const keepRunning = async (): Promise<void> => {
    while (!stopping) {
      const how = await ending(child);
      if (stopping || !everReady) return;
      const waitMs = backoff.next();
      console.log(`! ${name} ended (${how}); starting it again in ${waitMs / 1000} s. Its log: ${logFile}`);
      await delay(waitMs);
      if (stopping) return;
      child = spawnService(options, dir, logFile);
      backoff.started();
    }
  };
  void keepRunning();

  return {
    waitUntilReady: async (probe) => {
      await waitUntilReady(name, child, logFile, probe);
      everReady = true;
    },
    stop: async () => {
      stopping = true;
      await stopChild(child);
    },
  };
}

/** Stops a service that outlived its killed launcher: it would hold the ports of the next one. */
export async function stopOrphanService(stateDir: string, name: string): Promise<void> {
  await stopOrphan(runDir(stateDir, name), name, async (record) => void process.kill(record.pid, 'SIGTERM'));
}

function runDir(stateDir: string, name: string): string {
  return path.join(stateDir, 'run', name);
}

/**
 * The service gets a session of its own, so that a Ctrl-C at the terminal does not reach it before we stop things in
 * order. Its folder on the command line is how a later launcher recognises it.
 */
function spawnService(options: ServiceOptions, dir: string, logFile: string): ChildProcess {
  const child = spawn(nodeBin, [...options.args, `--run-dir=${dir}`], {
    cwd: repoRoot,
    env: options.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 });
  for (const stream of [child.stdout, child.stderr]) {
    stream.pipe(log, { end: false });
    if (options.echo) stream.pipe(process.stdout, { end: false });
  }
  if (child.pid !== undefined) {
    writeRecord(dir, { pid: child.pid, port: options.port });
    void ending(child).then(killWithParent(child.pid, { group: true }));
  }
  return child;
}

async function waitUntilReady(
  name: string,
  child: ChildProcess,
  logFile: string,
  probe: () => Promise<boolean>,
): Promise<void> {
  const deadline = performance.now() + readyTimeoutMs;
  while (!(await probe().catch(() => false))) {
    const ended = child.exitCode !== null || child.signalCode !== null;
    if (ended || performance.now() > deadline) {
      const what = ended ? 'ended while starting' : `was not ready within ${readyTimeoutMs / 1000} s`;
      const tail = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-20);
      throw new SetupError(`The ${name} ${what}. The end of ${logFile}:`, tail);
    }
    await delay(100);
  }
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  if (await waitUntilGone(child.pid, politeStopMs)) return;
  child.kill('SIGKILL');
  await waitUntilGone(child.pid, politeStopMs);
}

/** Settles with how a process ended: `exit code 1`, `SIGKILL`. */
function ending(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
}

/** The log of this start; that of the start before is kept beside it. */
function freshLog(stateDir: string, name: string): string {
  const dir = path.join(stateDir, 'logs');
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const file = path.join(dir, `${name}.log`);
  try {
    renameSync(file, path.join(dir, `${name}.previous.log`));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  createWriteStream(file, { mode: 0o600 }).end();
  return file;
}
