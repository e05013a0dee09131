import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { defineGlobalModel, isDuplicateKey } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import mongoose, { type Connection } from 'mongoose';
import type { Logger } from '../logger.ts';

/** One change of stored data. It may run again after a crash, so it must bear a second run. */
export interface Migration {
  /** Sorts as it runs, e.g. `2026-03-01-split-names`. Never changed once released. */
  readonly id: string;
  up(connection: Connection): Promise<void>;
}

const MigrationModel = defineGlobalModel(
  'Migration',
  new mongoose.Schema({
    _id: { type: String, required: true },
    /** Set on a migration that was run. */
    appliedAt: Date,
    durationMs: Number,
    /** Set on the lock document only. */
    holder: String,
    leaseUntil: Date,
  }),
  'Changes of stored data concern the whole database, before any tenant is served.',
  { collection: 'migrations' },
);

const LOCK_ID = 'lock';
/** A runner that died frees the lock after this; a living one renews it in time. */
const LEASE_MS = 30_000;
const RETRY_MS = 250;

/**
 * Runs the migrations that this database has not seen, in order and in one process at a time; the others wait.
 * @throws the error of a migration that fails; those after it are not run
 */
export async function runMigrations(
  connection: Connection,
  migrations: readonly Migration[],
  logger?: Logger,
): Promise<void> {
  if ((await pending(migrations)).length === 0) return;
  const holder = `${hostname()}:${process.pid}:${Math.random().toString(36).slice(2)}`;
  await acquire(holder);
  const renewal = setInterval(() => void renew(holder).catch(() => undefined), LEASE_MS / 3);
  try {
    for (const migration of await pending(migrations)) {
      const startedAt = performance.now();
      await runAsSystem(`migration ${migration.id}`, () => migration.up(connection));
      const durationMs = Math.round(performance.now() - startedAt);
      await MigrationModel.updateOne(
        { _id: migration.id },
        { $set: { appliedAt: new Date(), durationMs } },
        // oxlint-disable-next-line stageline/retried-upsert -- under the lock
        { upsert: true },
      );
      logger?.info({ migration: migration.id, durationMs }, 'migration applied');
    }
  } finally {
    clearInterval(renewal);
    await MigrationModel.deleteOne({ _id: LOCK_ID, holder });
  }
}

async function pending(migrations: readonly Migration[]): Promise<Migration[]> {
  if (migrations.length === 0) return [];
  const ids = migrations.map(({ id }) => id);
  const done = await MigrationModel.find({ _id: { $in: ids }, appliedAt: { $exists: true } }, { _id: 1 }).lean();
  const applied = new Set(done.map(({ _id }) => _id));
  return migrations.filter(({ id }) => !applied.has(id));
}

/** Takes the lock, waiting for its holder to finish or to miss its renewal. */
async function acquire(holder: string): Promise<void> {
  for (;;) {
    try {
      const now = new Date();
      await MigrationModel.updateOne(
        { _id: LOCK_ID, leaseUntil: { $lt: now } },
        { $set: { holder, leaseUntil: new Date(now.getTime() + LEASE_MS) } },
        // oxlint-disable-next-line stageline/retried-upsert -- who comes second waits
        { upsert: true },
      );
      return;
    } catch (error) {
      // the lock is held: the filter missed it and the insert collided with it
      if (!isDuplicateKey(error)) throw error;
      await delay(RETRY_MS);
    }
  }
}

async function renew(holder: string): Promise<void> {
  await MigrationModel.updateOne({ _id: LOCK_ID, holder }, { $set: { leaseUntil: new Date(Date.now() + LEASE_MS) } });
}
