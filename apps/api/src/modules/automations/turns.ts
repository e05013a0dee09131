import type { Clock } from '@stageline/platform';
import { currentTenantId, tenantKey } from '@stageline/tenancy';
import type { Redis } from 'ioredis';

/** Runs of one site that begin within a minute; the others get a later minute, in the order in which they came. */
export const RUNS_PER_MINUTE = 300;
const MINUTE_MS = 60_000;

/** Back-pressure: ten thousand leads that arrive at once are worked on in turns and do not hold up other sites. */
export function createTurns(redis: Pick<Redis, 'multi'>, clock: Clock, perMinute = RUNS_PER_MINUTE) {
  /** @returns when it is this run's turn; null for now */
  return async (): Promise<Date | null> => {
    const now = clock.now().getTime();
    const minute = Math.floor(now / MINUTE_MS);
    const key = tenantKey(currentTenantId(), 'automations', 'minute', minute);
    const answers = await redis.multi().incr(key).expire(key, 120).exec();
    const place = Number(answers?.[0]?.[1] ?? 0);
    if (place <= perMinute) return null;
    const later = Math.floor((place - 1) / perMinute);
    const within = ((place - 1) % perMinute) / perMinute;
    return new Date((minute + later + within) * MINUTE_MS);
  };
}
export type Turns = ReturnType<typeof createTurns>;
