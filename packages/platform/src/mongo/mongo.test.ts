import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { defineTenantModel } from '@stageline/tenancy';
import { startPeer, testMongo } from '@stageline/testing';
import mongoose from 'mongoose';
import { freePort } from '../embedded/index.ts';
import { mongodBinary } from '../embedded/mongod-binary.ts';
import { createLogger } from '../logger.ts';
import '../outbox/index.ts';
import { connectMongo, prepareDatabase, type Migration } from './index.ts';

const logger = createLogger({ service: 'test', level: 'silent' });

const Sample = defineTenantModel(
  'PlatformTestSample',
  new mongoose.Schema({ _id: { type: String, required: true }, name: { type: String, index: true } }),
);

afterEach(() => mongoose.disconnect());

async function messageOf(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Error);
  return (error as Error).message;
}

describe('connectMongo', () => {
  it('connects to a replica set and keeps the write concern of the URI', async () => {
    const { uri } = testMongo();
    const connection = await connectMongo({ uri, logger });
    expect(connection.getClient().options.writeConcern).toMatchObject({ w: 1, journal: true });
    expect(connection.getClient().options.retryWrites).toBe(true);
    expect(mongoose.get('transactionAsyncLocalStorage')).toBe(true);
  });

  it('asks for a journalled majority where the URI asks for nothing', async () => {
    const uri = new URL(testMongo().uri);
    for (const name of ['w', 'journal']) uri.searchParams.delete(name);
    const connection = await connectMongo({ uri: uri.href, logger });
    expect(connection.getClient().options.writeConcern).toMatchObject({ w: 'majority', journal: true });
  });

  it('knows which cursors are open, forgets those that are done, and closes the others with the connection', async () => {
    const connection = await connectMongo({ uri: testMongo().uri, logger });
    const { activeCursors, activeSessions } = (connection.getClient() as any).s;
    // A Set would keep garbage, see there: this fails when the driver keeps them elsewhere.
    expect([activeCursors, activeSessions].map((list) => list.constructor.name)).toEqual(['ActiveList', 'ActiveList']);
    const rows = connection.collection('active_cursors');
    await rows.insertMany(Array.from({ length: 5 }, (_, n) => ({ n })));
    await Promise.all([1, 2, 3].map((n) => rows.findOne({ n })));
    expect([[...activeCursors], [...activeSessions]]).toEqual([[], []]);
    const cursor = rows.find({}, { batchSize: 2 });
    await cursor.next();
    expect([[...activeCursors].includes(cursor), [...activeSessions].length]).toEqual([true, 1]);
    await mongoose.disconnect();
    expect([cursor.killed, [...activeCursors], [...activeSessions]]).toEqual([true, [], []]);
  });

  it('refuses a standalone server and says what to do', async () => {
    const dir = mkdtempSync(path.join(tmpdir(), 'stageline-standalone-'));
    const port = await freePort();
    const peer = await startPeer({
      command: await mongodBinary(dir),
      args: ['--dbpath', dir, '--port', String(port), '--bind_ip', '127.0.0.1', '--nounixsocket'],
      ready: { port },
    });
    try {
      const message = await messageOf(
        connectMongo({ uri: `mongodb://127.0.0.1:${port}/x?directConnection=true`, logger }),
      );
      expect(message).toContain(`127.0.0.1:${port} is a standalone server`);
      expect(message).toContain('--replSet');
      expect(mongoose.connection.readyState).toBe(0);
    } finally {
      peer.kill('SIGKILL');
      await peer.exited;
      rmSync(dir, { recursive: true, force: true });
    }
  });

  it('says in one sentence when no server answers, without the password', async () => {
    const port = await freePort();
    const message = await messageOf(connectMongo({ uri: `mongodb://me:hunter2@127.0.0.1:${port}/x`, logger }));
    expect(message).toContain(`MongoDB at 127.0.0.1:${port} cannot be used`);
    expect(message).not.toContain('hunter2');
  });
});

describe('prepareDatabase', () => {
  it('creates every collection and index, tenant first, twice without harm', async () => {
    const connection = await connectMongo({ uri: testMongo().uri, logger });
    await prepareDatabase(connection);
    await prepareDatabase(connection);
    const keys = (await Sample.collection.indexes()).map((index) => Object.keys(index.key));
    expect(keys).toContainEqual(['tenantId', 'name']);
    const ttl = (await connection.collection('outbox').indexes()).find(
      (index) => index['expireAfterSeconds'] !== undefined,
    );
    expect(ttl?.key).toEqual({ relayedAt: 1 });
  });

  it('refuses a collection that no model owns', async () => {
    const connection = await connectMongo({ uri: testMongo().uri, logger });
    await connection.db!.createCollection('left_over');
    expect(await messageOf(prepareDatabase(connection))).toContain('left_over');
  });

  it('runs each migration once and in order, whoever starts at the same time', async () => {
    const connection = await connectMongo({ uri: testMongo().uri, logger });
    const runs: string[] = [];
    const migration = (id: string): Migration => ({ id, up: async () => void runs.push(id) });
    const all = [migration('2026-01-01-first'), migration('2026-01-02-second')];
    await Promise.all([1, 2, 3].map(() => prepareDatabase(connection, { migrations: all })));
    expect(runs).toEqual(['2026-01-01-first', '2026-01-02-second']);
    await prepareDatabase(connection, { migrations: [...all, migration('2026-01-03-third')] });
    expect(runs).toEqual(['2026-01-01-first', '2026-01-02-second', '2026-01-03-third']);
  });

  it('stops at a migration that fails, and takes it up at the next start', async () => {
    const connection = await connectMongo({ uri: testMongo().uri, logger });
    const runs: string[] = [];
    let broken = true;
    const migrations: Migration[] = [
      { id: '1', up: async () => void runs.push('1') },
      {
        id: '2',
        up: async () => {
          if (broken) throw new Error('disk full');
          runs.push('2');
        },
      },
      { id: '3', up: async () => void runs.push('3') },
    ];
    expect(await messageOf(prepareDatabase(connection, { migrations }))).toBe('disk full');
    expect(runs).toEqual(['1']);
    broken = false;
    await prepareDatabase(connection, { migrations });
    expect(runs).toEqual(['1', '2', '3']);
  });
});
