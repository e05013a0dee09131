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

/** What a caller over the limit gets, for as long as their window lasts. */
export interface Refusal {
  /** 0 when the window has passed. */
  secondsLeft(): number;
  /** Counts one more. @returns as `secondsLeft` */
  countAgain(): number;
}

export interface RateLimiter {
  /**
   * Counts any request, in memory: it stands before everything else. An answer and no error, because an attack costs what
   * its refusals cost, and an error collects a stack trace.
   * @param connection that it came on: finds the caller's count again without a look-up
   * @returns null when the request may go on
   */
  general(tenantId: TenantId | null, ip: string, connection: object): Refusal | null;
  /**
   * Counts a call of an operation that has a limit of its own, across all processes.
   * @throws ProblemError `too-many-requests`
   */
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

/** On a connection, what it counted in last: nearly all of its requests come from one address for one site. */
const LATEST = Symbol('latest window');
type Connection = object & { [LATEST]?: Window };

/** Callers whose windows are kept; beyond that the least recent is forgotten, so memory is bounded. */
const MAX_CALLERS = 50_000;

class Window implements Refusal {
  readonly tenantId: TenantId | null;
  readonly ip: string;
  readonly endsAtMs: number;
  count = 0;

  constructor(tenantId: TenantId | null, ip: string, endsAtMs: number) {
    this.tenantId = tenantId;
    this.ip = ip;
    this.endsAtMs = endsAtMs;
  }
  secondsLeft(): number {
    return Math.max(0, (this.endsAtMs - performance.now()) / 1000);
  }
  countAgain(): number {
    this.count += 1;
    return this.secondsLeft();
  }
}

/**
 * A window per caller, without a timer. Only who would be refused is asked whether the window has passed, and then begins the
 * next: more than `points` never come in one that is open, and nobody below reads the clock, which costs 0.2 µs a request.
 * What may come at once is twice the points, as with windows that end by the clock.
 */
function createWindowCounter({ points, perSeconds }: GeneralLimit): RateLimiter['general'] {
  const windows = new LRUCache<string, Window>({ max: MAX_CALLERS });

  const isOver = (window: Window) => window.count >= points && window.secondsLeft() === 0;

  function windowOf(tenantId: TenantId | null, ip: string): Window {
    const caller = `${tenantId ?? ''} ${ip}`;
    const known = windows.get(caller);
    if (known !== undefined && !isOver(known)) return known;
    const fresh = new Window(tenantId, ip, performance.now() + perSeconds * 1000);
    windows.set(caller, fresh);
    return fresh;
  }

  return (tenantId, ip, connection: Connection) => {
    let window = connection[LATEST];
    if (window === undefined || window.tenantId !== tenantId || window.ip !== ip || isOver(window)) {
      window = windowOf(tenantId, ip);
      connection[LATEST] = window;
    }
    window.count += 1;
    return window.count <= points ? null : window;
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
