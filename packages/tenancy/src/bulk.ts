import { mongo, type AnyBulkWriteOperation, type ClientSession, type Model } from 'mongoose';
import { isDuplicateKey } from './duplicate-key.ts';
import { UnscopedOperation } from './errors.ts';
import { ownerOf } from './guards/document-guard.ts';
import { scopeFilter } from './guards/filter-guard.ts';
import { TENANT_FIELD, type PlainObject } from './guards/plain.ts';
import type { AnyModel } from './registry.ts';
import { fieldsOf, sessionOf, tenantScope } from './model-context.ts';
import type { TenantScope } from './scope.ts';

/** Rows of one command: large enough that the round trip vanishes, small enough that other work comes between. */
const CHUNK_ROWS = 500;

export interface BulkInsertResult {
  readonly inserted: number;
  /** Positions in the input of the rows that a unique index already holds: an import that is run again reports them all. */
  readonly duplicates: readonly number[];
}

export interface UpsertRow<T> {
  /** What identifies the row within the tenant; covered by a unique index. */
  readonly match: Partial<T>;
  /** Written in any case. */
  readonly set?: Partial<T>;
  /** Written only when the row is new; must bring the `_id` unless `match` does. */
  readonly setOnInsert?: Partial<T>;
}

export interface BulkUpsertResult {
  readonly inserted: number;
  readonly matched: number;
}

/**
 * Inserts rows for the current tenant through the driver, in chunks of 500: 16 times cheaper than `insertMany` because
 * nothing is hydrated, cast or validated. The caller has parsed the rows; only their field names and `_id` are checked.
 * `createdAt` and `updatedAt` are filled in where the schema has timestamps. Rows that exist already are counted, not thrown;
 * inside a transaction they end it, as any error does, and are thrown.
 * @throws TenantContextMissing, TenantMismatch; UnscopedOperation for an unknown field or a row without `_id`
 */
export async function bulkInsert<T>(model: Model<T>, rows: readonly Partial<T>[]): Promise<BulkInsertResult> {
  const scope = tenantScope(model, 'bulkInsert');
  const stamp = timestamps(model, new Date());
  const fields = fieldsOf(model);
  let inserted = 0;
  const duplicates: number[] = [];
  for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
    const documents = rows.slice(start, start + CHUNK_ROWS).map((row) => {
      const owner = ownerOf(row, scope, model.modelName);
      requireRow(row as PlainObject, fields, model.modelName);
      const document = { ...row, [TENANT_FIELD]: owner } as PlainObject;
      return stamp === NO_STAMP ? document : { ...stamp.created, ...stamp.updated, ...document };
    });
    const outcome = await insertChunk(model, documents);
    inserted += outcome.inserted;
    for (const index of outcome.duplicates) duplicates.push(start + index);
  }
  return { inserted, duplicates };
}

async function insertChunk(
  model: AnyModel,
  documents: PlainObject[],
): Promise<{ inserted: number; duplicates: number[] }> {
  const { session } = sessionOf(model);
  if (session !== undefined) return insertInTransaction(model, documents, session);
  try {
    const { insertedCount } = await model.collection.insertMany(documents as never, { ordered: false });
    return { inserted: insertedCount, duplicates: [] };
  } catch (error) {
    const failure = duplicatesOnly(error);
    return { inserted: failure.insertedCount, duplicates: failure.indexes };
  }
}

/**
 * Within a transaction a chunk is one command, all or nothing: what the driver's bulk machinery adds (splitting, retries,
 * counting what failed) costs as much as the insert of a few rows, and none of it can happen here.
 */
async function insertInTransaction(model: AnyModel, documents: PlainObject[], session: ClientSession) {
  const command = { insert: model.collection.collectionName, documents };
  const { n, writeErrors } = await model.db.db!.command(command, { session });
  if (writeErrors !== undefined) throw new mongo.MongoServerError((writeErrors as mongo.Document[])[0]!);
  return { inserted: n as number, duplicates: [] };
}

/**
 * Updates or inserts rows of the current tenant through the driver, in chunks of 500, without casting or validation.
 * Two runs at once may both try to insert a row; the one that loses is retried once and then updates it.
 * @throws TenantContextMissing, TenantMismatch; UnscopedOperation for an unknown field or a new row without `_id`
 */
export async function bulkUpsert<T>(model: Model<T>, rows: readonly UpsertRow<T>[]): Promise<BulkUpsertResult> {
  const scope = tenantScope(model, 'bulkUpsert');
  const stamp = timestamps(model, new Date());
  const fields = fieldsOf(model);
  let inserted = 0;
  let matched = 0;
  for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
    const chunk = rows
      .slice(start, start + CHUNK_ROWS)
      .map((row) => upsertStatement(row, scope, model.modelName, fields, stamp));
    let outcome = await upsertChunk(model, chunk);
    inserted += outcome.inserted;
    matched += outcome.matched;
    if (outcome.retry.length > 0) {
      outcome = await upsertChunk(model, outcome.retry);
      if (outcome.retry.length > 0) throw outcome.error;
      inserted += outcome.inserted;
      matched += outcome.matched;
    }
  }
  return { inserted, matched };
}

/** One row of the current tenant to change. */
export interface UpdateRow<T> {
  /** What identifies the row within the tenant; covered by an index. */
  readonly match: Partial<T>;
  readonly set: Partial<T>;
}

/**
 * Changes rows of the current tenant through the driver, in chunks of 500, without casting or validation; a row that is not
 * there is passed over. `updatedAt` is set where the schema has timestamps.
 * @returns how many rows matched
 * @throws TenantContextMissing, TenantMismatch; UnscopedOperation for an unknown field
 */
export async function bulkUpdate<T>(model: Model<T>, rows: readonly UpdateRow<T>[]): Promise<number> {
  const scope = tenantScope(model, 'bulkUpdate');
  const stamp = timestamps(model, new Date());
  const fields = fieldsOf(model);
  let matched = 0;
  for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
    const chunk = rows.slice(start, start + CHUNK_ROWS).map(({ match, set }): AnyBulkWriteOperation => {
      const filter: PlainObject = { ...match };
      requireFields({ ...filter, ...set }, fields, model.modelName);
      scopeFilter(filter, scope, model.modelName);
      return { updateOne: { filter, update: { $set: { ...stamp.updated, ...set } } } };
    });
    const result = await model.collection.bulkWrite(chunk as never, { ordered: false, ...sessionOf(model) });
    matched += result.matchedCount;
  }
  return matched;
}

function upsertStatement<T>(
  row: UpsertRow<T>,
  scope: TenantScope,
  model: string,
  fields: ReadonlySet<string>,
  stamp: Stamp,
): AnyBulkWriteOperation {
  const filter: PlainObject = { ...row.match };
  const set: PlainObject = { ...stamp.updated, ...row.set };
  const setOnInsert: PlainObject = { ...stamp.created, ...row.setOnInsert };
  requireRow({ ...filter, ...setOnInsert, ...set }, fields, model);
  // the server refuses an operator without a field
  const update: PlainObject = {};
  if (Object.keys(set).length > 0) update['$set'] = set;
  if (Object.keys(setOnInsert).length > 0) update['$setOnInsert'] = setOnInsert;
  // that the update leaves the owner alone is checked by the guarded collection, as for every statement
  scopeFilter(filter, scope, model);
  return { updateOne: { filter, update, upsert: true } };
}

interface UpsertOutcome {
  readonly inserted: number;
  readonly matched: number;
  readonly retry: AnyBulkWriteOperation[];
  readonly error?: unknown;
}

async function upsertChunk(model: AnyModel, statements: AnyBulkWriteOperation[]): Promise<UpsertOutcome> {
  try {
    const result = await model.collection.bulkWrite(statements as never, { ordered: false, ...sessionOf(model) });
    return { inserted: result.upsertedCount, matched: result.matchedCount, retry: [] };
  } catch (error) {
    const failure = duplicatesOnly(error);
    const retry = failure.indexes.map((index) => statements[index]!);
    return { inserted: failure.upsertedCount, matched: failure.matchedCount, retry, error };
  }
}

/** The positions of duplicate rows when a bulk failed for nothing else; any other failure is thrown on. */
function duplicatesOnly(error: unknown) {
  const failure = error as Partial<mongo.MongoBulkWriteError>;
  const writeErrors = failure.writeErrors === undefined ? [] : [failure.writeErrors].flat();
  if (writeErrors.length === 0 || !writeErrors.every(isDuplicateKey)) throw error;
  return {
    indexes: writeErrors.map(({ index }) => index),
    insertedCount: failure.insertedCount ?? 0,
    upsertedCount: failure.upsertedCount ?? 0,
    matchedCount: failure.matchedCount ?? 0,
  };
}

function requireFields(row: PlainObject, fields: ReadonlySet<string>, model: string): void {
  for (const field in row) {
    if (!fields.has(field)) throw new UnscopedOperation(`${model} has no field ${field}`);
  }
}

function requireRow(row: PlainObject, fields: ReadonlySet<string>, model: string): void {
  requireFields(row, fields, model);
  if (typeof row['_id'] !== 'string') throw new UnscopedOperation(`${model}: a row of a bulk must bring its _id`);
}

interface Stamp {
  readonly created: PlainObject;
  readonly updated: PlainObject;
}

const NO_STAMP: Stamp = { created: {}, updated: {} };

function timestamps(model: AnyModel, now: Date): Stamp {
  const fields = (model.schema as { $timestamps?: { createdAt?: string | false; updatedAt?: string | false } })
    .$timestamps;
  if (fields === undefined) return NO_STAMP;
  return {
    created: fields.createdAt ? { [fields.createdAt]: now } : {},
    updated: fields.updatedAt ? { [fields.updatedAt]: now } : {},
  };
}
