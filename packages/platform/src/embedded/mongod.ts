import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { mongodBinary } from './mongod-binary.ts';
import { mongodUri, prepareMongod, shutdownMongod, type MongodCredentials } from './mongod-setup.ts';
import { freePort, freePortNear } from './ports.ts';
import { secretFile } from './secret-file.ts';
import { readRecord, stopOrphan } from './server-record.ts';
import { spawnServer, type EmbeddedServer } from './server.ts';

/** How the embedded MongoDB is started. */
export interface MongodOptions {
  /** Holds the data, the credentials and the log. Kept between starts. */
  dir: string;
  /** Where the data lies instead of in that folder. */
  data?: string;
  /** Default: the port of the last start when it is free, otherwise any free one. */
  port?: number;
  /** Database named in the connection string. Default: `stageline`. */
  database?: string;
  /** Whether what has an end (TTL indexes) goes when it is reached. Default: true. */
  expires?: boolean;
}

/**
 * Starts a MongoDB server of our own: loopback only, a replica set of one (transactions), with a user whose random
 * password lies in the folder. A server that an earlier, killed launcher left behind in the same folder is stopped first.
 * @throws EmbeddedServerError with what to do, in words for the person who started us.
 */
export async function startMongod(options: MongodOptions): Promise<EmbeddedServer> {
  const dir = path.resolve(options.dir);
  const data = path.resolve(options.data ?? path.join(dir, 'data'));
  for (const folder of [dir, data]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const credentials: MongodCredentials = { user: 'stageline', password: secretFile(path.join(dir, 'password')) };
  const keyFile = path.join(dir, 'keyfile');
  secretFile(keyFile);

  const previous = readRecord(dir);
  await stopOrphan(dir, 'MongoDB', (record) => shutdownMongod(record.port, credentials));
  const port = options.port ?? (previous ? await freePortNear(previous.port) : await freePort());

  const server = spawnServer({
    name: 'MongoDB',
    dir,
    port,
    binary: await mongodBinary(dir),
    args: mongodArguments({ data, port, keyFile, expires: options.expires ?? true }),
    logFile: path.join(dir, 'mongod.log'),
  });
  const stop = (): Promise<void> => server.stop(() => shutdownMongod(port, credentials));
  try {
    await server.waitUntil(() => prepareMongod(port, credentials));
  } catch (error) {
    await stop();
    throw error;
  }
  const uri = mongodUri(port, credentials, options.database ?? 'stageline');
  return { uri, port, pid: server.pid, stop, exited: server.exited };
}

interface Arguments {
  readonly data: string;
  readonly port: number;
  readonly keyFile: string;
  readonly expires: boolean;
}
function mongodArguments({ data, port, keyFile, expires }: Arguments): string[] {
  return [
    `--dbpath=${data}`,
    `--port=${port}`,
    '--bind_ip=127.0.0.1',
    // Clients come by TCP only; a Unix socket's path would also be too long in a deep folder (107 characters).
    '--nounixsocket',
    '--replSet=rs0',
    '--auth',
    `--keyFile=${keyFile}`,
    '--wiredTigerCacheSizeGB=0.25',
    '--oplogSize=128',
    '--networkMessageCompressors=disabled',
    // A client that was killed leaves its transaction open, and what it wrote stays locked for that long (60 s by default).
    '--setParameter=transactionLifetimeLimitSeconds=5',
    ...(expires ? [] : ['--setParameter=ttlMonitorEnabled=false']),
    '--quiet',
  ];
}
