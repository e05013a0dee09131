import type { HydratedDocument } from 'mongoose';
import { UnscopedOperation } from '../errors.ts';
import type { Scope } from '../scope.ts';
import { ownerOf, scopeDocument } from './document-guard.ts';
import { scopeFilter } from './filter-guard.ts';
import { assertPlain, isObject, TENANT_FIELD, type PlainObject } from './plain.ts';
import { checkUpdate, requireFilterTenant, scopeReplacement } from './update-guard.ts';

/**
 * Guards the rows of an `insertMany` in place. Plain rows of an ordinary call are stamped when mongoose validates them; the
 * rows of a `lean` call go to the driver as they are, so their stamped copies take their place.
 * @throws TenantMismatch, UnscopedOperation
 */
export function scopeInsertMany(rows: unknown, options: unknown, scope: Scope, model: string): void {
  const lean = isObject(options) && Boolean(options['lean']);
  if (!Array.isArray(rows)) {
    if (lean) throw new UnscopedOperation(`${model}: a lean insertMany takes an array`);
    scopeRow(rows, scope, model);
    return;
  }
  for (let index = 0; index < rows.length; index += 1) {
    const owner = scopeRow(rows[index], scope, model);
    if (lean && owner !== undefined) rows[index] = { ...(rows[index] as PlainObject), [TENANT_FIELD]: owner };
  }
}

/** Checks a row; returns the owner to stamp on it when it is a plain object. */
function scopeRow(row: unknown, scope: Scope, model: string): string | undefined {
  if (isDocument(row)) {
    scopeDocument(row, scope, model);
    return undefined;
  }
  return ownerOf(row, scope, model);
}

/**
 * Guards every statement of a `bulkWrite`; the guarded statements take the place of the caller's in the array.
 * @throws TenantMismatch, UnscopedOperation
 */
export function scopeBulkWrite(operations: unknown, scope: Scope, model: string): void {
  if (!Array.isArray(operations)) throw new UnscopedOperation(`${model}: bulkWrite takes an array`);
  for (let index = 0; index < operations.length; index += 1) {
    operations[index] = scopeStatement(operations[index], scope, model);
  }
}

function scopeStatement(statement: unknown, scope: Scope, model: string): PlainObject {
  assertPlain(statement, model, 'bulk statement');
  const [operation, ...others] = Object.keys(statement);
  // the driver takes the first operation it knows of a statement with several: what was checked must be what runs
  if (operation === undefined || others.length > 0) {
    throw new UnscopedOperation(`${model}: a bulk statement has exactly one operation`);
  }
  const body = statement[operation];
  assertPlain(body, model, operation);
  if (operation === 'insertOne')
    return { insertOne: { ...body, document: scopedInsert(body['document'], scope, model) } };
  const filter = body['filter'];
  assertPlain(filter, model, 'filter');
  const scoped: PlainObject = { ...body, filter: { ...filter } };
  scopeFilter(scoped['filter'] as PlainObject, scope, model);
  switch (operation) {
    case 'updateOne':
    case 'updateMany':
      checkUpdate(body['update'], model);
      if (scope.kind === 'system' && body['upsert'] === true) requireFilterTenant(filter, model, 'upsert');
      break;
    case 'replaceOne':
      scoped['replacement'] = scopeReplacement(body['replacement'], filter, scope, model);
      break;
    case 'deleteOne':
    case 'deleteMany':
      break;
    default:
      throw new UnscopedOperation(`${model}: ${operation} is not a known bulk operation`);
  }
  return { [operation]: scoped };
}

function scopedInsert(document: unknown, scope: Scope, model: string): unknown {
  if (isDocument(document)) {
    scopeDocument(document, scope, model);
    return document;
  }
  return { ...(document as PlainObject), [TENANT_FIELD]: ownerOf(document, scope, model) };
}

/** Whether a value is a mongoose document, by the state that each of them carries. */
export function isDocument(value: unknown): value is HydratedDocument<unknown> {
  return typeof value === 'object' && value !== null && '$__' in value && '$isNew' in value;
}
