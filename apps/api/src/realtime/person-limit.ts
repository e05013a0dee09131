import { ProblemError, type TicketClaims } from '@stageline/contracts';
import { tenantKey } from '@stageline/tenancy';
import type { Redis } from 'ioredis';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

/** Counts what one person does in one room, over all of their connections. */
export interface PersonLimit {
  /** @throws ProblemError `too-many-requests` with the seconds to wait */
  count(claims: Pick<TicketClaims, 'tenantId' | 'sessionId' | 'identity'>): Promise<void>;
}

/** @param deed names the budget: what is done often takes nothing from what is done rarely */
export function createPersonLimit(
  redis: Redis,
  { deed, points, perSeconds }: { readonly deed: string; readonly points: number; readonly perSeconds: number },
): PersonLimit {
  const limiter = new RateLimiterRedis({ storeClient: redis, keyPrefix: '', points, duration: perSeconds });
  return {
    async count({ tenantId, sessionId, identity }) {
      try {
        await limiter.consume(tenantKey(tenantId, 'rate-limit', deed, sessionId, identity));
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        throw new ProblemError('too-many-requests', { retryAfterSeconds: Math.ceil(error.msBeforeNext / 1000) });
      }
    },
  };
}
