import { createHash } from 'node:crypto';
import { ProblemError, type IdempotentRequestId } from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import type { IdempotencyRepository } from './idempotency.repository.ts';

export interface Asked {
  /** `operation:who`: nobody gets the answer to somebody else's request. */
  readonly scope: string;
  readonly key: string;
  /** What was asked: params and body. */
  readonly request: unknown;
}

/** Longer than a request takes, providers that are slow included. */
const LEASE_MS = 60_000;

/**
 * Requests under a key of their caller (D-09): the first one is done, every further one is given its answer. A request that failed
 * or died may be tried again under its key, and is the same one: what it does carries its id, and is done once.
 */
export function createIdempotency({ repository, clock }: { repository: IdempotencyRepository; clock: Clock }) {
  /** @throws ProblemError `key-reused`, `key-in-use` */
  async function begin({ scope, key, request }: Asked) {
    const now = clock.now();
    const leaseUntil = new Date(now.getTime() + LEASE_MS);
    const fingerprint = createHash('sha256').update(canonical(request)).digest('base64url');
    const row = { _id: newId('idk'), scope: `${scope}:${key}`, fingerprint, answer: null, leaseUntil, at: now };
    if (await repository.insert(row)) return row;
    const known = await repository.find(row.scope);
    // It ran out in this very moment.
    if (known === null) throw new ProblemError('key-in-use', { retryAfterSeconds: 1 });
    if (known.fingerprint !== fingerprint) throw new ProblemError('key-reused');
    if (known.answer === null && !(await repository.take(known._id, now, leaseUntil)))
      throw new ProblemError('key-in-use', { retryAfterSeconds: 1 });
    return known;
  }

  return {
    /**
     * Does what was asked, or answers as the first time.
     * @param work gets the id of the request: the same in every attempt
     * @throws ProblemError `key-reused` for another request under a known key, `key-in-use` while the first one is under way
     */
    async run<T>(asked: Asked, work: (id: IdempotentRequestId) => Promise<T>): Promise<T> {
      const { _id, answer } = await begin(asked);
      if (answer !== null) return answer as T;
      try {
        const made = await work(_id);
        await repository.answer(_id, made);
        return made;
      } catch (error) {
        await repository.release(_id);
        throw error;
      }
    },
  };
}
export type Idempotency = ReturnType<typeof createIdempotency>;

/** The same text for the same request, in whichever order its fields came. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
