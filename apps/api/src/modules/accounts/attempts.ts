import { createHash } from 'node:crypto';
import { ProblemError } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import { globalKey } from '@stageline/tenancy';
import type { Redis } from 'ioredis';

export interface Attempts {
  /**
   * Counts a try before it is made, over all addresses that it may come from. The first ten in a row cost nothing; then
   * each one has to wait longer than the one before, at most 15 minutes. A try that comes too early counts for nothing,
   * so that nobody can keep somebody else out for ever.
   * @param subject an id or an address; it need not exist
   * @throws ProblemError `too-many-requests` with the time that is left
   */
  begin(kind: 'password' | 'admin-password' | 'second-factor', subject: string): Promise<void>;
  /** Forgets what was counted: this one was right. */
  succeeded(kind: 'password' | 'admin-password' | 'second-factor', subject: string): Promise<void>;
}

const FREE = 10;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** Failures are forgotten a day after the last one. */
const MEMORY_MS = 24 * 3_600_000;

/** Counts and sets the next wait in one step, so that tries at the same moment cannot slip through together. */
const BEGIN = `
local now, free, first, longest = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local allowedAt = tonumber(redis.call('HGET', KEYS[1], 'allowedAt') or '0')
if allowedAt > now then return allowedAt - now end
local count = redis.call('HINCRBY', KEYS[1], 'count', 1)
if count >= free then
  local wait = math.min(first * 2 ^ math.min(count - free, 20), longest)
  redis.call('HSET', KEYS[1], 'allowedAt', string.format('%.0f', now + wait))
end
redis.call('PEXPIRE', KEYS[1], ARGV[5])
return 0`;

/** Slows down guessing per account. Works without a look-up of the account, so an unknown address is no different. */
export function createAttempts({ redis, clock }: { redis: Redis; clock: Clock }): Attempts {
  // Hashed, because Redis needs no list of addresses.
  const keyOf = (kind: string, subject: string) =>
    globalKey('login', 'attempts', kind, createHash('sha256').update(subject).digest('base64url'));

  return {
    async begin(kind, subject) {
      const now = clock.now().getTime();
      const limits = [FREE, FIRST_WAIT_MS, LONGEST_WAIT_MS, MEMORY_MS];
      const waitMs = Number(await redis.eval(BEGIN, 1, keyOf(kind, subject), now, ...limits));
      if (waitMs > 0) throw new ProblemError('too-many-requests', { retryAfterSeconds: Math.ceil(waitMs / 1000) });
    },
    async succeeded(kind, subject) {
      await redis.del(keyOf(kind, subject));
    },
  };
}
