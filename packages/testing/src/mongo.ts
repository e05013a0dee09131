import { randomBytes } from 'node:crypto';
import { probeEveryClient, type DriverProbe } from '@stageline/tenancy/testing';
import mongoose from 'mongoose';
import { afterFile } from './jest/cleanups.ts';
import { requiredEnv } from './required-env.ts';

/**
 * Watches every command that a test file sends to MongoDB. A test whose command on a tenant's collection does not
 * constrain the tenant fails in the hook below, in whatever file this module is imported at the top.
 */
export const driverProbe: DriverProbe = probeEveryClient();
(globalThis as { afterEach?: (hook: () => void) => void }).afterEach?.(() => driverProbe.assertClean());

/** A database of its own on the run's MongoDB. */
export interface TestMongo {
  uri: string;
  /** The database's name. */
  name: string;
  /** Drops every collection. Happens by itself after the test file. */
  drop(): Promise<void>;
}

/** A fresh, uniquely named database; emptied after the test file. Nothing is created until something is written. */
export function testMongo(): TestMongo {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const uri = new URL(requiredEnv('TEST_MONGODB_URI'));
  uri.pathname = `/${name}`;
  const drop = afterFile(async () => {
    const client = await new mongoose.mongo.MongoClient(uri.href).connect();
    // `dropDatabase` locks the whole server, and would first wait for the transactions that killed processes left open.
    for (const collection of await client.db().collections()) await collection.drop();
    await client.close();
  });
  return { uri: uri.href, name, drop };
}
