import { runMain } from './lib/errors.ts';
import { onInterrupt } from './lib/interrupt.ts';
import { formatDuration } from './lib/progress.ts';
import { stopRunning } from './lib/run.ts';
import { banner } from './lib/stack/banner.ts';
import { watchClient } from './lib/stack/client-watch.ts';
import { demoLogins } from './lib/stack/seed.ts';
import { readSettings } from './lib/stack/settings.ts';
import { makeWay, startStack, type Stack } from './lib/stack/stack.ts';
import { setupForStart } from './setup.ts';

/** Stopping takes 1 to 3 s; whatever hangs after this is killed by its watchdog when this process ends. */
const stopDeadlineMs = 4500;

/** `npm start`: everything from a fresh machine to a running product. */
await runMain(async () => {
  const startedAt = performance.now();
  let stack: Stack | undefined;
  onInterrupt((reason) => {
    console.log(`\nStopping (${reason}) …`);
    stopRunning();
    setTimeout(() => process.exit(1), stopDeadlineMs);
    void (stack?.stop() ?? Promise.resolve()).finally(() => {
      console.log('Stopped.');
      process.exit(0);
    });
  });

  const settings = readSettings(process.env, process.argv.slice(2));
  await makeWay(settings);
  const workerBin = await setupForStart(process.env);
  try {
    await startStack(settings, workerBin, process.env, (started) => {
      stack = started;
    });
  } catch (error) {
    await stack?.stop();
    throw error;
  }
  if (settings.dev) watchClient();
  console.log(banner(settings, demoLogins(settings.stateDir), formatDuration(performance.now() - startedAt)));
});
