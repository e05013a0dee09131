import path from 'node:path';
import { SetupError } from '../errors.ts';
import { inRepo } from '../paths.ts';

/** How the stack is run, from the environment and the command line. */
export interface Settings {
  /** The one port that browsers use. */
  port: number;
  /** Host and port of the platform; sites are its subdomains. */
  apex: string;
  /** Everything this stack keeps: data, secrets, logs. Absolute. */
  stateDir: string;
  /** Rebuild the client and restart the services when a source changes, and show their logs. */
  dev: boolean;
  /** Connection strings that were configured; an embedded server takes the place of each that is missing. */
  mongodbUri: string | undefined;
  redisUrl: string | undefined;
}

/**
 * Reads the settings of `npm start`.
 * @throws SetupError when one is wrong, or when a production run would use an embedded server nobody allowed.
 */
export function readSettings(env: NodeJS.ProcessEnv, args: readonly string[]): Settings {
  const port = Number(env['PORT'] || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new SetupError(`PORT is "${env['PORT']}", which is no TCP port.`, ['Use a number from 1 to 65535.']);
  }
  const settings: Settings = {
    port,
    apex: env['APEX'] || `localhost:${port}`,
    stateDir: path.resolve(env['STATE_DIR'] || inRepo('.state')),
    dev: args.includes('--dev'),
    mongodbUri: env['MONGODB_URI'] || undefined,
    redisUrl: env['REDIS_URL'] || undefined,
  };
  if (env['NODE_ENV'] === 'production') refuseUnallowedServers(settings, env['ALLOW_EMBEDDED'] ?? '');
  return settings;
}

function refuseUnallowedServers(settings: Settings, allowList: string): void {
  const allowed = new Set(allowList.split(',').map((name) => name.trim()));
  const parts = [
    { name: 'mongodb', variable: 'MONGODB_URI', configured: settings.mongodbUri },
    { name: 'redis', variable: 'REDIS_URL', configured: settings.redisUrl },
  ];
  const refused = parts.filter((part) => !part.configured && !allowed.has(part.name));
  if (refused.length === 0) return;
  throw new SetupError('NODE_ENV=production refuses embedded servers.', [
    ...refused.map((part) => `Set ${part.variable} to a server of your own.`),
    `Or name them in ALLOW_EMBEDDED, for a demonstration: ALLOW_EMBEDDED=${refused.map((part) => part.name).join(',')}`,
  ]);
}
