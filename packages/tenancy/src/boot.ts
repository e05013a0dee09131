import type { Connection } from 'mongoose';
import { TenancyModelError } from './errors.ts';
import { TENANT_FIELD } from './guards/plain.ts';
import { isTtl, leads, type IndexEntry, type IndexFields } from './indexes.ts';
import { allModels, modelOfCollection, tenantModels, type AnyModel, type TenantModelEntry } from './registry.ts';

/** Server codes: the collection was created meanwhile by another process. */
const NAMESPACE_EXISTS = 48;
/** There is no such collection; there is no such index. */
const NOT_THERE = new Set<unknown>([26, 27]);

/**
 * Checks every model of the connection: made by one of our two constructors, owner required and immutable, every index
 * led by the tenant. Run at boot, before the first request.
 * @throws TenancyModelError naming every fault found
 */
export function assertModelsAreScoped(connection: Connection): void {
  const known = new Set<unknown>(allModels().map((entry) => entry.model));
  const faults: string[] = [];
  for (const name of connection.modelNames()) {
    if (!known.has(connection.model(name))) {
      faults.push(`${name} was made by neither defineTenantModel nor defineGlobalModel`);
    }
  }
  for (const entry of tenantModels()) faults.push(...modelFaults(entry));
  throwFaults(faults);
}

function modelFaults(entry: TenantModelEntry): string[] {
  const owner = entry.model.schema.path(TENANT_FIELD);
  const faults: string[] = [];
  if (owner?.isRequired !== true || owner.options['immutable'] !== true) {
    faults.push(`${entry.name}.${TENANT_FIELD} must be required and immutable`);
  }
  const allowed = new Set(entry.systemIndexes.map((index) => JSON.stringify(index.fields)));
  for (const [fields, options] of entry.model.schema.indexes() as IndexEntry[]) {
    const fault = indexFault(fields, options, allowed);
    if (fault) faults.push(`${entry.name}: the index ${JSON.stringify(fields)} ${fault}`);
  }
  return faults;
}

function indexFault(
  fields: IndexFields,
  options: Record<string, unknown>,
  systemIndexes: Set<string>,
): string | undefined {
  if (leads(fields)) return undefined;
  if (options['unique']) return `is unique and must begin with ${TENANT_FIELD}`;
  if (isTtl(options) || systemIndexes.has(JSON.stringify(fields))) return undefined;
  return `must begin with ${TENANT_FIELD}, or be declared as a system index with a reason`;
}

/**
 * Checks the database itself: every collection belongs to a model, and no unique index of a tenant collection, left by
 * an older version or made by hand, reaches across tenants.
 * @throws TenancyModelError naming every fault found
 */
export async function assertCollectionsKnown(connection: Connection): Promise<void> {
  const faults: string[] = [];
  const collections = await listCollections(connection);
  for (const name of collections) {
    if (!modelOfCollection(name)) faults.push(`the collection ${name} belongs to no model`);
  }
  await Promise.all(
    tenantModels().map(async ({ model }) => {
      if (!collections.has(model.collection.collectionName)) return;
      for (const index of await model.collection.indexes()) {
        if (index['unique'] === true && !leads(index.key)) {
          faults.push(
            `${model.collection.collectionName}: the unique index ${String(index.name)} must begin with ${TENANT_FIELD}`,
          );
        }
      }
    }),
  );
  throwFaults(faults);
}

/**
 * Creates every missing collection and index. Run at boot: the servers we support down to 4.0 create no collection inside
 * a transaction, and an index built under load slows all tenants.
 * @throws TenancyModelError when the database has an index of that name or on those keys with other options
 */
export async function createCollectionsAndIndexes(connection: Connection): Promise<void> {
  const existing = await listCollections(connection);
  for (const { model } of allModels()) {
    if (!existing.has(model.collection.collectionName)) await createCollection(model);
    await createIndexes(model);
  }
}

async function createCollection(model: AnyModel): Promise<void> {
  try {
    await model.createCollection();
  } catch (error) {
    if ((error as { code?: unknown }).code !== NAMESPACE_EXISTS) throw error;
  }
}

async function createIndexes(model: AnyModel): Promise<void> {
  const indexes = (model.schema.indexes() as IndexEntry[]).map(([key, { _autoIndex, ...options }]) => ({
    ...options,
    key,
  }));
  if (indexes.length === 0) return;
  try {
    await model.collection.createIndexes(indexes as Parameters<typeof model.collection.createIndexes>[0]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TenancyModelError(
      `${model.modelName}: its indexes could not be created, change them by a migration: ${reason}`,
    );
  }
}

/**
 * Removes indexes that an older version made, for a migration; one that is not there is passed over, and what somebody else
 * has made in the database stays.
 * @param names as the server names them, such as `tenantId_1_email_1`
 * @throws TenancyModelError for an index that the model still has: the next start would build it again
 */
export async function dropIndexes(model: AnyModel, names: readonly string[]): Promise<void> {
  const present = (model.schema.indexes() as IndexEntry[]).map(([key, { name }]) => String(name ?? serverName(key)));
  const kept = names.find((name) => present.includes(name));
  if (kept !== undefined) throw new TenancyModelError(`${model.modelName}: the index ${kept} is not a former one`);
  for (const name of names) {
    try {
      await model.collection.dropIndex(name);
    } catch (error) {
      if (!NOT_THERE.has((error as { code?: unknown }).code)) throw error;
    }
  }
}

async function listCollections(connection: Connection): Promise<Set<string>> {
  const { db } = connection;
  if (!db) throw new TenancyModelError('The boot checks need an open connection');
  const found = await db.listCollections({}, { nameOnly: true }).toArray();
  return new Set(found.map(({ name }) => name).filter((name) => !name.startsWith('system.')));
}

function throwFaults(faults: readonly string[]): void {
  if (faults.length > 0) throw new TenancyModelError(`Tenancy check failed:\n- ${faults.join('\n- ')}`);
}

/** What the server calls an index that nobody has named. */
const serverName = (key: IndexFields): string =>
  Object.entries(key)
    .map(([field, direction]) => `${field}_${String(direction)}`)
    .join('_');
