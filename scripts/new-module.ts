import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SetupError, runMain } from './lib/errors.ts';
import { moduleFiles, moduleNames } from './lib/new-module.ts';
import { inRepo, nodeBin } from './lib/paths.ts';
import { run } from './lib/run.ts';

/** `npm run new-module saved-offers`: writes a module of the api that passes every check and keeps a list of named things. */
await runMain(async () => {
  const given = process.argv[2];
  if (given === undefined) throw new SetupError('Which module? npm run new-module saved-offers');
  const names = moduleNames(given);
  const dir = inRepo('apps/api/src/modules', names.kebab);
  if (existsSync(dir)) throw new SetupError(`${path.relative(inRepo(), dir)} exists already.`);

  await mkdir(dir);
  for (const [name, text] of Object.entries(moduleFiles(names))) await writeFile(path.join(dir, name), text);
  const prettier = inRepo('node_modules/prettier/bin/prettier.cjs');
  await run(nodeBin, [prettier, '--config=packages/config/prettier.json', '--log-level=warn', '--write', dir]);

  console.log(`✓ ${path.relative(inRepo(), dir)}: ${Object.keys(moduleFiles(names)).join(', ')}

Next:
  1. Say what it keeps: ${names.kebab}.types.ts, ${names.kebab}.model.ts.
  2. Wire create${names.plural}Module() in its area in apps/api/src/composition.
  3. Give it an operation in packages/contracts/src/http, a ${names.kebab}.routes.ts, and a row in the isolation matrix.`);
});
