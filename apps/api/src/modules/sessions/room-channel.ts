import { roomNamespace, type ChatMessage, type SessionId, type TenantId } from '@stageline/contracts';
import { tenantRoom } from '@stageline/tenancy';
import type { z } from 'zod';
import type { Broadcaster } from '../../realtime/binding.ts';

export type RoomState = z.output<(typeof roomNamespace.tell)['room:state']>;
export type RoomTick = z.output<(typeof roomNamespace.tell)['room:tick']>;

/** The socket room of everybody in a session's room. */
export const sessionRoom = (tenantId: TenantId, sessionId: SessionId) => tenantRoom(tenantId, 'session', sessionId);

/** What the server tells everybody in a room; ticks of one room are merged by the gateway. */
export interface RoomChannel {
  state(tenantId: TenantId, sessionId: SessionId, state: RoomState): void;
  message(tenantId: TenantId, sessionId: SessionId, message: ChatMessage): void;
  viewers(tenantId: TenantId, sessionId: SessionId, viewers: number): void;
}

export function createRoomChannel(broadcaster: Broadcaster): RoomChannel {
  const tell = (tenantId: TenantId, sessionId: SessionId, event: string, payload: RoomState | RoomTick) =>
    broadcaster.tell(roomNamespace.name, sessionRoom(tenantId, sessionId), event, payload);
  return {
    state: (tenantId, sessionId, state) => tell(tenantId, sessionId, 'room:state', state),
    message: (tenantId, sessionId, message) => tell(tenantId, sessionId, 'room:tick', { messages: [message] }),
    viewers: (tenantId, sessionId, viewers) => tell(tenantId, sessionId, 'room:tick', { messages: [], viewers }),
  };
}

/** Two ticks become one: messages in their order, the newer count. */
export function mergeTicks(older: RoomTick, newer: RoomTick): RoomTick {
  const messages = [...older.messages, ...newer.messages].sort((a, b) => a.sequence - b.sequence);
  const viewers = newer.viewers ?? older.viewers;
  return viewers === undefined ? { messages } : { messages, viewers };
}
