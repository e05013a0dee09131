import { startStackData } from './lib/stack/data.ts';
import { runMain } from './lib/errors.ts';
import { demoLogins, seed } from './lib/stack/seed.ts';
import { readSettings } from './lib/stack/settings.ts';

/** `npm run seed`: seeds the demo tenants again, without starting the services. A running launcher has seeded already. */
await runMain(async () => {
  const settings = readSettings(process.env, process.argv.slice(2));
  const data = await startStackData(settings, process.env);
  try {
    await seed(settings.stateDir, data.env);
  } finally {
    await data.stop();
  }
  for (const login of demoLogins(settings.stateDir))
    console.log(`${login.who}  ${login.email}  ${login.password}  ${login.url}`);
});
