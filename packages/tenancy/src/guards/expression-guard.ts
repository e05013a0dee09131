import { TenantMismatch, UnscopedOperation } from '../errors.ts';
import { isObject, TENANT_FIELD } from './plain.ts';

const JAVASCRIPT_OPERATORS = new Set(['$function', '$accumulator', '$where']);
const TENANT_REFERENCE = new RegExp(`^\\$(\\$(ROOT|CURRENT)\\.)?${TENANT_FIELD}(\\.|$)`);

/**
 * Walks an aggregation expression and refuses server-side JavaScript, which no guard can read, and, on request, any
 * mention of the tenant field: a comparison with it is the guard's business.
 * @throws UnscopedOperation, TenantMismatch
 */
export function checkExpression(expression: unknown, model: string, refuseTenantField = false): void {
  if (typeof expression === 'string') {
    if (refuseTenantField && TENANT_REFERENCE.test(expression)) {
      throw new TenantMismatch(`${model}: an expression in a filter may not compare ${TENANT_FIELD}`);
    }
  } else if (Array.isArray(expression)) {
    for (const each of expression) checkExpression(each, model, refuseTenantField);
  } else if (isObject(expression)) {
    if (expression instanceof Map) throw new UnscopedOperation(`${model}: an expression may not contain a Map`);
    for (const key in expression) {
      if (JAVASCRIPT_OPERATORS.has(key)) throw new UnscopedOperation(`${model}: ${key} is not allowed`);
      checkExpression(expression[key], model, refuseTenantField);
    }
  }
}
