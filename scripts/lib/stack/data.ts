import { serviceEnvironment } from './environment.ts';
import { chooseInnerPorts, type InnerPorts } from './ports.ts';
import { startServers } from './servers.ts';
import type { Settings } from './settings.ts';
import { loadSecrets, takeStateFolder } from './state.ts';

/** The half of the stack that holds data, and the environment that leads the services to it. */
export interface StackData {
  env: NodeJS.ProcessEnv;
  ports: InnerPorts;
  /** Stops the servers and gives the state folder back. */
  stop(): Promise<void>;
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
