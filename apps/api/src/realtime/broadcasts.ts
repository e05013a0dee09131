import type { TenantId } from '@stageline/contracts';
import type { Logger } from '@stageline/platform';
import { globalKey } from '@stageline/tenancy';
import type { Redis } from 'ioredis';
import type { Broadcaster } from './binding.ts';

const CHANNEL = globalKey('broadcast');

/** What one process tells all of them. */
export type Envelope =
  | { kind: 'tell'; namespace: string; room: string; event: string; payload: unknown }
  | { kind: 'disconnect-room'; namespace: string; room: string }
  | { kind: 'disconnect-tenant'; tenantId: TenantId };

/**
 * Broadcasts travel through one Redis channel to every process that holds sockets, this one included, so that a job in
 * the worker reaches them the same way as a request here.
 */
export function createBroadcaster(redis: Redis, logger: Logger): Broadcaster {
  const publish = (envelope: Envelope) => {
    redis.publish(CHANNEL, JSON.stringify(envelope)).catch((err: unknown) => {
      // Clients close the gap themselves: deltas are numbered and hints are followed by a refetch on reconnect.
      logger.warn({ err }, 'broadcast lost');
    });
  };
  return {
    tell: (namespace, room, event, payload) => publish({ kind: 'tell', namespace, room, event, payload }),
    disconnectRoom: (namespace, room) => publish({ kind: 'disconnect-room', namespace, room }),
    disconnectTenant: (tenantId) => publish({ kind: 'disconnect-tenant', tenantId }),
  };
}

/** What arrives of it at this process. */
export interface Broadcasts {
  listen(listener: (envelope: Envelope) => void): void;
}

/**
 * Hears the broadcasts of all processes; each is read once, however many listen.
 * @param subscriber a connection of its own: a subscriber cannot send other commands
 */
export async function hearBroadcasts(subscriber: Redis): Promise<Broadcasts> {
  const listeners: ((envelope: Envelope) => void)[] = [];
  await subscriber.subscribe(CHANNEL);
  subscriber.on('message', (channel, text) => {
    if (channel !== CHANNEL) return;
    const envelope = JSON.parse(text) as Envelope;
    for (const listener of listeners) listener(envelope);
  });
  return { listen: (listener) => void listeners.push(listener) };
}
