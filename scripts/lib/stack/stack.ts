import { step } from '../progress.ts';
import { startStackData } from './data.ts';
import { seedOnce } from './seed.ts';
import { requireFreePort } from './ports.ts';
import { startService, stopOrphanService, type Service } from './service.ts';
import type { Settings } from './settings.ts';
import { refuseSecondLauncher } from './state.ts';

/** Everything that was started so far, to be stopped in the reverse order. */
export interface Stack {
  stop(): Promise<void>;
}

/**
 * Makes sure, before anything that takes time, that this stack can start: no other launcher has its state folder, nothing
 * of a killed one is left, and its port is free.
 * @throws SetupError that says who is in the way.
 */
export async function makeWay(settings: Settings): Promise<void> {
  refuseSecondLauncher(settings.stateDir);
  await Promise.all(['sfu', 'api'].map((name) => stopOrphanService(settings.stateDir, name)));
  await requireFreePort(settings);
}

/**
 * Starts the data servers, seeds them once, starts the api and the sfu and waits until both are ready.
 * @param onStarted called with the way to stop what runs, as soon as something does.
 * @throws SetupError when a part does not start.
 */
export async function startStack(
  settings: Settings,
  workerBin: string,
  env: NodeJS.ProcessEnv,
  onStarted: (stack: Stack) => void,
): Promise<void> {
  const data = await startStackData(settings, env);
  const services: Service[] = [];
  onStarted({
    // Services first: they finish their work while their data is still there.
    stop: async () => {
      await Promise.all(services.map((service) => service.stop()));
      await data.stop();
    },
  });
  await seedOnce(settings.stateDir, data.env);
  await step('Starting the api and the sfu', async () => {
    const watch = settings.dev ? ['--watch'] : [];
    const serviceEnv = { ...data.env, MEDIASOUP_WORKER_BIN: workerBin };
    const common = { env: serviceEnv, stateDir: settings.stateDir, echo: settings.dev };
    const sfu = { ...common, name: 'sfu', port: data.ports.sfu, args: [...watch, 'apps/sfu/src/main.ts'] };
    const api = { ...common, name: 'api', port: settings.port, args: [...watch, 'apps/api/src/main.ts'] };
    await Promise.all(
      [sfu, api].map(async (options) => {
        const service = await startService(options);
        services.push(service);
        await service.waitUntilReady(() => isReady(options.port));
      }),
    );
  });
}

async function isReady(port: number): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2000) });
  return response.ok;
}
