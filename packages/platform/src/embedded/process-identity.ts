import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const pollMs = 25;
const hasProc = existsSync('/proc/self/stat');

/** Whether a process with this pid exists. A zombie counts as gone: it holds neither files nor ports. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return statFields(pid)?.[0] !== 'Z';
}

/** The command line of a process, or '' when it is gone. */
export function commandLine(pid: number): string {
  if (!hasProc) return ps(pid, 'command=');
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

/** The pid of a process's parent, or undefined when the process is gone. */
export function parentOf(pid: number): number | undefined {
  const parent = Number(hasProc ? statFields(pid)?.[1] : ps(pid, 'ppid='));
  return parent > 0 ? parent : undefined;
}

/** When a process started, in the system's own words. With the pid it names one process, even after the pid was reused. */
export function startStamp(pid: number): string {
  return hasProc ? (statFields(pid)?.[19] ?? '') : ps(pid, 'lstart=');
}

/** Waits until a process is gone. Works for processes that are not our children. False when `timeoutMs` passed first. */
export async function waitUntilGone(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (isAlive(pid)) {
    if (performance.now() > deadline) return false;
    await delay(pollMs);
  }
  return true;
}

/** Sends a signal; a process that is gone already is fine. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The fields of /proc/<pid>/stat from the state on: the name before them may contain anything, so cut after its `)`. */
function statFields(pid: number): string[] | undefined {
  if (!hasProc) return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

function ps(pid: number, column: string): string {
  try {
    return execFileSync('ps', ['-p', String(pid), '-o', column], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}
