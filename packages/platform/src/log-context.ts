import { currentNotes, runWithNotes } from '@stageline/tenancy/notes';

/** What every log line of a request, message or job carries. */
export type LogContext = Readonly<Partial<Record<'requestId' | 'tenantId' | 'actorId' | 'jobId', string>>>;

/** What `logContext` answers outside of any call. */
export const NO_LOG_CONTEXT: LogContext = Object.freeze({});

/** Runs `fn` with `fields` on every log line, added to the fields that are already there. */
export function runWithLogContext<T>(fields: LogContext, fn: () => T): T {
  const outer = currentNotes();
  return runWithNotes((outer === undefined ? fields : { ...outer, ...fields }) as Record<string, string>, fn);
}

/** The fields of the running call; empty outside of any. */
export function logContext(): LogContext {
  return currentNotes() ?? NO_LOG_CONTEXT;
}
