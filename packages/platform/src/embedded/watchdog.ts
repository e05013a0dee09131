import { spawn } from 'node:child_process';
import { Socket } from 'node:net';

/**
 * Kills a server when this process ends without having stopped it, even by kill -9: a small shell of its own session
 * holds the reading end of a pipe that closes with us. Killing is safe: both servers recover what they acknowledged.
 * @returns a function that calls the watchdog off.
 */
export function killWithParent(pid: number): () => void {
  const shell = spawn(
    '/bin/sh',
    ['-c', 'read -r answer; [ "$answer" = off ] || kill -9 "$1"', 'stageline-watchdog', String(pid)],
    {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    },
  );
  shell.unref();
  // The pipe must not keep this process alive, and a watchdog that is gone already must not end it.
  if (shell.stdin instanceof Socket) shell.stdin.unref();
  shell.stdin.on('error', () => undefined);
  return () => shell.stdin.end('off\n');
}
