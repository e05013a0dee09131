import type { TenantId } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import { globalKey, tenantKey } from '@stageline/tenancy';
import type { Redis } from 'ioredis';

/** How many hosts may get a certificate within the window. */
export interface IssuanceLimits {
  readonly perTenant: number;
  readonly perRegistrableDomain: number;
  readonly windowSeconds: number;
}

/** Below the 50 certificates a week that Let's Encrypt issues for one registered domain. */
export const DEFAULT_LIMITS: IssuanceLimits = {
  perTenant: 25,
  perRegistrableDomain: 40,
  windowSeconds: 7 * 24 * 3600,
};

export interface IssuanceCaps {
  /**
   * Counts a host that is about to get a certificate; one that was counted within the window is not counted again, because
   * a renewal or a second edge asks for the same.
   * @param registrableDomain null where certificates of the domain are not counted
   * @returns which limit is reached, or null. @throws when Redis is away: then nothing is issued
   */
  count(host: string, tenantId: TenantId, registrableDomain: string | null): Promise<'tenant' | 'domain' | null>;
}

/** All keys are counted, or none: a refusal by one limit does not use up the other. */
const COUNT = `
local now, window = tonumber(ARGV[2]), tonumber(ARGV[3])
for index, key in ipairs(KEYS) do
  redis.call('ZREMRANGEBYSCORE', key, '-inf', now - window)
  if not redis.call('ZSCORE', key, ARGV[1]) and redis.call('ZCARD', key) >= tonumber(ARGV[3 + index]) then return index end
end
for _, key in ipairs(KEYS) do
  redis.call('ZADD', key, 'NX', now, ARGV[1])
  redis.call('EXPIRE', key, window)
end
return 0`;

export function createIssuanceCaps(redis: Redis, clock: Clock, limits: IssuanceLimits = DEFAULT_LIMITS): IssuanceCaps {
  return {
    async count(host, tenantId, registrableDomain) {
      const keys: string[] = [tenantKey(tenantId, 'tls', 'hosts')];
      const allowed = [limits.perTenant];
      if (registrableDomain !== null) {
        keys.push(globalKey('tls', 'hosts', registrableDomain));
        allowed.push(limits.perRegistrableDomain);
      }
      const now = Math.floor(clock.now().getTime() / 1000);
      const full = await redis.eval(COUNT, keys.length, ...keys, host, now, limits.windowSeconds, ...allowed);
      return full === 0 ? null : full === 1 ? 'tenant' : 'domain';
    },
  };
}
