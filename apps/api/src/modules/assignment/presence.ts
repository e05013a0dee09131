import type { MembershipId } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import { currentTenantId, tenantKey } from '@stageline/tenancy';
import type { Redis } from 'ioredis';

/** A page says every minute that it is there; two missed and its member is taken for gone. */
const PRESENT_MS = 150_000;
const KEPT_SECONDS = 3600;

/** Who of the current tenant's members is signed in with a page open, in every process alike. */
export function createPresence(redis: Redis, clock: Clock) {
  const key = () => tenantKey(currentTenantId(), 'presence', 'members');
  const since = () => clock.now().getTime() - PRESENT_MS;
  return {
    /** @returns whether they were away before */
    async seen(membershipId: MembershipId): Promise<boolean> {
      const before = await redis.zscore(key(), membershipId);
      await redis
        .multi()
        .zadd(key(), clock.now().getTime(), membershipId)
        .zremrangebyscore(key(), '-inf', since())
        .expire(key(), KEPT_SECONDS)
        .exec();
      return before === null || Number(before) < since();
    },
    async online(): Promise<ReadonlySet<string>> {
      return new Set(await redis.zrangebyscore(key(), since(), '+inf'));
    },
  };
}
export type Presence = ReturnType<typeof createPresence>;
