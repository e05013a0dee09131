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

/** What else is known of a running call; carried here, read by whoever put it in (the fields of log lines). */
export type CallNotes = Readonly<Record<string, string>>;

/**
 * Both lie in one store: each further one that a request enters costs it 0.6 µs, as much as everything else that its
 * context is.
 */
interface Call {
  readonly scope: Scope | undefined;
  readonly notes: CallNotes | undefined;
}

const storage = new AsyncLocalStorage<Call>();

/** The scope of the running call, or undefined outside of any. */
export function currentScope(): Scope | undefined {
  return storage.getStore()?.scope;
}

/** The notes of the running call, or undefined where it has none. */
export function currentNotes(): CallNotes | undefined {
  return storage.getStore()?.notes;
}

/** Runs `fn` with these notes in place of the present ones, in the present scope. */
export function runWithNotes<T>(notes: CallNotes, fn: () => T): T {
  return storage.run({ scope: currentScope(), notes }, fn);
}

/**
 * The scope that an operation on tenant data runs in.
 * @throws TenantContextMissing outside `runInTenant` and `runAsSystem`
 */
export function requireScope(model: string, operation: string): Scope {
  const scope = currentScope();
  if (scope === undefined) throw new TenantContextMissing(`${model}.${operation} was called outside runInTenant`);
  return scope;
}

/**
 * Runs `fn` in `scope` and awaits its result there: a mongoose query is lazy, and one that is awaited outside would
 * execute outside. A promise is under way already and is handed on as it is. What `fn` throws is a rejection.
 * @param notes the call's; without them it keeps those that it has
 */
export function runInScope<T>(scope: Scope, fn: () => T | PromiseLike<T>, notes = currentNotes()): Promise<T> {
  return storage.run({ scope, notes }, start, fn);
}

function start<T>(fn: () => T | PromiseLike<T>): Promise<T> {
  try {
    const result = fn();
    return result instanceof Promise ? result : awaited(result);
  } catch (error) {
    return Promise.reject(error);
  }
}

const awaited = async <T>(result: T | PromiseLike<T>): Promise<T> => await result;
