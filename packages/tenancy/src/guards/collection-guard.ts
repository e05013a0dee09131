import { TenantMismatch, UnscopedOperation } from '../errors.ts';
import { COLLECTION_METHODS } from '../operations.ts';
import type { AnyModel } from '../registry.ts';
import { requireScope, SYSTEM_COMMENT, type Scope } from '../scope.ts';
import { isDocument } from './bulk-guard.ts';
import { entryFilter } from './pipeline-guard.ts';
import { assertPlain, isObject, TENANT_FIELD, type PlainObject } from './plain.ts';
import { checkUpdate } from './update-guard.ts';

type Check = (args: readonly unknown[], scope: Scope, model: string) => void;
type Method = (this: unknown, ...args: unknown[]) => unknown;

/** mongoose's collection: it keeps operations until it is connected, and then hands them to the driver's. */
interface QueueingCollection {
  readonly buffer: boolean;
  readonly collection: Record<string, Method> | null;
}

/**
 * The last check before the driver. The hooks constrain what goes through mongoose; this one looks at what arrives, so that
 * a path around the hooks (`Model.collection`, `connection.collection(name)`, a hook that runs later, an operation that a
 * new mongoose adds) fails instead of answering. It only verifies: it never adds the tenant itself, which keeps the
 * hooks honest. Methods that are in no list are refused.
 */
export function guardCollection(model: AnyModel): void {
  const collection = model.collection as unknown as Record<string, unknown>;
  const checks = new Map<string, Check | undefined>(COLLECTION_METHODS.open.map((method) => [method, undefined]));
  for (const [kind, check] of Object.entries(CHECKS)) {
    for (const method of COLLECTION_METHODS[kind as keyof typeof CHECKS]) checks.set(method, check);
  }
  for (const method of driverMethods(model)) {
    if (checks.has(method) && checks.get(method) === undefined) continue;
    const check = checks.get(method) ?? refuse(method);
    const original = collection[method] as Method;
    const operation = `collection.${method}`;
    collection[method] = function guarded(this: QueueingCollection, ...args: unknown[]): unknown {
      check(args, requireScope(model.modelName, operation), model.modelName);
      // Once connected, past mongoose's queue and the events that nobody hears: they cost each operation 10 µs.
      const driver = this.buffer ? null : this.collection;
      return driver === null ? original.apply(this, args) : driver[method]!(...args);
    };
  }
}

/** Names of the methods that mongoose copied from the driver's collection. */
export function driverMethods(model: AnyModel): string[] {
  const { Collection } = model.base.mongo;
  return Object.entries(Object.getOwnPropertyDescriptors(Collection.prototype))
    .filter(([name, property]) => name !== 'constructor' && typeof property.value === 'function')
    .map(([name]) => name);
}

const CHECKS = {
  filter: ([filter], scope, model) => requireConstrained(filter, scope, model),
  filterSecond: ([, filter], scope, model) => requireConstrained(filter, scope, model),
  update: ([filter, update], scope, model) => {
    requireConstrained(filter, scope, model);
    checkUpdate(update, model);
  },
  replace: ([filter, replacement], scope, model) => {
    requireConstrained(filter, scope, model);
    requireOwner(replacement, scope, model);
  },
  insert: ([rows], scope, model) => {
    if (!Array.isArray(rows)) requireOwner(rows, scope, model);
    else for (const row of rows) requireOwner(row, scope, model);
  },
  bulk: ([statements], scope, model) => {
    for (const statement of statements as PlainObject[]) requireStatement(statement, scope, model);
  },
  aggregate: ([pipeline, options], scope, model) => {
    if (scope.kind === 'system' && isObject(options) && options['comment'] === scope.comment) return;
    requireConstrained(entryFilter(pipeline), scope, model);
  },
} as const satisfies Partial<Record<keyof typeof COLLECTION_METHODS, Check>>;

function requireConstrained(filter: unknown, scope: Scope, model: string): void {
  if (isObject(filter)) {
    if (scope.kind === 'tenant') {
      if (filter[TENANT_FIELD] === scope.tenantId) return;
    } else if (typeof filter['$comment'] === 'string' && filter['$comment'].startsWith(SYSTEM_COMMENT)) return;
  }
  throw new UnscopedOperation(`${model}: a command reached the driver without a filter on the current tenant`);
}

function requireOwner(document: unknown, scope: Scope, model: string): void {
  let owner: unknown;
  if (isDocument(document)) owner = document.get(TENANT_FIELD);
  else {
    assertPlain(document, model, 'document');
    owner = document[TENANT_FIELD];
  }
  const own = scope.kind === 'tenant' ? owner === scope.tenantId : typeof owner === 'string' && owner !== '';
  if (!own) throw new TenantMismatch(`${model}: a document reached the driver without the current tenant as its owner`);
}

function requireStatement(statement: PlainObject, scope: Scope, model: string): void {
  for (const [operation, body] of Object.entries(statement)) {
    assertPlain(body, model, operation);
    if (operation === 'insertOne') {
      requireOwner(body['document'], scope, model);
    } else {
      requireConstrained(body['filter'], scope, model);
      if (operation === 'replaceOne') requireOwner(body['replacement'], scope, model);
      else checkUpdate(body['update'], model);
    }
  }
}

function refuse(method: string): Check {
  return (_args, _scope, model) => {
    throw new UnscopedOperation(`${model}.collection.${method} cannot be held to one tenant`);
  };
}
