import type { Schema } from 'mongoose';
import { TenancyModelError } from './errors.ts';
import { TENANT_FIELD } from './guards/plain.ts';
import type { SystemIndex } from './registry.ts';

export type IndexFields = Record<string, unknown>;
export type IndexEntry = [fields: IndexFields, options: Record<string, unknown>];

/** Index kinds that the server allows only alone or as the first key, so the tenant cannot lead. */
const CANNOT_FOLLOW = new Set(['2d', 'hashed']);

/**
 * The indexes of a tenant model: the tenant put in front of each one that the schema declares, on a field or by `index()`,
 * then the system indexes. Every query carries the tenant, so an index without it would read other tenants' entries. A model
 * that declares none gets `{ tenantId, _id }`, so that a list or a count never walks the whole collection.
 * @throws TenancyModelError for an index that the tenant cannot lead
 */
export function tenantIndexes(schema: Schema, name: string, systemIndexes: readonly SystemIndex[]): IndexEntry[] {
  const declared = (schema.indexes() as IndexEntry[]).map((index) => leadWithTenant(index, name));
  const covering = declared.some(
    ([fields, options]) => leads(fields) && !options['partialFilterExpression'] && !options['sparse'],
  );
  const entries: IndexEntry[] = covering
    ? declared
    : [...declared, [{ [TENANT_FIELD]: 1, _id: 1 }, { background: true }]];
  for (const { fields, options, reason } of systemIndexes) {
    if (options && 'unique' in options) throw new TenancyModelError(`${name}: a system index cannot be unique`);
    if (reason.trim() === '') throw new TenancyModelError(`${name}: a system index needs a reason`);
    entries.push([fields as IndexFields, { background: true, ...options }]);
  }
  return entries;
}

function leadWithTenant([fields, options]: IndexEntry, name: string): IndexEntry {
  if (isTtl(options) || leads(fields)) return [fields, options];
  if (TENANT_FIELD in fields) throw new TenancyModelError(`${name}: ${TENANT_FIELD} must be the first key of an index`);
  if (
    Object.keys(fields).some((field) => field.includes('$**')) ||
    Object.values(fields).some((kind) => CANNOT_FOLLOW.has(String(kind)))
  ) {
    throw new TenancyModelError(`${name}: the index ${JSON.stringify(fields)} cannot begin with ${TENANT_FIELD}`);
  }
  return [{ [TENANT_FIELD]: 1, ...fields }, options];
}

/** Whether the tenant is an index's first key. */
export function leads(fields: IndexFields): boolean {
  return Object.keys(fields)[0] === TENANT_FIELD;
}

/** Whether an index makes documents expire. The server allows that on a single field only, and it is never read by. */
export function isTtl(options: Record<string, unknown>): boolean {
  return options['expireAfterSeconds'] !== undefined;
}
