import { ProblemError, type TenantId } from '@stageline/contracts';
import { runInTenant } from '@stageline/tenancy';
import { runOutside } from './outside.ts';

export interface BatcherOptions<T, R> {
  /** Items of one batch at most. */
  readonly maxBatch: number;
  /** Items of one tenant that may wait. */
  readonly maxWaiting: number;
  /** Handles a batch of one tenant, inside that tenant; answers one result per item, in order. */
  readonly run: (items: readonly T[]) => Promise<readonly R[]>;
}

interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Handles what arrives for a tenant while its last batch was under way as the next batch: alone, an item goes with the next
 * turn of the event loop; in a burst, many share one run. Tenants do not wait for each other.
 */
export function createBatcher<T, R>({ maxBatch, maxWaiting, run }: BatcherOptions<T, R>) {
  const lanes = new Map<TenantId, Waiting<T, R>[]>();

  async function runBatch(tenantId: TenantId, batch: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const results = await runInTenant(tenantId, () => run(batch.map(({ item }) => item)));
      batch.forEach(({ resolve }, index) => resolve(results[index] as R));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  async function drain(tenantId: TenantId, lane: Waiting<T, R>[]): Promise<void> {
    // What arrives in the same turn of the event loop shares the first run: the answers of one batch often ask for the next.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (lane.length > 0) await runBatch(tenantId, lane.splice(0, maxBatch));
    lanes.delete(tenantId);
  }

  return {
    /** @throws what `run` throws; ProblemError `unavailable` when too many wait */
    add(tenantId: TenantId, item: T): Promise<R> {
      return new Promise((resolve, reject) => {
        const lane = lanes.get(tenantId);
        if (lane !== undefined && lane.length >= maxWaiting)
          reject(new ProblemError('unavailable', { retryAfterSeconds: 1 }));
        else if (lane !== undefined) lane.push({ item, resolve, reject });
        else {
          const fresh = [{ item, resolve, reject }];
          lanes.set(tenantId, fresh);
          // A batch belongs to nobody who waits for it: not to their transaction, not to their request's log.
          runOutside(() => void drain(tenantId, fresh));
        }
      });
    },
  };
}
