import { startStackData } from './lib/stack/data.ts';
import { runMain, SetupError } from './lib/errors.ts';
import { demoLogins, seed } from './lib/stack/seed.ts';
import { readSettings } from './lib/stack/settings.ts';
import { runningLauncher } from './lib/stack/state.ts';

/** `npm run seed`: seeds the demo tenants again, without starting the services. */
await runMain(async () => {
  const settings = readSettings(process.env, process.argv.slice(2));
  const launcher = runningLauncher(settings.stateDir);
  if (launcher !== undefined) {
    throw new SetupError(`Stageline runs with this state folder (process ${launcher}) and seeded it when it started.`, [
      'Stop it first, or set STATE_DIR to another folder.',
    ]);
  }
  const data = await startStackData(settings, process.env);
  try {
    await seed(settings.stateDir, data.env);
  } finally {
    await data.stop();
  }
  for (const login of demoLogins(settings.stateDir))
    console.log(`${login.who}  ${login.email}  ${login.password}  ${login.url}`);
});
