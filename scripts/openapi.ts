import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { operations } from '@stageline/contracts';
import { format } from 'prettier';
import { openApiOf } from '../apps/api/src/http/openapi.ts';
import { SetupError, runMain } from './lib/errors.ts';
import { inRepo } from './lib/paths.ts';

/** One document per kind of host, committed, so that a change of the API shows in its review. */
const dir = inRepo('packages/contracts/openapi');

/** `npm run openapi`: writes the API description from the contracts; with `--check` it only compares. */
await runMain(async () => {
  const onlyCheck = process.argv.includes('--check');
  await mkdir(dir, { recursive: true });
  for (const host of new Set(operations.map((operation) => operation.host))) {
    const file = path.join(dir, `${host}.json`);
    const wanted = await format(JSON.stringify(openApiOf(host, operations)), { parser: 'json', printWidth: 120 });
    if (!onlyCheck) await writeFile(file, wanted);
    else if ((await readFile(file, 'utf8').catch(() => '')) !== wanted) {
      throw new SetupError(`${path.relative(inRepo(), file)} is not what the contracts say.`, [
        'Run npm run openapi and commit the result.',
      ]);
    }
  }
});
