import os from 'node:os';
import path from 'node:path';

/** The root of the checkout. */
export const repoRoot = path.resolve(import.meta.dirname, '../..');

/** A path inside the checkout. */
export function inRepo(...parts: string[]): string {
  return path.join(repoRoot, ...parts);
}

/** Builds that every checkout on this machine can share: `$XDG_CACHE_HOME/stageline`, by default `~/.cache/stageline`. */
export function sharedCacheDir(env: NodeJS.ProcessEnv = process.env): string {
  return path.join(env['XDG_CACHE_HOME'] || path.join(os.homedir(), '.cache'), 'stageline');
}

/** The Node that runs this script (Node 24 from node_modules), for child processes. */
export const nodeBin = process.execPath;
