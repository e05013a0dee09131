import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Redis } from 'ioredis';
import { EmbeddedServerError } from './errors.ts';
import { findOnPath, isExecutable } from './find-program.ts';
import { freePort, freePortNear } from './ports.ts';
import { signal } from './process-identity.ts';
import { secretFile } from './secret-file.ts';
import { readRecord, stopOrphan } from './server-record.ts';
import { spawnServer, type EmbeddedServer } from './server.ts';

/** How the embedded Redis is started. */
export interface RedisOptions {
  /** Holds the data, the password and the log. Kept between starts. */
  dir: string;
  /** Default: the port of the last start when it is free, otherwise any free one. */
  port?: number;
  /** Whether the data outlives the process. Default: true. */
  appendonly?: boolean;
  /** How many numbered databases it has. Default: 16. */
  databases?: number;
}

/**
 * Starts a Redis server of our own: loopback only, with a random password that lies in the folder. A server that an
 * earlier, killed launcher left behind in the same folder is stopped first.
 * @throws EmbeddedServerError with what to do, in words for the person who started us.
 */
export async function startRedis(options: RedisOptions): Promise<EmbeddedServer> {
  const dir = path.resolve(options.dir);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const password = secretFile(path.join(dir, 'password'));
  const previous = readRecord(dir);
  await stopOrphan(dir, 'Redis', async (record) => signal(record.pid, 'SIGTERM'));
  const port = options.port ?? (previous ? await freePortNear(previous.port) : await freePort());

  // A file of our own, because the command line, and with it a password there, is readable by every user.
  const configFile = path.join(dir, 'redis.conf');
  writeFileSync(
    configFile,
    configuration({ dir, port, password, appendonly: options.appendonly ?? true, databases: options.databases ?? 16 }),
    {
      mode: 0o600,
    },
  );
  const server = spawnServer({
    name: 'Redis',
    dir,
    port,
    binary: redisBinary(),
    args: [configFile],
    logFile: path.join(dir, 'redis.log'),
  });
  const uri = `redis://:${password}@127.0.0.1:${port}/0`;
  const stop = (): Promise<void> => server.stop(async () => signal(server.pid, 'SIGTERM'));
  try {
    await server.waitUntil(() => ping(uri));
  } catch (error) {
    await stop();
    throw error;
  }
  return { uri, port, pid: server.pid, stop, exited: server.exited };
}

function redisBinary(env: NodeJS.ProcessEnv = process.env): string {
  const configured = env['REDIS_SERVER_BIN'];
  if (configured && !isExecutable(configured)) {
    throw new EmbeddedServerError(
      `REDIS_SERVER_BIN names ${configured}, which is not an executable file. Correct it or unset it.`,
    );
  }
  const binary = configured || findOnPath('redis-server', env['PATH']);
  if (binary) return binary;
  throw new EmbeddedServerError(
    'redis-server is not on PATH. Install it (Debian: apt-get install redis-server; macOS: brew install redis), or set REDIS_URL.',
  );
}

function configuration(options: {
  dir: string;
  port: number;
  password: string;
  appendonly: boolean;
  databases: number;
}): string {
  return [
    'bind 127.0.0.1',
    `port ${options.port}`,
    `requirepass ${options.password}`,
    `databases ${options.databases}`,
    `dir ${quoted(options.dir)}`,
    // Redis rewrites its command line; the configuration file in it tells a later launcher whose server this is.
    'proc-title-template "{title} {config-file}"',
    `appendonly ${options.appendonly ? 'yes' : 'no'}`,
    // Written before each reply and flushed every second: kill -9 of Redis loses nothing, a power cut up to a second of
    // work that the outbox in MongoDB repeats.
    'appendfsync everysec',
    'save ""',
    // Queues must never be evicted to make room.
    'maxmemory-policy noeviction',
    'daemonize no',
    '',
  ].join('\n');
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

async function ping(uri: string): Promise<void> {
  const client = new Redis(uri, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.ping();
  } finally {
    client.disconnect();
  }
}
