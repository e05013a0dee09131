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

/**
 * Where Node keeps what it has compiled (`NODE_COMPILE_CACHE`): the second process that loads a module, in this run or a later
 * one, starts in two thirds of the time. Nothing in it is needed.
 */
export const compileCache = inRepo('node_modules/.cache/compile');

/** The Node that runs this script (Node 24 from node_modules), for child processes. */
export const nodeBin = process.execPath;
