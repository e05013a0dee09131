import { TenantMismatch, UnscopedOperation } from '../errors.ts';
import type { Scope } from '../scope.ts';
import { assertPlain, isObject, namesTenantField, TENANT_FIELD, type PlainObject } from './plain.ts';
import { checkExpression } from './expression-guard.ts';

/**
 * Constrains a filter in place: to the scope's tenant, or with the system comment. The tenant is a condition beside the
 * caller's own at the top level, so no operator inside can widen the result; the walk is there to refuse a filter that
 * contradicts it instead of answering with an empty list.
 * @throws TenantMismatch when the filter names another tenant, or the tenant in a way that is not plain equality
 * @throws UnscopedOperation for JavaScript in a filter
 */
export function scopeFilter(filter: PlainObject, scope: Scope, model: string): void {
  assertPlain(filter, model, 'filter');
  if (scope.kind === 'tenant') {
    checkFilter(filter, scope.tenantId, model);
    filter[TENANT_FIELD] = scope.tenantId;
  } else {
    checkFilter(filter, undefined, model);
    filter['$comment'] = scope.comment;
  }
}

/**
 * Refuses what a filter may not say. Without `tenantId` (system scope) it may name any tenant.
 * @throws TenantMismatch, UnscopedOperation
 */
export function checkFilter(filter: PlainObject, tenantId: string | undefined, model: string, negated = false): void {
  // for-in, as the driver's serialiser does: it sends inherited keys too
  for (const key in filter) {
    if (key.charCodeAt(0) === 36) checkOperator(key, filter[key], tenantId, model, negated);
    else if (tenantId !== undefined && namesTenantField(key)) {
      if (key !== TENANT_FIELD || negated || !isEqualityTo(filter[key], tenantId)) {
        throw new TenantMismatch(`${model}: the filter names another tenant than the current one`);
      }
    }
  }
}

function checkOperator(
  operator: string,
  operand: unknown,
  tenantId: string | undefined,
  model: string,
  negated: boolean,
): void {
  switch (operator) {
    case '$and':
    case '$or':
    case '$nor':
      if (!Array.isArray(operand)) return;
      for (const clause of operand) {
        assertPlain(clause, model, `clause of ${operator}`);
        checkFilter(clause, tenantId, model, negated || operator === '$nor');
      }
      return;
    case '$expr':
      checkExpression(operand, model, tenantId !== undefined);
      return;
    case '$comment':
    case '$text':
      return;
    default:
      // $where runs JavaScript on the server; $jsonSchema could describe the tenant where the walk does not look
      throw new UnscopedOperation(`${model}: a filter may not use ${operator}`);
  }
}

function isEqualityTo(condition: unknown, tenantId: string): boolean {
  if (condition === tenantId) return true;
  if (!isObject(condition)) return false;
  for (const operator in condition) {
    const operand = condition[operator];
    if (operator === '$eq' && operand === tenantId) continue;
    if (
      operator === '$in' &&
      Array.isArray(operand) &&
      operand.length > 0 &&
      operand.every((each) => each === tenantId)
    ) {
      continue;
    }
    return false;
  }
  return Object.keys(condition).length > 0;
}
