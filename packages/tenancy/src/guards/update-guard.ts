import { TenantMismatch, UnscopedOperation } from '../errors.ts';
import type { Scope } from '../scope.ts';
import { assertPlain, isObject, namesTenantField, TENANT_FIELD, type PlainObject } from './plain.ts';

/**
 * Refuses an update that touches the tenant field in any operator, as source or as target of a rename, or by a pipeline.
 * A document never changes its owner; an upsert gets its owner from the filter.
 * @throws TenantMismatch, UnscopedOperation
 */
export function checkUpdate(update: unknown, model: string): void {
  if (update === undefined || update === null) return;
  // a pipeline is an array, so it ends here: its stages could compute any owner
  assertPlain(update, model, 'update');
  for (const key in update) {
    const operand = update[key];
    if (key.charCodeAt(0) !== 36) refuseTenantPath(key, model);
    else if (operand !== undefined && operand !== null) checkOperand(key, operand, model);
  }
}

function checkOperand(operator: string, operand: unknown, model: string): void {
  assertPlain(operand, model, `operand of ${operator}`);
  for (const path in operand) {
    refuseTenantPath(path, model);
    if (operator === '$rename') refuseTenantPath(String(operand[path]), model);
  }
}

function refuseTenantPath(path: string, model: string): void {
  if (namesTenantField(path)) throw new TenantMismatch(`${model}: an update may not touch ${TENANT_FIELD}`);
}

/**
 * The replacement with its owner stamped on it: the scope's tenant, or in a system run the one tenant of its filter.
 * @throws TenantMismatch when the replacement names another; UnscopedOperation when a system run names none
 */
export function scopeReplacement(replacement: unknown, filter: PlainObject, scope: Scope, model: string): PlainObject {
  const tenantId = scope.kind === 'tenant' ? scope.tenantId : requireFilterTenant(filter, model, 'replacement');
  const document = isObject(replacement) ? replacement : {};
  assertPlain(document, model, 'replacement');
  const named = document[TENANT_FIELD];
  if (named !== undefined && named !== tenantId) {
    throw new TenantMismatch(`${model}: the replacement names another tenant than the current one`);
  }
  for (const key in document) {
    if (key !== TENANT_FIELD && namesTenantField(key)) refuseTenantPath(key, model);
  }
  return { ...document, [TENANT_FIELD]: tenantId };
}

/**
 * The tenant that a system run's filter is held to: a write that may create a document has to say for whom.
 * @throws UnscopedOperation when the filter names none
 */
export function requireFilterTenant(filter: PlainObject, model: string, what: string): string {
  const tenantId = filter[TENANT_FIELD];
  if (typeof tenantId !== 'string' || tenantId === '') {
    throw new UnscopedOperation(`${model}: a system ${what} must name one ${TENANT_FIELD} in its filter`);
  }
  return tenantId;
}
