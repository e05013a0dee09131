import { ProblemError, type PersonId } from '@stageline/contracts';
import { currentTenantId, tenantKey } from '@stageline/tenancy';
import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

/** Mails that somebody is sent again within an hour, whoever asks for them. */
const LIMIT = { points: 3, duration: 3600 };

/**
 * Counts mails that are sent again, by person and across processes; by memory while Redis is away.
 * @returns throws ProblemError `too-many-requests` over the limit
 */
export function createResendLimit(redis: Redis): (personId: PersonId) => Promise<void> {
  const limiter = new RateLimiterRedis({
    ...LIMIT,
    storeClient: redis,
    keyPrefix: '',
    insuranceLimiter: new RateLimiterMemory(LIMIT),
  });
  return async (personId) => {
    try {
      await limiter.consume(tenantKey(currentTenantId(), 'rate-limit', 'registrations.resend', personId));
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      throw new ProblemError('too-many-requests', { retryAfterSeconds: Math.ceil(error.msBeforeNext / 1000) });
    }
  };
}
