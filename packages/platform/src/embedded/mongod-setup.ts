import { setTimeout as delay } from 'node:timers/promises';
import mongoose from 'mongoose';
import { requireListening } from './ports.ts';

const { MongoClient, MongoServerError } = mongoose.mongo;
type Client = InstanceType<typeof MongoClient>;

/** The one user of an embedded server. */
export interface MongodCredentials {
  user: string;
  password: string;
}

const replicaSet = 'rs0';
const alreadyInitialized = 23;
const authenticationFailed = 18;
const probeTimeoutMs = 2000;
const electionTimeoutMs = 10_000;
const pollMs = 25;

/** The connection string for clients: acknowledged means journaled, which is what survives kill -9. */
export function mongodUri(port: number, { user, password }: MongodCredentials, database: string): string {
  return `mongodb://${user}:${password}@127.0.0.1:${port}/${database}?replicaSet=${replicaSet}&authSource=admin&w=1&journal=true`;
}

/**
 * Brings a server that accepts connections to the state that the product needs: a replica set of one whose address is
 * this port, a primary, and our user. Every step may have been done by an earlier, interrupted start.
 * @throws when the server is not there yet; the caller tries again.
 */
export async function prepareMongod(port: number, credentials: MongodCredentials): Promise<void> {
  // The driver tries a refused connection again only every half second.
  await requireListening(port);
  if (!(await isOurUserKnown(port, credentials))) await createReplicaSetAndUser(port, credentials);
  await withClient(port, credentials, async (client) => {
    await alignAddress(client, port);
    await requirePrimary(client);
  });
}

/** Asks a server to stop at once, without waiting for secondaries that do not exist. The connection breaks: that is the answer. */
export async function shutdownMongod(port: number, credentials: MongodCredentials): Promise<void> {
  await withClient(port, credentials, (client) =>
    client.db('admin').command({ shutdown: 1, force: true, timeoutSecs: 0 }),
  );
}

async function isOurUserKnown(port: number, credentials: MongodCredentials): Promise<boolean> {
  try {
    await withClient(port, credentials, (client) => client.db('admin').command({ ping: 1 }));
    return true;
  } catch (error) {
    if (error instanceof MongoServerError && error.code === authenticationFailed) return false;
    throw error;
  }
}

/** While a server has no user, a loopback client may do exactly these two things (the localhost exception). */
async function createReplicaSetAndUser(port: number, { user, password }: MongodCredentials): Promise<void> {
  await withClient(port, undefined, async (client) => {
    const admin = client.db('admin');
    const config = { _id: replicaSet, members: [{ _id: 0, host: `127.0.0.1:${port}` }] };
    await admin.command({ replSetInitiate: config }).catch((error: unknown) => {
      if (!(error instanceof MongoServerError) || error.code !== alreadyInitialized) throw error;
    });
    await requirePrimary(client);
    await admin.command({ createUser: user, pwd: password, roles: ['root'] });
  });
}

/** The replica set remembers its address; after a start on another port the server would not find itself in it. */
async function alignAddress(client: Client, port: number): Promise<void> {
  const admin = client.db('admin');
  const { config } = (await admin.command({ replSetGetConfig: 1 })) as unknown as {
    config: { version: number; members: { host: string }[] };
  };
  const host = `127.0.0.1:${port}`;
  const [member] = config.members;
  if (!member || member.host === host) return;
  const next = { ...config, version: config.version + 1, members: [{ ...member, host }] };
  await admin.command({ replSetReconfig: next, force: true });
}

/** @throws Error when the only member does not elect itself, which takes it about a second. */
async function requirePrimary(client: Client): Promise<void> {
  const deadline = performance.now() + electionTimeoutMs;
  for (;;) {
    const answer = await client.db('admin').command({ isMaster: 1 });
    if (answer['ismaster']) return;
    if (performance.now() > deadline) throw new Error('the replica set has no primary yet');
    await delay(pollMs);
  }
}

async function withClient<T>(
  port: number,
  credentials: MongodCredentials | undefined,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/`, {
    directConnection: true,
    serverSelectionTimeoutMS: probeTimeoutMs,
    ...(credentials && { auth: { username: credentials.user, password: credentials.password }, authSource: 'admin' }),
  });
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}
