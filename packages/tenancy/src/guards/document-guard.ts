import type { HydratedDocument } from 'mongoose';
import { TenantMismatch, UnscopedOperation } from '../errors.ts';
import type { Scope } from '../scope.ts';
import { assertPlain, TENANT_FIELD, type PlainObject } from './plain.ts';

/**
 * Gives a new document its owner and refuses a document of another one.
 * @throws TenantMismatch; UnscopedOperation when a system run writes a document without an owner
 */
export function scopeDocument(doc: HydratedDocument<unknown>, scope: Scope, model: string): void {
  const named: unknown = doc.get(TENANT_FIELD);
  if (!doc.isNew && doc.isModified(TENANT_FIELD)) {
    throw new TenantMismatch(`${model}: a document cannot be moved to another tenant`);
  }
  if (scope.kind === 'system') {
    requireOwner(named, model);
  } else if (named === undefined || named === null) {
    // an existing document that was loaded without the field keeps it: the filter of its update carries the tenant
    if (doc.isNew) doc.set(TENANT_FIELD, scope.tenantId);
  } else if (named !== scope.tenantId) {
    throw new TenantMismatch(`${model}: the document belongs to another tenant than the current one`);
  }
}

/**
 * Checks a plain object that is about to be inserted and returns its owner.
 * @throws TenantMismatch, UnscopedOperation
 */
export function ownerOf(row: unknown, scope: Scope, model: string): string {
  assertPlain(row, model, 'document');
  const named = (row as PlainObject)[TENANT_FIELD];
  if (scope.kind === 'system') return requireOwner(named, model);
  if (named !== undefined && named !== null && named !== scope.tenantId) {
    throw new TenantMismatch(`${model}: the document belongs to another tenant than the current one`);
  }
  return scope.tenantId;
}

function requireOwner(named: unknown, model: string): string {
  if (typeof named !== 'string' || named === '') {
    throw new UnscopedOperation(`${model}: a document written in a system run must name its ${TENANT_FIELD}`);
  }
  return named;
}
