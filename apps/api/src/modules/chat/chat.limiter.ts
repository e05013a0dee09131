import { ProblemError } from '@stageline/contracts';
import { tenantKey } from '@stageline/tenancy';
import type { Redis } from 'ioredis';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { ChatLimiter } from './chat.service.ts';

const MESSAGES = 5;
const PER_SECONDS = 5;

/** 5 messages in 5 seconds per person and room, over all of their connections. */
export function createChatLimiter(redis: Redis): ChatLimiter {
  const limiter = new RateLimiterRedis({ storeClient: redis, keyPrefix: '', points: MESSAGES, duration: PER_SECONDS });
  return {
    async count({ tenantId, sessionId, identity }) {
      try {
        await limiter.consume(tenantKey(tenantId, 'rate-limit', 'chat', sessionId, identity));
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        throw new ProblemError('too-many-requests', { retryAfterSeconds: Math.ceil(error.msBeforeNext / 1000) });
      }
    },
  };
}
