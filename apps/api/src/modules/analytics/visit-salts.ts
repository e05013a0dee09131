import { createHmac, randomBytes } from 'node:crypto';
import { currentTenantId, tenantKey } from '@stageline/tenancy';
import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';

/** What tells one visitor of a day from another; kept nowhere. */
export interface Visitor {
  readonly ip: string;
  readonly userAgent: string;
}
/** Makes the hashes of one tenant and day. */
export type VisitorHash = (visitor: Visitor) => string;

const KEPT_DAYS = 2000;
/** 128 bits: among a million visitors a day two that look the same come up once in 10^26 days. */
const HASH_BYTES = 16;

/**
 * The salts of the current day of each tenant (ADR 0020): random, in Redis and in memory until the day is over on the
 * tenant's calendar, and nowhere else. With the salt goes the last chance to compute a hash again.
 */
export function createVisitSalts(redis: Pick<Redis, 'set' | 'get'>) {
  const kept = new LRUCache<string, string>({ max: KEPT_DAYS });

  async function saltOf(day: string, leftMs: number): Promise<string | null> {
    const key = tenantKey(currentTenantId(), 'visits', day);
    const known = kept.get(key);
    if (known !== undefined) return known;
    if (leftMs <= 0) return null;
    await redis.set(key, randomBytes(32).toString('base64url'), 'PX', leftMs, 'NX');
    const salt = await redis.get(key);
    if (salt !== null) kept.set(key, salt, { ttl: leftMs });
    return salt;
  }

  return {
    /**
     * @param leftMs until the day is over
     * @returns null for a day that is over: its visitors cannot be told apart any more
     */
    async hashOf(day: string, leftMs: number): Promise<VisitorHash | null> {
      const salt = await saltOf(day, leftMs);
      if (salt === null) return null;
      const tenantId = currentTenantId();
      return ({ ip, userAgent }) =>
        createHmac('sha256', salt)
          .update(JSON.stringify([tenantId, day, ip, userAgent]))
          .digest()
          .subarray(0, HASH_BYTES)
          .toString('base64url');
    },
  };
}
export type VisitSalts = ReturnType<typeof createVisitSalts>;
