import { step } from '../progress.ts';
import { serviceEnvironment } from './environment.ts';
import { chooseInnerPorts } from './ports.ts';
import { seedOnce } from './seed.ts';
import { startServers } from './servers.ts';
import { startService, type Service } from './service.ts';
import type { Settings } from './settings.ts';
import { loadSecrets, takeStateFolder } from './state.ts';

/** Everything that was started, to be stopped in the reverse order. */
export interface Stack {
  stop(): Promise<void>;
}

/**
 * Starts the data servers, seeds them once, starts the api and the sfu and waits until both are ready.
 * @param onStarted called with the way to stop what runs so far, each time there is more of it.
 * @throws SetupError when a part does not start.
 */
export async function startStack(
  settings: Settings,
  workerBin: string,
  env: NodeJS.ProcessEnv,
  onStarted: (stack: Stack) => void,
): Promise<void> {
  const release = takeStateFolder(settings.stateDir);
  const services: Service[] = [];
  let stopServers = async (): Promise<void> => undefined;
  onStarted({
    // Services first: they finish their work while their data is still there.
    stop: async () => {
      await Promise.all(services.map((service) => service.stop()));
      await stopServers();
      release();
    },
  });

  const secrets = loadSecrets(settings.stateDir, env);
  const [servers, ports] = await Promise.all([startServers(settings), chooseInnerPorts(settings.stateDir)]);
  stopServers = servers.stop;
  const serviceEnv = serviceEnvironment({ env, settings, secrets, servers, ports, workerBin });
  await seedOnce(settings.stateDir, serviceEnv);

  await step('Starting the api and the sfu', async () => {
    const watch = settings.dev ? ['--watch'] : [];
    const common = { env: serviceEnv, stateDir: settings.stateDir, echo: settings.dev };
    const sfu = startService({ ...common, name: 'sfu', port: ports.sfu, args: [...watch, 'apps/sfu/src/main.ts'] });
    const api = startService({ ...common, name: 'api', port: settings.port, args: [...watch, 'apps/api/src/main.ts'] });
    services.push(...(await Promise.all([sfu, api])));
    await Promise.all([
      services[0]?.waitUntilReady(() => isReady(ports.sfu)),
      services[1]?.waitUntilReady(() => isReady(settings.port)),
    ]);
  });
}

async function isReady(port: number): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2000) });
  return response.ok;
}
