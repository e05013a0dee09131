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
  /**
   * Counts any request, in memory: it stands before everything else.
   * @param connection that it came on: finds the caller's count again without a look-up
   * @throws ProblemError `too-many-requests`
   */
  general(tenantId: TenantId | null, ip: string, connection: object): void;
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
    general: everything,
    operation: (id, limit, tenantId, caller) => consume(limiterOf(id, limit), keyOf(tenantId, id, caller)),
  };
}

/** Callers whose windows are kept; beyond that the least recent is forgotten, so memory is bounded. */
const MAX_CALLERS = 50_000;

interface Window {
  readonly tenantId: TenantId | null;
  readonly ip: string;
  readonly endsAtMs: number;
  count: number;
}

/** A fixed window per caller, without a timer: a window that has passed is replaced when its caller comes again. */
function createWindowCounter({ points, perSeconds }: GeneralLimit): RateLimiter['general'] {
  const windows = new LRUCache<string, Window>({ max: MAX_CALLERS });
  /** What a connection counted in last: nearly all of its requests come from one address for one site. */
  const latest = new WeakMap<object, Window>();

  function windowOf(tenantId: TenantId | null, ip: string, now: number): Window {
    const caller = `${tenantId ?? ''} ${ip}`;
    const known = windows.get(caller);
    if (known !== undefined && known.endsAtMs > now) return known;
    const fresh = { tenantId, ip, endsAtMs: now + perSeconds * 1000, count: 0 };
    windows.set(caller, fresh);
    return fresh;
  }

  return (tenantId, ip, connection) => {
    const now = performance.now();
    let window = latest.get(connection);
    if (window === undefined || window.tenantId !== tenantId || window.ip !== ip || window.endsAtMs <= now) {
      window = windowOf(tenantId, ip, now);
      latest.set(connection, window);
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
