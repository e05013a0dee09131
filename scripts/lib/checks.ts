import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { SetupError } from './errors.ts';
import { inRepo, nodeBin } from './paths.ts';
import { step } from './progress.ts';
import { tryRun } from './run.ts';

/** Folders and files that people write; a name that does not exist (yet) is left out. */
const sources = [
  'apps',
  'packages',
  'scripts',
  'tenants',
  'infra',
  'docker',
  'README.md',
  'package.json',
  'pnpm-workspace.yaml',
];
const code = ['apps', 'packages', 'scripts'];
const typeCheckersAtOnce = 2;

/**
 * Everything that can be checked without running the product: format, lint, types, import boundaries, the committed API
 * description.
 * @throws SetupError with the tool's whole output at the first check that fails.
 */
export async function runStaticChecks(): Promise<void> {
  const present = sources.filter((name) => existsSync(inRepo(name)));
  await check('Format (Prettier)', [
    inRepo('node_modules/prettier/bin/prettier.cjs'),
    '--config=packages/config/prettier.json',
    '--log-level=warn',
    '--check',
    ...present,
  ]);
  await check('Lint (oxlint)', [
    inRepo('node_modules/oxlint/bin/oxlint'),
    '--config=packages/config/oxlint/oxlint.json',
    '--deny-warnings',
    ...code,
  ]);
  await step('Types (tsc)', checkTypes);
  await check('Import boundaries (dependency-cruiser)', [
    inRepo('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
    '--config=packages/config/dependency-cruiser.cjs',
    '--output-type=err-long',
    ...code,
  ]);
  await check('API description is up to date (OpenAPI)', ['scripts/openapi.ts', '--check']);
}

async function check(title: string, args: readonly string[]): Promise<void> {
  await step(title, () => mustPass(title, args));
}

async function mustPass(title: string, args: readonly string[]): Promise<void> {
  const { code: exitCode, output } = await tryRun(nodeBin, args);
  if (exitCode !== 0) throw new SetupError(`${title} failed:\n\n${output}`);
}

/** One compiler per workspace package, two at a time: each reads its own configuration. All errors are shown. */
async function checkTypes(report: (detail: string) => void): Promise<void> {
  const waiting = await packagesWithTypes();
  const failures: string[] = [];
  const work = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      report(name);
      const tsc = inRepo('node_modules/typescript/bin/tsc');
      const { code: exitCode, output } = await tryRun(nodeBin, [tsc, '-p', inRepo(name, 'tsconfig.json')]);
      if (exitCode !== 0) failures.push(`${name}:\n${output}`);
    }
  };
  await Promise.all(Array.from({ length: typeCheckersAtOnce }, work));
  if (failures.length > 0) throw new SetupError(`Types (tsc) failed:\n\n${failures.join('\n\n')}`);
}

async function packagesWithTypes(): Promise<string[]> {
  const groups = await Promise.all(
    ['apps', 'packages'].map(async (group) => (await readdir(inRepo(group))).map((name) => `${group}/${name}`)),
  );
  return [...groups.flat(), 'scripts'].filter((name) => existsSync(inRepo(name, 'tsconfig.json')));
}
