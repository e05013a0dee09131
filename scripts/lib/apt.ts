import { existsSync } from 'node:fs';
import { SetupError } from './errors.ts';
import { step } from './progress.ts';
import { run, tryRun, which } from './run.ts';

/** A need of the product and the Debian packages that meet it. */
export interface SystemNeed {
  /** What it is for, in the words of the progress line: `Redis`, `a compiler for the mediasoup worker`. */
  title: string;
  packages: readonly string[];
  /** Services that the packages enable and that nobody asked for: the tests start processes of their own. */
  services?: readonly string[];
}

/** What this machine allows. Tests describe another one. */
export interface PackageSystem {
  hasApt: boolean;
  isRoot: boolean;
  missing(packages: readonly string[]): Promise<string[]>;
}

const thisSystem: PackageSystem = {
  hasApt: existsSync('/usr/bin/apt-get'),
  isRoot: process.getuid?.() === 0,
  missing: missingPackages,
};

let updated = false;

/**
 * Installs the packages of `needs` that are missing, in one apt run.
 * @throws SetupError naming the exact apt-get line when this user or this system cannot install packages.
 */
export async function ensureSystemPackages(needs: readonly SystemNeed[], system = thisSystem): Promise<void> {
  const wanted = [...new Set(needs.flatMap((need) => need.packages))];
  if (wanted.length === 0) return;
  const missing = await system.missing(wanted);
  if (missing.length === 0) return;
  const titles = needs.map((need) => need.title).join(', ');
  refuseWithoutApt(system, missing, titles);
  // RUNLEVEL=1: no package starts a service of its own; we start ours, in a folder and on a port of our own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const advice = [`Install by hand, then run the command again: apt-get install ${missing.join(' ')}`];
  if (!updated) {
    await step('Updating the package lists (apt-get update)', () => run('apt-get', ['update', '-q'], { env, advice }));
    updated = true;
  }
  await step(`Installing ${titles} (${missing.length} packages by apt)`, (report) =>
    run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing], {
      env,
      advice,
      onLine: (line) => report(line.slice(0, 60)),
    }),
  );
  await disableServices(needs.flatMap((need) => need.services ?? []));
}

/** RUNLEVEL holds back a start by `invoke-rc.d` only: under a running systemd a package's unit starts by itself. */
async function disableServices(services: readonly string[]): Promise<void> {
  if (services.length === 0 || !existsSync('/run/systemd/system')) return;
  await run('systemctl', ['disable', '--now', '--quiet', ...services], {
    advice: [`Stop them by hand: systemctl disable --now ${services.join(' ')}`],
  });
}

async function missingPackages(wanted: readonly string[]): Promise<string[]> {
  if (!(await which('dpkg-query'))) return [...wanted];
  // Only `install ok installed` counts; a removed package is still known to dpkg.
  const { output } = await tryRun('dpkg-query', ['-W', '-f', '${Package} ${Status}\n', ...wanted]);
  const installed = new Set(
    output
      .split('\n')
      .filter((line) => line.endsWith('install ok installed'))
      .map((line) => line.split(' ')[0]),
  );
  return wanted.filter((name) => !installed.has(name));
}

function refuseWithoutApt(system: PackageSystem, missing: readonly string[], titles: string): void {
  if (!system.hasApt) {
    throw new SetupError(`${titles}: not installed, and this system has no apt-get to install it with.`, [
      'Install the equivalents of these Debian 12 packages, then run the command again:',
      `  ${missing.join(' ')}`,
    ]);
  }
  if (!system.isRoot) {
    throw new SetupError(`${titles}: not installed, and only root can install it.`, [
      'Run this, then the command again:',
      `  sudo apt-get update && sudo apt-get install ${missing.join(' ')}`,
    ]);
  }
}
