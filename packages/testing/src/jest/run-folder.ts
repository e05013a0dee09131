import { mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isAlive, startStamp } from '@stageline/platform/embedded';

const prefix = 'stageline-test';
const memory = '/dev/shm';
/** What the databases of a run need, with room to spare. */
const enoughBytes = 4 * 1024 ** 3;

/**
 * Makes a temporary folder of one test run. Its name says which process it belongs to, so folders of runs that were
 * killed are found and removed here.
 * @param parent where it is made. Default: the folder of the system.
 */
export function makeRunFolder(parent: string = os.tmpdir()): string {
  removeAbandonedFolders(parent);
  const dir = path.join(parent, [prefix, process.pid, startStamp(process.pid).replaceAll(/\W+/g, '_')].join('-'));
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  return dir;
}

/**
 * A temporary folder of one test run in memory, where the system has one that is large enough: a database there does not
 * wait for a disk with each acknowledged write. Otherwise one on the disk.
 */
export function makeMemoryFolder(): string {
  return makeRunFolder(freeBytes(memory) >= enoughBytes ? memory : os.tmpdir());
}

function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return 0;
  }
}

function removeAbandonedFolders(parent: string): void {
  for (const name of readdirSync(parent)) {
    const [pid, stamp] = name.startsWith(`${prefix}-`) ? name.slice(prefix.length + 1).split('-') : [];
    if (!pid || belongsToLiveProcess(Number(pid), stamp)) continue;
    rmSync(path.join(parent, name), { recursive: true, force: true });
  }
}

function belongsToLiveProcess(pid: number, stamp: string | undefined): boolean {
  return isAlive(pid) && startStamp(pid).replaceAll(/\W+/g, '_') === stamp;
}
