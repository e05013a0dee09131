import { randomBytes } from 'node:crypto';
import { modelOfCollection, probeEveryClient, type DriverProbe } from '@stageline/tenancy/testing';
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

const used = new Map<string, number>();

/**
 * An empty database for collections of the product. Jest runs one file at a time in each worker, so a worker's databases
 * go from file to file: they keep their collections and indexes, and lose their documents here.
 *
 * The product has far more than 100 collections, of which each and each of their indexes is a file of MongoDB's. Made and
 * dropped anew for every test file, they crowd the one page of WiredTiger's metadata that every creation reads, and
 * whatever creates a collection while a checkpoint runs waits for it: for 5 to 17 s on an idle machine, for 50 s on a busy one.
 * @param part the collections that are made in it: all of the product, or those of the modules that a bed consists of,
 *   in whose databases a collection that has no model in this process is dropped
 */
export async function productMongo(part: 'whole' | 'features' | 'site'): Promise<{ readonly uri: string }> {
  const number = used.get(part) ?? 0;
  used.set(part, number + 1);
  const uri = new URL(requiredEnv('TEST_MONGODB_URI'));
  uri.pathname = `/${part}_${process.env['JEST_WORKER_ID'] ?? 1}_${number}`;
  await removeDocuments(uri.href, (name) => part === 'whole' || modelOfCollection(name) !== undefined);
  return { uri: uri.href };
}

/** Empties the collections of a database that stay, and drops the others. */
export async function removeDocuments(uri: string, stays: (collection: string) => boolean): Promise<void> {
  const client = await new mongoose.mongo.MongoClient(uri).connect();
  // The probe is for what the product and its tests send.
  client.removeAllListeners('commandStarted');
  const collections = await client.db().collections();
  await Promise.all(
    collections.map((collection) => (stays(collection.collectionName) ? collection.deleteMany({}) : collection.drop())),
  );
  await client.close();
}
