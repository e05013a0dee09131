import { serviceEnvironment } from './environment.ts';
import { chooseInnerPorts, type InnerPorts } from './ports.ts';
import { startServers, type Servers } from './servers.ts';
import type { Settings } from './settings.ts';
import { isLauncherRunning, loadSecrets, readState, takeStateFolder, writeState } from './state.ts';

/** The half of the stack that holds data, and the environment that leads the services to it. */
export interface StackData {
  env: NodeJS.ProcessEnv;
  ports: InnerPorts;
  /** Stops the servers and gives the state folder back. */
  stop(): Promise<void>;
}

/** Where a running launcher's servers are, for scripts that work beside it. */
interface Running {
  servers: Pick<Servers, 'mongodbUri' | 'redisUrl'>;
  ports: InnerPorts;
}
const RUNNING_FILE = 'running.json';

/**
 * The data of a stack whether or not it runs: beside a running launcher its servers are used, otherwise they are started.
 * @throws as `startStackData`
 */
export async function reachStackData(settings: Settings, env: NodeJS.ProcessEnv): Promise<StackData> {
  const running = readState<Running>(settings.stateDir, RUNNING_FILE);
  if (running === undefined || !isLauncherRunning(settings.stateDir)) return startStackData(settings, env);
  const secrets = loadSecrets(settings.stateDir, env);
  const { servers, ports } = running;
  return { env: serviceEnvironment({ env, settings, secrets, servers, ports }), ports, stop: async () => undefined };
}

/**
 * Takes the state folder and starts the data servers in it.
 * @throws SetupError when another launcher has the folder; EmbeddedServerError when a server does not start.
 */
export async function startStackData(settings: Settings, env: NodeJS.ProcessEnv): Promise<StackData> {
  const release = takeStateFolder(settings.stateDir);
  try {
    const secrets = loadSecrets(settings.stateDir, env);
    const [servers, ports] = await Promise.all([startServers(settings), chooseInnerPorts(settings.stateDir)]);
    const { mongodbUri, redisUrl } = servers;
    writeState(settings.stateDir, RUNNING_FILE, { servers: { mongodbUri, redisUrl }, ports } satisfies Running);
    return {
      env: serviceEnvironment({ env, settings, secrets, servers, ports }),
      ports,
      stop: async () => {
        await servers.stop();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}
