import { currentNotes, runWithNotes } from '@stageline/tenancy/notes';

/** What every log line of a request, message or job carries. */
export type LogContext = Readonly<
  Partial<Record<'requestId' | 'tenantId' | 'actorId' | 'supportId' | 'jobId', string>>
>;

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

/** What is known of the running request's caller beyond what its log lines may carry. */
export interface CallerFacts {
  /** The address that the request came from. */
  readonly ip?: string;
  /** What the caller's browser calls itself. */
  readonly userAgent?: string;
  /** The membership or administrator that an entry of the audit log names; as in the log lines. */
  readonly actorId?: string;
  readonly requestId?: string;
  /** The visit, where an administrator is in a tenant's site as support. */
  readonly supportId?: string;
}

/**
 * The caller of the running request; empty outside of any. Address and browser are no own fields of the notes, so that no
 * log line takes them along, and are read from the request only here.
 */
export function callerFacts(): CallerFacts {
  const notes = currentNotes() as (LogContext & { readonly ip?: string; readonly userAgent?: string }) | undefined;
  if (notes === undefined) return NO_LOG_CONTEXT;
  const { ip, userAgent, actorId, requestId, supportId } = notes;
  return {
    ...(ip !== undefined && { ip }),
    ...(userAgent !== undefined && { userAgent }),
    ...(actorId !== undefined && { actorId }),
    ...(requestId !== undefined && { requestId }),
    ...(supportId !== undefined && { supportId }),
  };
}
