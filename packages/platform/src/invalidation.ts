import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';

/** Told which key of its topic is out of date; `null` means that messages may have been lost, so all of them are. */
export type InvalidationListener = (key: string | null) => void;

/** Tells every process that something it may hold in memory has changed. One Redis channel serves all topics. */
export interface InvalidationBus {
  /**
   * Reaches the listeners of this process before it returns, those of other processes within a round trip.
   * @throws when Redis cannot be reached; this process is told in any case
   */
  publish(topic: string, key: string): Promise<void>;
  on(topic: string, listener: InvalidationListener): void;
  close(): Promise<void>;
}

interface Message {
  origin: string;
  topic: string;
  key: string;
}

/**
 * Pub/sub forgets what was sent while a subscriber was away; after a reconnect every listener hears `null`. Caches keep
 * a short time to live besides, as the backstop.
 * @param redis any connection; the bus opens a second one for listening and closes only that
 * @param channel from `globalKey`
 */
export async function createInvalidationBus(options: { redis: Redis; channel: string }): Promise<InvalidationBus> {
  const { redis, channel } = options;
  const origin = randomUUID();
  const listeners = new Map<string, InvalidationListener[]>();
  const tell = (topic: string, key: string | null) => listeners.get(topic)?.forEach((listener) => listener(key));

  const subscriber = redis.duplicate();
  let subscribed = false;
  subscriber.on('message', (_channel, text) => {
    const message = JSON.parse(text) as Message;
    if (message.origin !== origin) tell(message.topic, message.key);
  });
  subscriber.on('ready', () => {
    if (subscribed) for (const topic of listeners.keys()) tell(topic, null);
  });
  // Reconnecting is the client's own business; without a listener an error event would end the process.
  subscriber.on('error', () => undefined);
  await subscriber.subscribe(channel);
  subscribed = true;

  return {
    async publish(topic, key) {
      tell(topic, key);
      await redis.publish(channel, JSON.stringify({ origin, topic, key } satisfies Message));
    },
    on(topic, listener) {
      listeners.set(topic, [...(listeners.get(topic) ?? []), listener]);
    },
    async close() {
      subscriber.disconnect();
    },
  };
}
