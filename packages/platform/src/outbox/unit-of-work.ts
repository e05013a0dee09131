import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ProblemError, type EventDefinition, type EventId, type TenantId } from '@stageline/contracts';
import { bulkInsert, currentTenantId, isDuplicateKey, runInTenant } from '@stageline/tenancy';
import type { ClientSession, Connection } from 'mongoose';
import type { z } from 'zod';
import { newId } from '../ids.ts';
import { logContext } from '../log-context.ts';
import type { Logger } from '../logger.ts';
import { OutboxRowModel, type OutboxRow } from './models.ts';

/** What may be done with a running transaction besides reading and writing. */
export interface Transaction {
  /**
   * Publishes an event of the current tenant, if and when the transaction commits.
   * @throws ZodError when the payload does not fit, TenantContextMissing outside a tenant
   */
  record<E extends EventDefinition>(event: E, payload: z.input<E['payload']>): EventId;
  /** Runs `fn` once the transaction has committed. It may not matter: a crash in between loses it; what matters is an event. */
  afterCommit(fn: () => unknown): void;
}

export interface UnitOfWork {
  /**
   * Runs `fn` in one transaction: every model operation inside belongs to it, with no session to hand around. `fn` may run
   * several times, when another transaction wrote the same documents, so it keeps its effects to the database and its
   * operations one after another. Inside another `run` it joins that one; if it throws there, the whole is rolled back even
   * where the error is caught, because MongoDB knows no half of a transaction.
   * @throws what `fn` throws; ProblemError `unavailable` when the writes still collide after 8 s
   */
  run<T>(fn: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Whether the caller is inside a `run`, which another one would join. */
  isRunning(): boolean;
}

export interface UnitOfWorkOptions {
  readonly connection: Connection;
  /** Called after a commit with events, to relay them now and not at the next poll; see `createNudge`. */
  readonly nudge: () => void;
  readonly logger?: Logger;
}

/**
 * Writes that collide are tried again for this long. It outlasts the transaction of a process that was killed, which keeps its
 * documents locked until the server gives it up (`transactionLifetimeLimitSeconds`, 5 s where we start the server).
 */
const RETRY_MS = 8000;
const FIRST_WAIT_MS = 5;
const MAX_WAIT_MS = 200;
const EPOCH = new Date(0);

/** One attempt: what was recorded in it. */
interface Attempt extends Transaction {
  readonly connection: Connection;
  readonly rows: OutboxRow[];
  readonly callbacks: (() => unknown)[];
  open: boolean;
  /** Set when a joined run threw: then nothing may be committed. */
  doomed: { readonly error: unknown } | undefined;
}

/** What runs in a transaction finds here: mongoose the session, for its operations, and we the attempt. */
interface Running {
  readonly session: ClientSession;
  readonly attempt: Attempt;
}

/** mongoose's own storage (option `transactionAsyncLocalStorage`), so that a transaction enters one and not two. */
function storageOf(connection: Connection): AsyncLocalStorage<Running> {
  const base = connection.base as { transactionAsyncLocalStorage?: AsyncLocalStorage<Running> };
  if (base.transactionAsyncLocalStorage !== undefined) return base.transactionAsyncLocalStorage;
  throw new Error('A unit of work needs a mongoose with the option transactionAsyncLocalStorage');
}

/** A write conflict, taken out of the driver's hands: it would retry at once and for two minutes. */
class Collision extends Error {}

/** Makes the one way to write several documents, or documents and events, together. */
export function createUnitOfWork({ connection, nudge, logger }: UnitOfWorkOptions): UnitOfWork {
  const running = storageOf(connection);

  const present = (): Attempt | undefined => {
    const outer = running.getStore()?.attempt;
    return outer?.open && outer.connection === connection ? outer : undefined;
  };

  return {
    run(fn) {
      const outer = present();
      return outer === undefined ? runAttempts(fn) : join(outer, fn);
    },
    isRunning: () => present() !== undefined,
  };

  /**
   * mongoose's `connection.transaction` without what that keeps for documents which are saved in several attempts: nobody
   * here holds one across them, and it costs as much as a small insert.
   */
  async function inTransaction<T>(work: (session: ClientSession) => Promise<T>): Promise<T> {
    const session = await connection.startSession();
    try {
      // the driver calls this again by itself when the commit collides
      return await session.withTransaction(() => work(session));
    } finally {
      session.endSession().catch(() => undefined);
    }
  }

  async function runAttempts<T>(fn: (tx: Transaction) => Promise<T>): Promise<T> {
    const deadline = performance.now() + RETRY_MS;
    let attempts = 0;
    let duplicateSeen = false;
    for (;;) {
      let attempt: Attempt | undefined;
      try {
        const result = await inTransaction(async (session) => {
          attempts += 1;
          if (performance.now() > deadline) throw new ProblemError('unavailable', { retryAfterSeconds: 1 });
          const begun = (attempt = newAttempt(connection));
          return running.run({ session, attempt: begun }, () => runOnce(begun, fn));
        });
        if (attempt !== undefined) await committed(attempt);
        return result;
      } catch (error) {
        const cause = error instanceof Collision ? error.cause : error;
        // two upserts of one key may both insert; the one that lost finds the document at its second attempt
        const lostUpsert: boolean = !duplicateSeen && isDuplicateKey(cause);
        duplicateSeen ||= lostUpsert;
        if (!lostUpsert && !(error instanceof Collision)) throw error;
        if (performance.now() > deadline) throw new ProblemError('unavailable', { retryAfterSeconds: 1, cause });
        await delay(Math.random() * Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** attempts));
      }
    }
  }

  async function committed(attempt: Attempt): Promise<void> {
    if (attempt.rows.length > 0) nudge();
    for (const callback of attempt.callbacks) {
      try {
        await callback();
      } catch (err) {
        logger?.error({ err }, 'failed after a commit');
      }
    }
  }
}

async function join<T>(outer: Attempt, fn: (tx: Transaction) => Promise<T>): Promise<T> {
  try {
    return await fn(outer);
  } catch (error) {
    outer.doomed ??= { error };
    throw error;
  }
}

async function runOnce<T>(attempt: Attempt, fn: (tx: Transaction) => Promise<T>): Promise<T> {
  try {
    const result = await fn(attempt);
    if (attempt.doomed !== undefined) throw attempt.doomed.error;
    await insertRows(attempt.rows);
    return result;
  } catch (error) {
    throw isCollision(error) ? new Collision('write conflict', { cause: error }) : error;
  } finally {
    attempt.open = false;
  }
}

function newAttempt(connection: Connection): Attempt {
  const attempt: Attempt = {
    connection,
    rows: [],
    callbacks: [],
    open: true,
    doomed: undefined,
    record(event, payload) {
      requireOpen(attempt);
      const row = toRow(event, payload);
      attempt.rows.push(row);
      return row._id as EventId;
    },
    afterCommit(fn) {
      requireOpen(attempt);
      attempt.callbacks.push(fn);
    },
  };
  return attempt;
}

function requireOpen(attempt: Attempt): void {
  if (!attempt.open) throw new Error('This transaction is over');
}

function toRow(event: EventDefinition, payload: unknown): OutboxRow {
  const { requestId, actorId } = logContext();
  return {
    _id: newId('evt'),
    tenantId: currentTenantId(),
    event: event.name,
    version: event.version,
    payload: event.payload.parse(payload),
    recordedAt: new Date(),
    traceId: requestId ?? randomUUID(),
    actor: actorId ?? null,
    relayed: false,
    claim: null,
    leaseUntil: EPOCH,
  };
}

/** One insert per tenant; there is more than one only where the platform writes for several. */
async function insertRows(rows: readonly OutboxRow[]): Promise<void> {
  for (const tenantId of new Set(rows.map((row) => row.tenantId))) {
    const own = rows.filter((row) => row.tenantId === tenantId);
    const { inserted } = await runInTenant(tenantId as TenantId, () => bulkInsert(OutboxRowModel, own));
    if (inserted !== own.length) throw new Error('The outbox did not take every event');
  }
}

function isCollision(error: unknown): boolean {
  const labelled = error as { hasErrorLabel?: (label: string) => boolean } | null;
  return typeof labelled?.hasErrorLabel === 'function' && labelled.hasErrorLabel('TransientTransactionError');
}
