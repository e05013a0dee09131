import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isAlive, startStamp } from '@stageline/platform/embedded';

const prefix = 'stageline-test';

/**
 * Makes the temporary folder of one test run. Its name says which process it belongs to, so folders of runs that were
 * killed are found and removed here.
 */
export function makeRunFolder(): string {
  removeAbandonedFolders();
  const dir = path.join(os.tmpdir(), [prefix, process.pid, startStamp(process.pid).replaceAll(/\W+/g, '_')].join('-'));
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  return dir;
}

function removeAbandonedFolders(): void {
  for (const name of readdirSync(os.tmpdir())) {
    const [pid, stamp] = name.startsWith(`${prefix}-`) ? name.slice(prefix.length + 1).split('-') : [];
    if (!pid || belongsToLiveProcess(Number(pid), stamp)) continue;
    rmSync(path.join(os.tmpdir(), name), { recursive: true, force: true });
  }
}

function belongsToLiveProcess(pid: number, stamp: string | undefined): boolean {
  return isAlive(pid) && startStamp(pid).replaceAll(/\W+/g, '_') === stamp;
}
