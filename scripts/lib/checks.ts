import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { checkCache } from './check-cache.ts';
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
const toolsAtOnce = 2;

interface Check {
  readonly title: string;
  /** The script of the tool and its arguments. */
  readonly args: readonly string[];
  /** What it prints when it succeeds is for the person at the terminal. */
  readonly hasRemarks?: boolean;
}

/**
 * Everything that can be checked without running the product: format, lint, types, import boundaries, the committed API
 * description, secrets, dependencies. Two tools run at a time; after a failure the others still end, and all that is wrong
 * is shown.
 * @throws SetupError with the whole output of every tool that failed.
 */
export async function runStaticChecks(): Promise<void> {
  const remarks: string[] = [];
  await step('Format, lint, types, import boundaries, API description, secrets, dependencies', async (report) => {
    const waiting = await allChecks();
    const failures: string[] = [];
    const work = async (): Promise<void> => {
      for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
        report(check.title);
        const { code: exitCode, output } = await tryRun(nodeBin, check.args);
        if (exitCode !== 0) failures.push(`${check.title} failed:\n\n${output}`);
        else if (check.hasRemarks === true && output !== '') remarks.push(`! ${check.title}: ${output}`);
      }
    };
    await Promise.all(Array.from({ length: toolsAtOnce }, work));
    if (failures.length > 0) throw new SetupError(failures.join('\n\n'));
  });
  for (const remark of remarks) console.log(remark);
}

/** The longest first, so that no core is left with it alone in the end. */
async function allChecks(): Promise<Check[]> {
  const format = {
    title: 'Format (Prettier)',
    args: [
      inRepo('node_modules/prettier/bin/prettier.cjs'),
      '--config=packages/config/prettier.json',
      '--log-level=warn',
      '--cache',
      '--cache-strategy=content',
      `--cache-location=${checkCache('prettier.json')}`,
      '--check',
      ...sources.filter((name) => existsSync(inRepo(name))),
    ],
  };
  const lint = {
    title: 'Lint (oxlint)',
    args: [
      inRepo('node_modules/oxlint/bin/oxlint'),
      '--config=packages/config/oxlint/oxlint.json',
      '--deny-warnings',
      ...code,
    ],
  };
  const boundaries = {
    title: 'Import boundaries (dependency-cruiser)',
    args: [
      inRepo('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
      '--config=packages/config/dependency-cruiser.cjs',
      '--output-type=err-long',
      ...code,
    ],
  };
  const description = { title: 'API description is up to date (OpenAPI)', args: ['scripts/openapi.ts', '--check'] };
  const secrets = { title: 'Secrets (secretlint)', args: ['scripts/secrets.ts'] };
  const dependencies = { title: 'Dependencies (pnpm audit)', args: ['scripts/audit.ts'], hasRemarks: true };
  return [...(await typeChecks()), format, dependencies, boundaries, lint, description, secrets];
}

/** One compiler per workspace package: each reads its own configuration. What has not changed is not checked again. */
async function typeChecks(): Promise<Check[]> {
  return (await packagesWithTypes()).map((name) => ({
    title: `Types (tsc) of ${name}`,
    args: [
      inRepo('node_modules/typescript/bin/tsc'),
      '-p',
      inRepo(name, 'tsconfig.json'),
      '--incremental',
      '--tsBuildInfoFile',
      checkCache(`${name.replaceAll('/', '-')}.tsbuildinfo`),
    ],
  }));
}

async function packagesWithTypes(): Promise<string[]> {
  const groups = await Promise.all(
    ['apps', 'packages'].map(async (group) => (await readdir(inRepo(group))).map((name) => `${group}/${name}`)),
  );
  return [...groups.flat(), 'scripts'].filter((name) => existsSync(inRepo(name, 'tsconfig.json')));
}
