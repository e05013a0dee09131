import { runMain } from './lib/errors.ts';
import { nodeBin } from './lib/paths.ts';
import { run } from './lib/run.ts';
import { reachStackData } from './lib/stack/data.ts';
import { readSettings } from './lib/stack/settings.ts';

/** `npm run audit:verify`: does every sum of the audit log again and names the first entry that is not as it was written. */
await runMain(async () => {
  const data = await reachStackData(readSettings(process.env, []), process.env);
  try {
    const title = 'The check of the audit log';
    await run(nodeBin, ['apps/api/src/audit-verify.ts'], { env: data.env, onLine: console.log, title });
  } finally {
    await data.stop();
  }
});
