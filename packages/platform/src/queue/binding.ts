import type { JobDefinition, TenantId } from '@stageline/contracts';
import type { z } from 'zod';

/** What a handler is told besides the payload. */
export interface JobContext {
  readonly tenantId: TenantId | null;
  /** Who asked for the work, where somebody did. */
  readonly actor: string | null;
  readonly traceId: string;
  /** 1 for the first. */
  readonly attempt: number;
}

/** A job with its handler, as the worker registers it. Delivery is at least once: a handler bears a second run. */
export interface JobBinding {
  readonly definition: JobDefinition;
  /** Runs for a suspended tenant, too: what its owner or the law is owed whatever happens. */
  readonly alsoPaused?: boolean;
  readonly handle: (payload: unknown, context: JobContext) => Promise<void>;
  /**
   * Told that a job has failed for good, whatever it died of: once its dead letter is kept, at least once, inside the job's
   * tenant. A replay may have begun meanwhile.
   */
  readonly onDead?: (payload: unknown) => Promise<void>;
}

/** Binds a handler to its job; the payload is parsed before the handler sees it. */
export function jobBinding<const D extends JobDefinition>(
  definition: D,
  handle: (payload: z.output<D['payload']>, context: JobContext) => Promise<void>,
  options: Pick<JobBinding, 'alsoPaused'> & {
    readonly onDead?: (payload: z.output<D['payload']>) => Promise<void>;
  } = {},
): JobBinding {
  const { onDead, ...rest } = options;
  const parse = (payload: unknown) => definition.payload.parse(payload) as z.output<D['payload']>;
  return {
    ...rest,
    definition,
    handle: (payload, context) => handle(parse(payload), context),
    ...(onDead && { onDead: async (payload: unknown) => onDead(parse(payload)) }),
  };
}
