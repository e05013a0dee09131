import { Redis, type RedisOptions } from 'ioredis';

export type { Redis };

export interface RedisConnectOptions {
  /** Shown by `CLIENT LIST`, e.g. `api`. */
  readonly name: string;
  /** More of ioredis, e.g. `maxRetriesPerRequest: null` for a blocking reader. */
  readonly options?: RedisOptions;
}

/** A server that hangs is as good as none. */
const COMMAND_TIMEOUT_MS = 5000;

/**
 * Connects to Redis and waits until it answers; later drops are reconnected for ever, with commands failing after about a
 * second instead of piling up.
 * @throws Error in one sentence, without the password, when Redis cannot be reached within 5 s
 */
export async function connectRedis(url: string, { name, options = {} }: RedisConnectOptions): Promise<Redis> {
  const redis = new Redis(url, {
    connectionName: name,
    lazyConnect: true,
    maxRetriesPerRequest: 3,
    connectTimeout: 5000,
    commandTimeout: COMMAND_TIMEOUT_MS,
    retryStrategy: (attempt) => Math.min(50 * attempt, 1000),
    ...options,
  });
  // without a listener a dropped connection would be an uncaught error; commands report it to their callers
  redis.on('error', () => undefined);
  try {
    await redis.connect();
  } catch (cause) {
    redis.disconnect();
    throw new Error(`Redis at ${addressOf(url)} cannot be reached. Start it, or point REDIS_URL at another.`, {
      cause,
    });
  }
  return redis;
}

/** Host and port of a Redis URL, without credentials. */
function addressOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'the configured address';
}
