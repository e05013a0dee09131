import { AsyncLocalStorage } from 'node:async_hooks';

/** What every log line of a request, message or job carries. */
export interface LogContext {
  readonly requestId?: string;
  readonly tenantId?: string;
  readonly actorId?: string;
  readonly jobId?: string;
}

const storage = new AsyncLocalStorage<LogContext>();
const NOTHING: LogContext = Object.freeze({});

/** Runs `fn` with `fields` on every log line, added to the fields that are already there. */
export function runWithLogContext<T>(fields: LogContext, fn: () => T): T {
  const outer = storage.getStore();
  return storage.run(outer === undefined ? fields : { ...outer, ...fields }, fn);
}

/** The fields of the running call; empty outside of any. */
export function logContext(): LogContext {
  return storage.getStore() ?? NOTHING;
}
