import {
  roomNamespace,
  type Aside,
  type CaptionLine,
  type CaptionState,
  type ChatChange,
  type ChatMessage,
  type ChatStanding,
  type HeldMessage,
  type MembershipId,
  type OfferCounts,
  type OfferId,
  type PersonId,
  type PollRunId,
  type PollTally,
  type Reaction,
  type ReactionCounts,
  type SessionId,
  type TenantId,
} from '@stageline/contracts';
import { tenantRoom } from '@stageline/tenancy';
import type { z } from 'zod';
import type { Broadcaster } from '../../realtime/binding.ts';

export type RoomState = z.output<(typeof roomNamespace.tell)['room:state']>;
export type HostTick = z.output<(typeof roomNamespace.tell)['room:host-tick']>;
export type Tallies = Readonly<Record<PollRunId, PollTally>>;
export type RoomTick = z.output<(typeof roomNamespace.tell)['room:tick']>;

/** The socket room of everybody in a session's room. */
export const sessionRoom = (tenantId: TenantId, sessionId: SessionId) => tenantRoom(tenantId, 'session', sessionId);

/** The socket room of those who host a session. */
export const hostsRoom = (tenantId: TenantId, sessionId: SessionId) =>
  tenantRoom(tenantId, 'session', sessionId, 'hosts');

/** The socket room of one person in a session's room, over all of their connections. */
export const personRoom = (tenantId: TenantId, sessionId: SessionId, identity: PersonId | MembershipId) =>
  tenantRoom(tenantId, 'session', sessionId, 'person', identity);

/** The socket room of those who moderate a session's room. */
export const teamRoom = (tenantId: TenantId, sessionId: SessionId) =>
  tenantRoom(tenantId, 'session', sessionId, 'team');

/** What the server tells everybody in a room; ticks of one room are merged by the gateway. */
export interface RoomChannel {
  state(tenantId: TenantId, sessionId: SessionId, state: RoomState): void;
  message(tenantId: TenantId, sessionId: SessionId, message: ChatMessage): void;
  change(tenantId: TenantId, sessionId: SessionId, change: ChatChange): void;
  viewers(tenantId: TenantId, sessionId: SessionId, viewers: number): void;
  /** Results that everybody sees, by run. */
  tallies(tenantId: TenantId, sessionId: SessionId, tallies: Tallies): void;
  /** Reactions that came, in all. */
  reactions(tenantId: TenantId, sessionId: SessionId, counts: ReactionCounts): void;
  /** Tells those who host. */
  hosts(tenantId: TenantId, sessionId: SessionId, tick: HostTick): void;
  /** Tells one person. */
  standing(tenantId: TenantId, sessionId: SessionId, identity: PersonId, standing: ChatStanding): void;
  /** Tells the moderators and one person what is between them, each as they may know it. */
  aside(tenantId: TenantId, sessionId: SessionId, identity: PersonId, told: { team: Aside; person: Aside }): void;
  /** Tells the moderators and its author what was held or decided, each as they may know it. */
  held(
    tenantId: TenantId,
    sessionId: SessionId,
    identity: PersonId,
    told: { team: HeldMessage; person: HeldMessage },
  ): void;
  /** Tells one person that they may come behind the stage. */
  called(tenantId: TenantId, sessionId: SessionId, identity: PersonId): void;
  /** Tells everybody how it is about captions; what is said is told by `captioned`. */
  captions(tenantId: TenantId, sessionId: SessionId, state: CaptionState): void;
  captioned(tenantId: TenantId, sessionId: SessionId, lines: readonly CaptionLine[]): void;
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
    tallies: (tenantId, sessionId, tallies) => tell(tenantId, sessionId, 'room:tick', { messages: [], tallies }),
    reactions: (tenantId, sessionId, reactions) => tell(tenantId, sessionId, 'room:tick', { messages: [], reactions }),
    hosts: (tenantId, sessionId, tick) =>
      broadcaster.tell(roomNamespace.name, hostsRoom(tenantId, sessionId), 'room:host-tick', tick),
    standing: (tenantId, sessionId, identity, standing) =>
      broadcaster.tell(roomNamespace.name, personRoom(tenantId, sessionId, identity), 'room:standing', standing),
    aside(tenantId, sessionId, identity, { team, person }) {
      broadcaster.tell(roomNamespace.name, teamRoom(tenantId, sessionId), 'room:aside', team);
      broadcaster.tell(roomNamespace.name, personRoom(tenantId, sessionId, identity), 'room:aside', person);
    },
    held(tenantId, sessionId, identity, { team, person }) {
      broadcaster.tell(roomNamespace.name, teamRoom(tenantId, sessionId), 'room:held-changed', team);
      broadcaster.tell(roomNamespace.name, personRoom(tenantId, sessionId, identity), 'room:held-changed', person);
    },
    called: (tenantId, sessionId, identity) =>
      broadcaster.tell(roomNamespace.name, personRoom(tenantId, sessionId, identity), 'room:called', {}),
    captions: (tenantId, sessionId, state) =>
      broadcaster.tell(roomNamespace.name, sessionRoom(tenantId, sessionId), 'room:captions', state),
    captioned: (tenantId, sessionId, lines) =>
      broadcaster.tell(roomNamespace.name, sessionRoom(tenantId, sessionId), 'room:captioned', { lines }),
    disconnect: (tenantId, sessionId, identity) =>
      broadcaster.disconnectRoom(roomNamespace.name, personRoom(tenantId, sessionId, identity)),
    viewers: (tenantId, sessionId, viewers) => tell(tenantId, sessionId, 'room:tick', { messages: [], viewers }),
  };
}

/** Of two results of one run the newer. */
function mergeTallies(older: Tallies = {}, newer: Tallies = {}): Tallies {
  const merged = { ...older };
  for (const [id, tally] of Object.entries(newer) as [PollRunId, PollTally][])
    if ((merged[id]?.version ?? -1) < tally.version) merged[id] = tally;
  return merged;
}

/** Counts only rise: of two the higher is the newer. */
function mergeReactions(older: ReactionCounts = {}, newer: ReactionCounts = {}): ReactionCounts {
  const merged = { ...older };
  for (const [reaction, count] of Object.entries(newer) as [Reaction, number][])
    merged[reaction] = Math.max(merged[reaction] ?? 0, count);
  return merged;
}

/** Two ticks become one: messages and changes in their order, the newer counts and results. */
export function mergeTicks(older: RoomTick, newer: RoomTick): RoomTick {
  const messages = [...older.messages, ...newer.messages].sort((a, b) => a.sequence - b.sequence);
  const viewers = newer.viewers ?? older.viewers;
  const changes = [...(older.changes ?? []), ...(newer.changes ?? [])].sort((a, b) => a.revision - b.revision);
  const tallies = mergeTallies(older.tallies, newer.tallies);
  const reactions = mergeReactions(older.reactions, newer.reactions);
  return {
    messages,
    ...(changes.length > 0 && { changes }),
    ...(viewers !== undefined && { viewers }),
    ...(Object.keys(tallies).length > 0 && { tallies }),
    ...(Object.keys(reactions).length > 0 && { reactions }),
  };
}

/** Two ticks of hosts become one: of each offer the higher numbers, which are the newer ones. */
export function mergeHostTicks(older: HostTick, newer: HostTick): HostTick {
  const offers = { ...older.offers };
  for (const [id, counts] of Object.entries(newer.offers ?? {}) as [OfferId, OfferCounts][]) {
    const { shown, clicked, dismissed } = offers[id] ?? counts;
    offers[id] = {
      shown: Math.max(shown, counts.shown),
      clicked: Math.max(clicked, counts.clicked),
      dismissed: Math.max(dismissed, counts.dismissed),
    };
  }
  return { offers, tallies: mergeTallies(older.tallies, newer.tallies) };
}
