import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { killWithParent, requireListening } from '@stageline/platform/embedded';
import { eventually } from './eventually.ts';
import { afterFile } from './jest/cleanups.ts';

/** How a real process that a test needs is started. */
export interface PeerOptions {
  command: string;
  args?: readonly string[];
  cwd?: string;
  /** Added to this process's environment. */
  env?: Record<string, string>;
  /** When it counts as started: a loopback TCP port that accepts, or a line of its output. Default: at once. */
  ready?: { port: number } | { line: RegExp };
  /** How long it may take to be ready, in milliseconds. Default: 60 000. */
  timeoutMs?: number;
}

/** A running process. */
export interface Peer {
  pid: number;
  /** What it printed so far, stdout and stderr interleaved. */
  output(): string;
  /** The match of `ready.line`. */
  ready: RegExpExecArray | undefined;
  /** Ends it and waits; it is killed after 5 s. Happens by itself after the test file. */
  stop(): Promise<void>;
  /** Sends a signal, for tests of how it ends. */
  kill(signal: NodeJS.Signals): void;
  /** Settles with the exit code, or null after a signal. */
  exited: Promise<number | null>;
}

const politeStopMs = 5000;

/**
 * Starts a real process and waits until it is ready. It is stopped after the test file, and killed when this process is.
 * @throws with its output when it ends early or is not ready in time.
 */
export async function startPeer(options: PeerOptions): Promise<Peer> {
  const child = spawn(options.command, options.args ?? [], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  createInterface({ input: child.stderr }).on('line', (line) => lines.push(line));
  let ended = false;
  const exited = new Promise<number | null>((resolve) => {
    child.once('error', (error) => lines.push(error.message));
    child.once('close', (code) => {
      ended = true;
      resolve(code);
    });
  });
  const stop = afterFile(async () => {
    child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), politeStopMs);
    await exited;
    clearTimeout(killer);
  });
  if (child.pid !== undefined) void exited.then(killWithParent(child.pid));
  const output = (): string => lines.join('\n');
  const ready = await eventually(
    async () => {
      if (ended) return { failed: true };
      return isReady(options.ready, lines);
    },
    { timeoutMs: options.timeoutMs ?? 60_000, what: `${options.command} is ready`, detail: output },
  );
  if ('failed' in ready) throw new Error(`${options.command} ended before it was ready:\n${output()}`);
  return { pid: child.pid as number, output, ready: ready.match, stop, kill: (name) => child.kill(name), exited };
}

async function isReady(
  ready: PeerOptions['ready'],
  lines: readonly string[],
): Promise<{ match: RegExpExecArray | undefined } | undefined> {
  if (!ready) return { match: undefined };
  if ('port' in ready) return requireListening(ready.port).then(() => ({ match: undefined }));
  for (const line of lines) {
    const match = ready.line.exec(line);
    if (match) return { match };
  }
  return undefined;
}
