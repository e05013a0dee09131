import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { SetupError } from './errors.ts';
import { repoRoot } from './paths.ts';

/** How a command is run. */
export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Called for every line of stdout and stderr as it arrives. */
  onLine?: (line: string) => void;
  /** Goes to the advice of the error when the command fails. */
  advice?: readonly string[];
  /** What the command does, for the error message. Default: the command line. */
  title?: string;
}

/** What a command printed and how it ended. */
export interface RunResult {
  /** Exit code; 128 and more when a signal ended it; 127 when it could not be started. */
  code: number;
  /** stdout and stderr, interleaved as they arrived. */
  output: string;
}

const running = new Set<ChildProcess>();

/** Runs a command to its end and reports its exit code, whatever it is. */
export function tryRun(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? repoRoot,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    const lines: string[] = [];
    const take = (line: string): void => {
      lines.push(line);
      options.onLine?.(line);
    };
    createInterface({ input: child.stdout }).on('line', take);
    createInterface({ input: child.stderr }).on('line', take);
    child.once('error', (error) => {
      running.delete(child);
      resolve({ code: 127, output: error.message });
    });
    child.once('close', (code) => {
      running.delete(child);
      resolve({ code: code ?? 130, output: lines.join('\n') });
    });
  });
}

/**
 * Runs a command that must succeed.
 * @throws SetupError with the end of its output when it does not.
 */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { code, output } = await tryRun(command, args, options);
  if (code === 0) return output;
  const title = options.title ?? [command, ...args].join(' ');
  const tail = output.split('\n').slice(-30).join('\n');
  throw new SetupError(`${title} failed (exit code ${code}).\n${tail}`, options.advice);
}

/** Ends the commands that are still running; for a script that was asked to stop. */
export function stopRunning(): void {
  for (const child of running) child.kill('SIGTERM');
}

/** The full path of a program on PATH, or undefined. */
export async function which(program: string): Promise<string | undefined> {
  const { code, output } = await tryRun('/bin/sh', ['-c', 'command -v "$1"', 'sh', program]);
  return code === 0 ? output.trim() : undefined;
}
