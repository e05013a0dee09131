import type { ClientSession } from 'mongoose';
import { UnscopedOperation } from './errors.ts';
import type { AnyModel } from './registry.ts';
import { requireScope, type TenantScope } from './scope.ts';

/**
 * The tenant for which an operation of this layer runs that goes to the driver by itself.
 * @throws TenantContextMissing; UnscopedOperation in a system run
 */
export function tenantScope(model: AnyModel, operation: string): TenantScope {
  const scope = requireScope(model.modelName, operation);
  if (scope.kind !== 'tenant')
    throw new UnscopedOperation(`${model.modelName}.${operation} works for one tenant at a time`);
  return scope;
}

const knownFields = new WeakMap<AnyModel, ReadonlySet<string>>();

/** The top-level field names of a model. */
export function fieldsOf(model: AnyModel): ReadonlySet<string> {
  let fields = knownFields.get(model);
  if (!fields) {
    fields = new Set(Object.keys(model.schema.paths).map((path) => path.split('.', 1)[0]!));
    knownFields.set(model, fields);
  }
  return fields;
}

/** The session of the transaction that the caller runs in, which mongoose hands to its own operations only. */
export function sessionOf(model: AnyModel): { session?: ClientSession } {
  const base = model.base as { transactionAsyncLocalStorage?: { getStore(): { session?: ClientSession } | undefined } };
  const session = base.transactionAsyncLocalStorage?.getStore()?.session;
  return session ? { session } : {};
}
