import { ProblemError, type RateLimit, type TenantId } from '@stageline/contracts';
import { globalKey, tenantKey } from '@stageline/tenancy';
import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';

/** Requests that one address may send to one site per window, counted in this process: a cheap first filter. */
export interface GeneralLimit {
  readonly points: number;
  readonly perSeconds: number;
}

export interface RateLimiter {
  /** Counts any request, in memory: it stands before everything else. @throws ProblemError `too-many-requests` */
  general(tenantId: TenantId | null, ip: string): void;
  /** Counts a call of an operation that has a limit of its own, across all processes. @throws as `general` */
  operation(id: string, limit: RateLimit, tenantId: TenantId | null, caller: string): Promise<void>;
}

/**
 * Two buckets: a general one in memory and one in Redis for each operation that declares a limit. When Redis is away
 * the second falls back to memory, so that an outage neither opens nor closes the door.
 */
export function createRateLimiter(redis: Redis, general: GeneralLimit): RateLimiter {
  const everything = createWindowCounter(general);
  const byOperation = new Map<string, RateLimiterAbstract>();

  function limiterOf(id: string, limit: RateLimit): RateLimiterAbstract {
    const known = byOperation.get(id);
    if (known !== undefined) return known;
    const budget = { points: limit.points, duration: limit.perSeconds };
    const limiter = new RateLimiterRedis({
      ...budget,
      storeClient: redis,
      keyPrefix: '',
      // Who is over the limit is turned away from memory: an attack costs no Redis operation.
      inMemoryBlockOnConsumed: limit.points + 1,
      insuranceLimiter: new RateLimiterMemory(budget),
    });
    byOperation.set(id, limiter);
    return limiter;
  }

  const keyOf = (tenantId: TenantId | null, ...parts: string[]) =>
    tenantId === null ? globalKey('rate-limit', ...parts) : tenantKey(tenantId, 'rate-limit', ...parts);

  return {
    general: (tenantId, ip) => everything(`${tenantId ?? ''} ${ip}`),
    operation: (id, limit, tenantId, caller) => consume(limiterOf(id, limit), keyOf(tenantId, id, caller)),
  };
}

/** Callers whose windows are kept; beyond that the least recent is forgotten, so memory is bounded. */
const MAX_CALLERS = 50_000;

/** A fixed window per caller, without a timer: a window that has passed is replaced when its caller comes again. */
function createWindowCounter({ points, perSeconds }: GeneralLimit): (caller: string) => void {
  const windows = new LRUCache<string, { endsAtMs: number; count: number }>({ max: MAX_CALLERS });
  return (caller) => {
    const now = performance.now();
    let window = windows.get(caller);
    if (window === undefined || window.endsAtMs <= now) {
      window = { endsAtMs: now + perSeconds * 1000, count: 0 };
      windows.set(caller, window);
    }
    window.count += 1;
    if (window.count <= points) return;
    throw new ProblemError('too-many-requests', { retryAfterSeconds: (window.endsAtMs - now) / 1000 });
  };
}

async function consume(limiter: RateLimiterAbstract, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new ProblemError('too-many-requests', { retryAfterSeconds: Math.max(1, refusal.msBeforeNext / 1000) });
  }
}
