import { spawn } from 'node:child_process';
import { Socket } from 'node:net';

/** `$1` is what to kill: a process, or with a minus sign its whole group. */
const script = 'read -r answer; [ "$answer" = off ] || kill -9 "$1"';

/**
 * Kills a process when this one ends without having stopped it, even by kill -9: a small shell of its own session holds
 * the reading end of a pipe that closes with us. Killing is safe: our servers recover what they acknowledged.
 * @param options.group kill what the process started too; it must lead a group of its own (`detached`).
 * @returns a function that calls the watchdog off.
 */
export function killWithParent(pid: number, options: { group?: boolean } = {}): () => void {
  const target = String(options.group ? -pid : pid);
  const shell = spawn('/bin/sh', ['-c', script, 'stageline-watchdog', target], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.unref();
  // The pipe must not keep this process alive, and a watchdog that is gone already must not end it.
  if (shell.stdin instanceof Socket) shell.stdin.unref();
  shell.stdin.on('error', () => undefined);
  return () => shell.stdin.end('off\n');
}
