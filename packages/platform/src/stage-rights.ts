import type { SessionId, TenantId } from '@stageline/contracts';
import { tenantKey } from '@stageline/tenancy/keys';
import type { Redis } from 'ioredis';
import { z } from 'zod';

/** Longer than any session with its breaks; the session's end clears it, and this what that missed. */
const KEEP_SECONDS = 48 * 3600;

const StageRight = z.object({ standing: z.enum(['invited', 'panelist']), displayName: z.string() });
/** What an attendee was given: an invitation to the stage, or a place on it. */
export type StageRight = z.infer<typeof StageRight>;

/** Who was given a right to the stage, outside of the process that serves the room, so that it outlives it. */
export interface StageRights {
  /** By identity. */
  load(tenantId: TenantId, sessionId: SessionId): Promise<Map<string, StageRight>>;
  /** Null for somebody without one. */
  find(tenantId: TenantId, sessionId: SessionId, identity: string): Promise<StageRight | null>;
  set(tenantId: TenantId, sessionId: SessionId, identity: string, right: StageRight): Promise<void>;
  /** Harmless when there is none. */
  remove(tenantId: TenantId, sessionId: SessionId, identity: string): Promise<void>;
  /** All of a session, which is over. */
  clear(tenantId: TenantId, sessionId: SessionId): Promise<void>;
}

/** Rights to the stage in Redis: one hash per session. Errors are Redis' own. */
export function createStageRights(redis: Redis): StageRights {
  const keyOf = (tenantId: TenantId, sessionId: SessionId) => tenantKey(tenantId, 'room', 'stage', sessionId);
  return {
    async load(tenantId, sessionId) {
      const fields = await redis.hgetall(keyOf(tenantId, sessionId));
      const rights = Object.entries(fields).map(([identity, text]) => [identity, StageRight.parse(JSON.parse(text))]);
      return new Map(rights as [string, StageRight][]);
    },
    async find(tenantId, sessionId, identity) {
      const text = await redis.hget(keyOf(tenantId, sessionId), identity);
      return text === null ? null : StageRight.parse(JSON.parse(text));
    },
    async set(tenantId, sessionId, identity, right) {
      const key = keyOf(tenantId, sessionId);
      const results = await redis.multi().hset(key, identity, JSON.stringify(right)).expire(key, KEEP_SECONDS).exec();
      const failed = results?.find(([error]) => error !== null)?.[0];
      if (failed) throw failed;
    },
    async remove(tenantId, sessionId, identity) {
      await redis.hdel(keyOf(tenantId, sessionId), identity);
    },
    async clear(tenantId, sessionId) {
      await redis.del(keyOf(tenantId, sessionId));
    },
  };
}
