import {
  roomNamespace,
  type ChatChange,
  type ChatMessage,
  type ChatStanding,
  type MembershipId,
  type PersonId,
  type SessionId,
  type TenantId,
} from '@stageline/contracts';
import { tenantRoom } from '@stageline/tenancy';
import type { z } from 'zod';
import type { Broadcaster } from '../../realtime/binding.ts';

export type RoomState = z.output<(typeof roomNamespace.tell)['room:state']>;
export type RoomTick = z.output<(typeof roomNamespace.tell)['room:tick']>;

/** The socket room of everybody in a session's room. */
export const sessionRoom = (tenantId: TenantId, sessionId: SessionId) => tenantRoom(tenantId, 'session', sessionId);

/** The socket room of one person in a session's room, over all of their connections. */
export const personRoom = (tenantId: TenantId, sessionId: SessionId, identity: PersonId | MembershipId) =>
  tenantRoom(tenantId, 'session', sessionId, 'person', identity);

/** What the server tells everybody in a room; ticks of one room are merged by the gateway. */
export interface RoomChannel {
  state(tenantId: TenantId, sessionId: SessionId, state: RoomState): void;
  message(tenantId: TenantId, sessionId: SessionId, message: ChatMessage): void;
  change(tenantId: TenantId, sessionId: SessionId, change: ChatChange): void;
  viewers(tenantId: TenantId, sessionId: SessionId, viewers: number): void;
  /** Tells one person. */
  standing(tenantId: TenantId, sessionId: SessionId, identity: PersonId, standing: ChatStanding): void;
  /** Tells one person that they may come behind the stage. */
  called(tenantId: TenantId, sessionId: SessionId, identity: PersonId): void;
  /** Closes every connection of one person to the room; they may come back with another ticket. */
  disconnect(tenantId: TenantId, sessionId: SessionId, identity: PersonId | MembershipId): void;
}

export function createRoomChannel(broadcaster: Broadcaster): RoomChannel {
  const tell = (tenantId: TenantId, sessionId: SessionId, event: string, payload: RoomState | RoomTick) =>
    broadcaster.tell(roomNamespace.name, sessionRoom(tenantId, sessionId), event, payload);
  return {
    state: (tenantId, sessionId, state) => tell(tenantId, sessionId, 'room:state', state),
    message: (tenantId, sessionId, message) => tell(tenantId, sessionId, 'room:tick', { messages: [message] }),
    change: (tenantId, sessionId, change) =>
      tell(tenantId, sessionId, 'room:tick', { messages: [], changes: [change] }),
    standing: (tenantId, sessionId, identity, standing) =>
      broadcaster.tell(roomNamespace.name, personRoom(tenantId, sessionId, identity), 'room:standing', standing),
    called: (tenantId, sessionId, identity) =>
      broadcaster.tell(roomNamespace.name, personRoom(tenantId, sessionId, identity), 'room:called', {}),
    disconnect: (tenantId, sessionId, identity) =>
      broadcaster.disconnectRoom(roomNamespace.name, personRoom(tenantId, sessionId, identity)),
    viewers: (tenantId, sessionId, viewers) => tell(tenantId, sessionId, 'room:tick', { messages: [], viewers }),
  };
}

/** Two ticks become one: messages and changes in their order, the newer count. */
export function mergeTicks(older: RoomTick, newer: RoomTick): RoomTick {
  const messages = [...older.messages, ...newer.messages].sort((a, b) => a.sequence - b.sequence);
  const viewers = newer.viewers ?? older.viewers;
  const changes = [...(older.changes ?? []), ...(newer.changes ?? [])].sort((a, b) => a.revision - b.revision);
  return { messages, ...(changes.length > 0 && { changes }), ...(viewers !== undefined && { viewers }) };
}
