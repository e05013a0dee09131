import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { tryRun } from './run.ts';

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** Where apt has a package from, as `apt-cache policy` prints it: address, suite and component. */
export function originOf(policy: string): { uri: string; suite: string; component: string } | undefined {
  const [, uri, suite, component] = /^\s+\d+ (https?:\/\/\S+) (\S+)\/(\S+) \S+ Packages$/m.exec(policy) ?? [];
  return uri && suite && component ? { uri, suite, component } : undefined;
}

/**
 * Fetches and unpacks the source of a Debian package from where its binary comes from. apt checks its signature; it works in
 * `dir` alone, so it needs no root and changes nothing of the system.
 * @param binary a package that is built from it and known to apt
 * @returns the unpacked source, or undefined where there is no apt or it has no such source
 */
export async function fetchDebianSource(source: string, binary: string, dir: string): Promise<string | undefined> {
  const { output } = await tryRun('apt-cache', ['policy', binary]);
  const origin = originOf(output);
  if (origin === undefined) return undefined;
  const at = (name: string) => path.join(dir, name);
  for (const folder of ['parts', 'lists/partial', 'cache/archives/partial', 'source'])
    await mkdir(at(folder), { recursive: true });
  const signed = existsSync(KEYRING) ? `[signed-by=${KEYRING}] ` : '';
  await writeFile(at('parts/source.list'), `deb-src ${signed}${origin.uri} ${origin.suite} ${origin.component}\n`);
  const settings = {
    'Dir::Etc::sourcelist': '/dev/null',
    'Dir::Etc::sourceparts': at('parts'),
    'Dir::State::lists': at('lists'),
    'Dir::Cache': at('cache'),
    'APT::Sandbox::User': 'root',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  for (const command of [['update'], ['source', source]]) {
    const { code } = await tryRun('apt-get', [...options, '-q', ...command], { cwd: at('source') });
    if (code !== 0) return undefined;
  }
  const unpacked = (await readdir(at('source'), { withFileTypes: true })).find((entry) => entry.isDirectory());
  return unpacked && path.join(unpacked.parentPath, unpacked.name);
}
