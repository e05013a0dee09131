import { runStaticChecks } from './lib/checks.ts';
import { printFailure } from './lib/errors.ts';
import { onInterrupt } from './lib/interrupt.ts';
import { runJest, type Totals } from './lib/jest.ts';
import { formatDuration } from './lib/progress.ts';
import { stopRunning } from './lib/run.ts';
import { buildWebClient } from './lib/web-build.ts';
import { setupForTests } from './setup.ts';

/** `npm test`: everything, from a fresh machine on. Stops at the first step that fails. */
async function runEverything(totals: Totals): Promise<void> {
  const workerBin = await setupForTests(process.env);
  const env = { ...process.env, NODE_ENV: 'test', MEDIASOUP_WORKER_BIN: workerBin };
  await runStaticChecks();
  await buildWebClient();
  // In one run: it begins with the files that take longest, and the small ones fill both cores to the end.
  await runJest('Unit, module, isolation and browser tests', totals, env);
}

const startedAt = performance.now();
const totals: Totals = { passed: 0, failed: 0 };
onInterrupt(() => {
  stopRunning();
  process.exitCode = 130;
});
try {
  await runEverything(totals);
} catch (error) {
  printFailure(error);
  process.exitCode ??= 1;
  // A step without tests of its own that fails is a failure too.
  totals.failed ||= 1;
}
console.log(`\n${formatDuration(performance.now() - startedAt)}`);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
