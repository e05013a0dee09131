import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { withLock } from './lock.ts';
import { inRepo } from './paths.ts';
import { step } from './progress.ts';
import { run } from './run.ts';

/** Whatever goes into the client. */
const sources = [
  'apps/web',
  'packages/contracts',
  'packages/domain',
  'packages/config/tsconfig.base.json',
  'pnpm-lock.yaml',
];
const generatedFolders = new Set(['node_modules', 'dist', 'coverage']);
const stampFile = inRepo('apps/web/dist/.sources');

/** Builds the client and its server-rendering half (`npm run build` of apps/web) when a source changed since the last build. */
export async function buildWebClient(): Promise<void> {
  const wanted = await hashSources();
  if ((await builtFrom()) === wanted) return;
  await step('Building the client (Vite)', (report) =>
    withLock(
      inRepo('node_modules/.stageline-web-build'),
      async () => {
        if ((await builtFrom()) === wanted) return;
        // node_modules/.bin first: Vite must run on the Node that strips types.
        const env = {
          ...process.env,
          PATH: `${inRepo('node_modules/.bin')}${path.delimiter}${process.env['PATH'] ?? ''}`,
        };
        const cwd = inRepo('apps/web');
        await run('npm', ['run', '--silent', 'build'], { cwd, env, title: 'The build of apps/web', onLine: report });
        await mkdir(path.dirname(stampFile), { recursive: true });
        await writeFile(stampFile, wanted);
      },
      (pid) => report(`process ${pid} is building it already, waiting`),
    ),
  );
}

async function builtFrom(): Promise<string> {
  return readFile(stampFile, 'utf8').catch(() => '');
}

async function hashSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of sources) await hashPath(inRepo(source), hash);
  return hash.digest('hex');
}

async function hashPath(file: string, hash: ReturnType<typeof createHash>): Promise<void> {
  const entries = await readdir(file, { withFileTypes: true }).catch(() => undefined);
  if (!entries) {
    hash.update(path.relative(inRepo(), file)).update(await readFile(file));
    return;
  }
  const names = entries.map((entry) => entry.name).filter((name) => !generatedFolders.has(name));
  for (const name of names.sort()) await hashPath(path.join(file, name), hash);
}
