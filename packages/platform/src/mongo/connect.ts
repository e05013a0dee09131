import mongoose, { type Connection } from 'mongoose';
import type { Logger } from '../logger.ts';
import { redactText } from '../redaction.ts';
import { keepActiveInLists } from './active-list.ts';
import { endStalledWrites } from './stalled-writes.ts';

export interface MongoConnectOptions {
  readonly uri: string;
  readonly logger: Logger;
  /** Shown in the server's log and `currentOp`. */
  readonly appName?: string;
  /** Connections of this process at most; requests beyond wait for a free one. */
  readonly maxPoolSize?: number;
}

/** How long the first connection may take, and how long an operation waits for a primary after one is lost. */
const SERVER_SELECTION_MS = 5000;
/**
 * A server that hangs keeps its connections open, and only the watch beside them notices: looking this often, and waiting
 * this long for the answer, it gives up all that waits within seconds. A long operation of a server that lives is untouched.
 */
const HEARTBEAT_MS = 2000;
const HEARTBEAT_TIMEOUT_MS = 4000;
/** Two cores serve no more side by side, and each connection costs the server a thread and a megabyte. */
const MAX_POOL_SIZE = 30;
const DEFAULT_PORT = 27_017;

/**
 * Opens mongoose's default connection, on which every model works. Transactions reach repositories by themselves
 * (`transactionAsyncLocalStorage`); collections and indexes are created by `prepareDatabase` only.
 *
 * The write concern is that of the URI. One that names none gets `majority` with a journal: with less, an acknowledged write
 * can be lost when the server is killed.
 * @throws Error in one sentence, without the password, when no server answers or it is not part of a replica set
 */
export async function connectMongo(options: MongoConnectOptions): Promise<Connection> {
  const { uri, logger, appName = 'stageline', maxPoolSize = MAX_POOL_SIZE } = options;
  mongoose.set('transactionAsyncLocalStorage', true);
  // a stack captured for each query, in case it is run twice, costs a tenth of a small read
  mongoose.set('skipOriginalStackTraces', true);
  const address = addressesOf(uri);
  const endWatch = endStalledWrites(
    address.split(',').map((host) => Number(/:(\d+)$/.exec(host)?.[1] ?? DEFAULT_PORT)),
  );
  try {
    await mongoose.connect(uri, {
      appName,
      maxPoolSize,
      serverSelectionTimeoutMS: SERVER_SELECTION_MS,
      heartbeatFrequencyMS: HEARTBEAT_MS,
      // for a new connection, and for each answer to the watch
      connectTimeoutMS: HEARTBEAT_TIMEOUT_MS,
      // half a minute of silence from a server that hangs is no better than an error
      socketTimeoutMS: 30_000,
      retryWrites: true,
      autoIndex: false,
      autoCreate: false,
      ...(namesWriteConcern(uri) ? {} : { writeConcern: { w: 'majority', journal: true } }),
    });
  } catch (cause) {
    endWatch();
    await mongoose.disconnect();
    const reason = redactText(cause instanceof Error ? cause.message : String(cause));
    throw new Error(`MongoDB at ${address} cannot be used (${reason}). Start it, or point MONGODB_URI at another.`, {
      cause,
    });
  }
  const { connection } = mongoose;
  connection.once('close', endWatch);
  keepActiveInLists(connection);
  await refuseStandalone(connection, address);
  reportLosses(connection, address, logger);
  return connection;
}

/** Logs a connection that goes and comes back; one that we close ourselves is no loss. */
function reportLosses(connection: Connection, address: string, logger: Logger): void {
  let closing = false;
  connection.on('disconnecting', () => {
    closing = true;
  });
  connection.on('disconnected', () => {
    if (!closing) logger.warn({ address }, 'MongoDB: connection lost');
  });
  connection.on('reconnected', () => logger.info({ address }, 'MongoDB: connected again'));
  connection.on('error', (err) => logger.error({ err }, 'MongoDB: connection error'));
}

async function refuseStandalone(connection: Connection, address: string): Promise<void> {
  // `hello` is younger than the oldest server we support; this name of it is known to all of them
  const answer = await connection.db!.admin().command({ isMaster: 1 });
  if (typeof answer['setName'] === 'string' || answer['msg'] === 'isdbgrid') return;
  await mongoose.disconnect();
  throw new Error(
    `MongoDB at ${address} is a standalone server, and transactions need a replica set. ` +
      'Start it with --replSet rs0 and run rs.initiate() once, or point MONGODB_URI at a replica set.',
  );
}

function namesWriteConcern(uri: string): boolean {
  return /[?&](w|journal|j)=/i.test(uri);
}

/** The hosts of a connection string, without credentials; such a string may name several, which URL does not parse. */
function addressesOf(uri: string): string {
  return /^mongodb(?:\+srv)?:\/\/(?:[^@/]*@)?([^/?]+)/.exec(uri)?.[1] ?? 'the configured address';
}
