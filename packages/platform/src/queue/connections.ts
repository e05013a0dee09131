import { Redis, type RedisOptions } from 'ioredis';
import type { Logger } from '../logger.ts';

/** The Redis connections of one process's lanes: one for commands, one for events, one per lane that blocks for jobs. */
export interface QueueConnections {
  readonly create: (type: 'client' | 'subscriber' | 'bclient') => Redis;
  close(): Promise<void>;
}

/** Commands wait out a restart of Redis of about three seconds; readers wait for ever, as bull demands of them. */
const COMMAND_RETRIES = 10;

/** Opens connections when they are first asked for. */
export function createConnections(redisUrl: string, logger: Logger): QueueConnections {
  const open = new Set<Redis>();
  const shared = new Map<string, Redis>();

  function connect(type: string, options: RedisOptions): Redis {
    const redis = new Redis(redisUrl, {
      connectionName: `queue-${type}`,
      enableReadyCheck: false,
      retryStrategy: (attempt) => Math.min(50 * attempt, 1000),
      ...options,
    });
    redis.on('error', (err) => logger.debug({ err, connection: type }, 'queue: Redis connection error'));
    // every lane adds listeners of its own to the shared ones
    redis.setMaxListeners(50);
    open.add(redis);
    return redis;
  }

  return {
    create(type) {
      if (type === 'bclient') return withQuickQuit(connect(type, { maxRetriesPerRequest: null }));
      const known = shared.get(type);
      if (known !== undefined) return known;
      const redis = connect(type, { maxRetriesPerRequest: type === 'client' ? COMMAND_RETRIES : null });
      shared.set(type, redis);
      return redis;
    },
    async close() {
      await Promise.all([...open].map((redis) => hangUp(redis)));
    },
  };
}

/** A reader that blocks has nothing to flush, but its QUIT would wait behind the blocking command: hang up instead. */
function withQuickQuit(redis: Redis): Redis {
  redis.quit = async () => {
    redis.disconnect();
    return 'OK';
  };
  return redis;
}

async function hangUp(redis: Redis): Promise<void> {
  if (redis.status === 'ready') await redis.quit().catch(() => undefined);
  redis.disconnect();
}
