import type { EventDefinition, EventId, TenantId } from '@stageline/contracts';
import type { z } from 'zod';

/** What a subscriber is told besides the payload. */
export interface EventContext {
  readonly eventId: EventId;
  readonly tenantId: TenantId;
  readonly recordedAt: Date;
}

/** Who wants to know of an event. Subscribers of one event do not see each other's failures. */
export interface Subscriber {
  /** `feature.what-it-does`; part of the delivery's id, so it is never renamed. */
  readonly id: string;
  readonly event: EventDefinition;
  /**
   * `false` for a handler whose effect lies outside the database, such as sending a mail: it runs at least once. Otherwise
   * the handler runs in one transaction with the note that it has run, and what it writes is there exactly once.
   */
  readonly transactional?: boolean;
  /** Attempts before the delivery becomes a dead letter. Default 10, over about six minutes. */
  readonly attempts?: number;
  /** Runs for a suspended tenant, too: what its owner or the law is owed whatever happens. */
  readonly alsoPaused?: boolean;
  readonly handle: (payload: unknown, context: EventContext) => Promise<void>;
  /**
   * Told that a delivery has failed for good: once its dead letter is kept, at least once, inside the event's tenant and in
   * no transaction. A replay may have begun meanwhile.
   */
  readonly onDead?: (payload: unknown, context: EventContext) => Promise<void>;
}

/** Declares a subscriber; the payload's type follows from the event. */
export function subscriber<const E extends EventDefinition>(
  definition: Omit<Subscriber, 'event' | 'handle' | 'onDead'> & {
    readonly event: E;
    readonly handle: (payload: z.output<E['payload']>, context: EventContext) => Promise<void>;
    readonly onDead?: (payload: z.output<E['payload']>, context: EventContext) => Promise<void>;
  },
): Subscriber {
  const { handle, onDead, ...rest } = definition;
  const parse = (payload: unknown) => rest.event.payload.parse(payload) as z.output<E['payload']>;
  return {
    ...rest,
    handle: (payload, context) => handle(parse(payload), context),
    ...(onDead && { onDead: async (payload: unknown, context: EventContext) => onDead(parse(payload), context) }),
  };
}
