import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { checkCache, recall, remember } from './check-cache.ts';
import { inRepo } from './paths.ts';
import { tryRun } from './run.ts';

/**
 * The program of the pnpm that `bootstrap.sh` installs with. Asking npx where it lies costs two seconds of a core, so the
 * answer is kept.
 * @returns undefined where npx cannot get it: the registry is away, and nobody has installed on this machine.
 */
export async function pnpmBin(): Promise<string | undefined> {
  const cacheFile = checkCache('pnpm.json');
  const version = /pnpm_version=(\S+)/.exec(await readFile(inRepo('scripts/bootstrap.sh'), 'utf8'))?.[1];
  const known = (await recall(cacheFile)) as { version: string; bin: string } | undefined;
  if (known !== undefined && known.version === version && existsSync(known.bin)) return known.bin;
  const { code, output } = await tryRun('npx', ['-y', '-p', `pnpm@${version}`, '-c', 'command -v pnpm']);
  const bin = output.split('\n').at(-1) ?? '';
  if (code !== 0 || !existsSync(bin)) return undefined;
  await remember(cacheFile, { version, bin });
  return bin;
}
