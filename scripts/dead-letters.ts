import { runMain, SetupError } from './lib/errors.ts';
import { nodeBin } from './lib/paths.ts';
import { run } from './lib/run.ts';
import { reachStackData } from './lib/stack/data.ts';
import { readSettings } from './lib/stack/settings.ts';

/**
 * `npm run dead-letters`: lists the jobs and reports that failed for good. `npm run dead-letters -- replay <id> …` runs some
 * of them again, in the worker of the stack, which may be running or be started later.
 */
await runMain(async () => {
  const args = process.argv.slice(2);
  const [command, ...ids] = args;
  if (command !== undefined && (command !== 'replay' || ids.length === 0)) {
    throw new SetupError('The command is not known.', [
      'npm run dead-letters',
      'npm run dead-letters -- replay <id> …',
    ]);
  }
  const data = await reachStackData(readSettings(process.env, []), process.env);
  try {
    const title = 'The list of dead letters';
    await run(nodeBin, ['apps/api/src/dead-letters.ts', ...args], { env: data.env, onLine: console.log, title });
  } finally {
    await data.stop();
  }
});
