import { UnscopedOperation } from '../errors.ts';

export type PlainObject = Record<string, unknown>;

/** The field that holds the owner of a document in every tenant collection. */
export const TENANT_FIELD = 'tenantId';

/** Whether `path` is the tenant field or reaches into it. */
export function namesTenantField(path: string): boolean {
  return path.charCodeAt(0) === 116 && (path === TENANT_FIELD || path.startsWith(`${TENANT_FIELD}.`));
}

export function isObject(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The driver also serialises Maps and whatever a `toBSON` returns: shapes whose keys a guard would not see.
 * @throws UnscopedOperation for anything but a literal object
 */
export function assertPlain(value: unknown, model: string, what: string): asserts value is PlainObject {
  if (isObject(value)) {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (
      (prototype === Object.prototype || prototype === null || isForeignPlain(prototype)) &&
      typeof value['toBSON'] !== 'function'
    ) {
      return;
    }
  }
  throw new UnscopedOperation(`${model}: ${what} must be a plain object`);
}

/** The Object.prototype of another realm (jest runs test files in one). */
function isForeignPlain(prototype: unknown): boolean {
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype as object, 'isPrototypeOf');
}
