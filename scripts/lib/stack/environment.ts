import { compileCache, inRepo } from '../paths.ts';
import type { InnerPorts } from './ports.ts';
import type { Servers } from './servers.ts';
import type { Settings } from './settings.ts';
import type { Secrets } from './state.ts';

/** What the services and the seed find in their environment; whatever the user set besides goes through untouched. */
export function serviceEnvironment(parts: {
  env: NodeJS.ProcessEnv;
  settings: Settings;
  secrets: Secrets;
  servers: Pick<Servers, 'mongodbUri' | 'redisUrl'>;
  ports: InnerPorts;
}): NodeJS.ProcessEnv {
  const { env, settings, secrets, servers, ports } = parts;
  return {
    NODE_ENV: 'development',
    LOG_LEVEL: 'info',
    NODE_COMPILE_CACHE: compileCache,
    SFU_ANNOUNCED_IP: '127.0.0.1',
    ...env,
    ...secrets,
    PORT: String(settings.port),
    APEX: settings.apex,
    STATE_DIR: settings.stateDir,
    MONGODB_URI: servers.mongodbUri,
    REDIS_URL: servers.redisUrl,
    SFU_URL: `http://127.0.0.1:${ports.sfu}`,
    SFU_PORT: String(ports.sfu),
    SFU_WEBRTC_PORT: String(ports.webRtc),
    WEB_DIST: inRepo('apps/web/dist'),
    // One process with all roles: the idle stack has a memory budget, and a laptop needs no more.
    ROLES: env['ROLES'] || 'http,realtime,worker',
  };
}
