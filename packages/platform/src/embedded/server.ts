import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedServerError } from './errors.ts';
import { signal, waitUntilGone } from './process-identity.ts';
import { writeRecord } from './server-record.ts';
import { killWithParent } from './watchdog.ts';

/** A server process that this process started. */
export interface EmbeddedServer {
  /** Connection string with credentials: keep it out of logs. */
  uri: string;
  port: number;
  pid: number;
  /** Stops the server and waits until its process is gone. Safe to call twice. */
  stop(): Promise<void>;
  /** Settles when the process is gone, by `stop()` or by itself. */
  exited: Promise<void>;
}

/** A started process, before it is known to answer. */
export interface ServerProcess {
  pid: number;
  exited: Promise<void>;
  /** Asks the server to stop, kills it when that takes more than 3 s. */
  stop(askToStop: () => Promise<unknown>): Promise<void>;
  /** Polls `ready` until it answers without throwing; fails as soon as the process ends. */
  waitUntil<T>(ready: () => Promise<T>): Promise<T>;
}

const startTimeoutMs = 30_000;
const politeStopMs = 3000;
const pollMs = 50;

/**
 * Starts a server of its own session (a Ctrl-C at the terminal must not reach it before the services drained), logs to
 * `logFile`, records it in `dir` and lets it end with this process.
 */
export function spawnServer(options: {
  name: string;
  dir: string;
  port: number;
  binary: string;
  args: readonly string[];
  logFile: string;
}): ServerProcess {
  const log = openSync(options.logFile, 'w', 0o600);
  const child = spawn(options.binary, options.args, { cwd: options.dir, stdio: ['ignore', log, log], detached: true });
  closeSync(log);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  if (child.pid === undefined) {
    throw new EmbeddedServerError(
      `${options.name}: ${options.binary} could not be started. Check that it is executable.`,
    );
  }
  child.unref();
  writeRecord(options.dir, { pid: child.pid, port: options.port });
  const callOff = killWithParent(child.pid);
  void exited.then(callOff);
  return {
    pid: child.pid,
    exited,
    stop: (askToStop) => stop(child, askToStop),
    waitUntil: (ready) => waitUntil(child, options.name, options.logFile, ready),
  };
}

async function stop(child: ChildProcess, askToStop: () => Promise<unknown>): Promise<void> {
  const pid = child.pid as number;
  if (hasEnded(child)) return;
  await Promise.race([askToStop().catch(() => undefined), delay(politeStopMs, undefined, { ref: false })]);
  if (!(await waitUntilGone(pid, politeStopMs))) {
    signal(pid, 'SIGKILL');
    await waitUntilGone(pid, politeStopMs);
  }
}

async function waitUntil<T>(child: ChildProcess, name: string, logFile: string, ready: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + startTimeoutMs;
  for (;;) {
    if (hasEnded(child)) throw new EmbeddedServerError(`${name} ended while starting.\n${tail(logFile)}`);
    try {
      return await ready();
    } catch (error) {
      if (error instanceof EmbeddedServerError) throw error;
      if (performance.now() > deadline) {
        const why = error instanceof Error ? error.message : String(error);
        throw new EmbeddedServerError(
          `${name} did not answer within ${startTimeoutMs / 1000} s: ${why}\n${tail(logFile)}`,
        );
      }
    }
    await delay(pollMs);
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function tail(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-15);
  return [`The end of ${logFile}:`, ...lines.map((line) => `  ${line}`)].join('\n');
}
