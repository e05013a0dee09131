import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isAlive, startStamp } from '@stageline/platform/embedded';
import { SetupError } from '../errors.ts';

/** Made once per state folder; what is set in the environment goes first. */
export interface Secrets {
  JWT_SECRET: string;
  TICKET_SECRET: string;
  LINK_SECRET: string;
  SEAL_SECRET: string;
  DEMO_PROMOTER_PASSWORD: string;
  DEMO_REP_PASSWORD: string;
  DEMO_ADMIN_PASSWORD: string;
}

/** A small JSON file in the state folder, readable by its owner only. */
export function readState<T>(stateDir: string, name: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path.join(stateDir, name), 'utf8')) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new SetupError(`${path.join(stateDir, name)} cannot be read: ${String(error)}`, [
      'Remove that file, or set STATE_DIR to another folder.',
    ]);
  }
}

/** Writes such a file whole or not at all. */
export function writeState(stateDir: string, name: string, value: unknown): void {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const file = path.join(stateDir, name);
  const staged = `${file}.${process.pid}`;
  writeFileSync(staged, `${JSON.stringify(value, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(staged, file);
}

/** The secrets of a state folder, made on first use. */
export function loadSecrets(stateDir: string, env: NodeJS.ProcessEnv): Secrets {
  // A folder of an older version gets what it does not have yet.
  const made = { ...makeSecrets(), ...readState<Partial<Secrets>>(stateDir, 'secrets.json') };
  writeState(stateDir, 'secrets.json', made);
  const chosen = Object.entries(made).map(([name, value]) => [name, env[name] || value]);
  return Object.fromEntries(chosen) as Secrets;
}

function makeSecrets(): Secrets {
  const key = (): string => randomBytes(32).toString('base64url');
  const password = (): string => randomBytes(9).toString('base64url');
  return {
    JWT_SECRET: key(),
    TICKET_SECRET: key(),
    LINK_SECRET: key(),
    SEAL_SECRET: key(),
    DEMO_PROMOTER_PASSWORD: password(),
    DEMO_REP_PASSWORD: password(),
    DEMO_ADMIN_PASSWORD: password(),
  };
}

interface Launcher {
  pid: number;
  stamp: string;
}

/**
 * Takes a state folder for this process.
 * @returns gives it back.
 * @throws SetupError when a launcher that is still alive has it.
 */
export function takeStateFolder(stateDir: string): () => void {
  refuseSecondLauncher(stateDir);
  writeState(stateDir, 'launcher.json', { pid: process.pid, stamp: startStamp(process.pid) } satisfies Launcher);
  return () => rmSync(path.join(stateDir, 'launcher.json'), { force: true });
}

/** @throws SetupError when a launcher that is still alive has the state folder. */
export function refuseSecondLauncher(stateDir: string): void {
  const other = runningLauncher(stateDir);
  if (other === undefined) return;
  throw new SetupError(`Stageline already runs with the state folder ${stateDir} (process ${other}).`, [
    'Stop it, or start a second copy beside it: PORT=3100 STATE_DIR=/path/of/another/folder npm start',
  ]);
}

/** Whether a launcher runs on a state folder. */
export const isLauncherRunning = (stateDir: string): boolean => runningLauncher(stateDir) !== undefined;

/** The pid of the launcher that runs on a state folder, or undefined. */
function runningLauncher(stateDir: string): number | undefined {
  const launcher = readState<Launcher>(stateDir, 'launcher.json');
  const runs = launcher && isAlive(launcher.pid) && startStamp(launcher.pid) === launcher.stamp;
  return runs ? launcher.pid : undefined;
}
