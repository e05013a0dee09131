import { AsyncLocalStorage } from 'node:async_hooks';
import type { TenantId } from '@stageline/contracts';
import { TenantContextMissing } from './errors.ts';

/** Data of exactly one tenant may be touched. */
export interface TenantScope {
  readonly kind: 'tenant';
  readonly tenantId: TenantId;
}

/** Data of every tenant may be touched, for a stated reason. */
export interface SystemScope {
  readonly kind: 'system';
  readonly reason: string;
  /** Goes out with every command, so that the driver probe and the database log can tell it from a leak. */
  readonly comment: string;
}

export type Scope = TenantScope | SystemScope;

/** Starts every comment of a system command. */
export const SYSTEM_COMMENT = 'system:';

const storage = new AsyncLocalStorage<Scope>();

/** The scope of the running call, or undefined outside of any. */
export function currentScope(): Scope | undefined {
  return storage.getStore();
}

/**
 * The scope that an operation on tenant data runs in.
 * @throws TenantContextMissing outside `runInTenant` and `runAsSystem`
 */
export function requireScope(model: string, operation: string): Scope {
  const scope = storage.getStore();
  if (scope === undefined) throw new TenantContextMissing(`${model}.${operation} was called outside runInTenant`);
  return scope;
}

/**
 * Runs `fn` in `scope` and awaits its result there: a mongoose query is lazy, and one that is awaited outside would
 * execute outside.
 */
export function runInScope<T>(scope: Scope, fn: () => T | PromiseLike<T>): Promise<T> {
  return storage.run(scope, async () => await fn());
}
