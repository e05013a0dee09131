import { ensureSystemPackages } from './lib/apt.ts';
import { mediaNeeds, redisNeed, testNeeds } from './lib/needs.ts';
import { buildWebClient } from './lib/web-build.ts';
import { resolveMediasoupWorker } from './lib/worker-toolchain.ts';

/**
 * Makes a machine ready to run the product: system packages, the mediasoup worker, the built client. Each part is skipped
 * when it is there.
 * @returns the path of the mediasoup worker.
 * @throws SetupError that says what to install by hand.
 */
export async function setupForStart(env: NodeJS.ProcessEnv): Promise<string> {
  await ensureSystemPackages([...redisNeed(env), ...mediaNeeds(env)]);
  const worker = await resolveMediasoupWorker();
  await buildWebClient();
  return worker;
}

/**
 * Makes a machine ready for every test except the client's build, which is a step of the test run.
 * @returns the path of the mediasoup worker.
 * @throws SetupError that says what to install by hand.
 */
export async function setupForTests(env: NodeJS.ProcessEnv): Promise<string> {
  await ensureSystemPackages(testNeeds(env));
  return resolveMediasoupWorker();
}
