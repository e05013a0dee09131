import { ProblemError, type TenantId } from '@stageline/contracts';
import type { Envelope } from './broadcasts.ts';

/** Streams that one address may have open on one site: a hall behind one address, not a flood. */
const MAX_PER_ADDRESS = 200;
/** Streams of one site on this process; the others are told to poll, so that no site takes the place of all. */
const MAX_PER_TENANT = 2000;
const MAX_STREAMS = 5000;
/** What a reader who finds no place waits before they ask again. */
const RETRY_SECONDS = 30;
/** Longer than any request takes from its host's look-up to its stream. */
const SECOND_LOOK_MS = 2000;

/** Somebody who follows a room over an answer that goes on. */
export interface Follower {
  readonly tenantId: TenantId;
  readonly address: string;
  readonly namespace: string;
  /** From `tenantRoom(tenantId, …)`. */
  readonly room: string;
  hear(event: string, payload: unknown): void;
  /** Nothing will be heard any more: the stream is to end. */
  end(): void;
}

export interface EventStreams {
  /**
   * Lets a follower in.
   * @returns lets them go; safe to call twice
   * @throws ProblemError `too-many-requests` where the address has too many, `unavailable` where there is no room or this
   * process is about to stop
   */
  open(follower: Follower): () => void;
  /** Takes what was broadcast. */
  readonly hear: (envelope: Envelope) => void;
  /** Ends every stream, and lets nobody in any more. */
  close(): void;
  readonly size: number;
}

/** The readers of server-sent events of this process: who they are, and how many there may be. */
export function createEventStreams(): EventStreams {
  const rooms = new Map<string, Set<Follower>>();
  const counts = new Map<string, number>();
  const timers = new Set<NodeJS.Timeout>();
  let size = 0;
  let closing = false;

  const countOf = (key: string) => counts.get(key) ?? 0;
  function count(key: string, by: 1 | -1): void {
    const next = countOf(key) + by;
    if (next === 0) counts.delete(key);
    else counts.set(key, next);
  }
  const addressKey = ({ tenantId, address }: Follower) => `${tenantId} ${address}`;
  const roomKey = (namespace: string, room: string) => `${namespace} ${room}`;

  function assertRoom(follower: Follower): void {
    if (closing || size >= MAX_STREAMS || countOf(follower.tenantId) >= MAX_PER_TENANT)
      throw new ProblemError('unavailable', { retryAfterSeconds: RETRY_SECONDS });
    if (countOf(addressKey(follower)) >= MAX_PER_ADDRESS)
      throw new ProblemError('too-many-requests', { retryAfterSeconds: RETRY_SECONDS });
  }

  function enter(follower: Follower, by: 1 | -1): void {
    size += by;
    count(follower.tenantId, by);
    count(addressKey(follower), by);
  }

  function endWhere(matches: (follower: Follower) => boolean): void {
    for (const room of [...rooms.values()]) for (const follower of [...room]) if (matches(follower)) follower.end();
  }

  /** Whoever was on their way in at that moment was admitted by what was known before. */
  function endTenant(tenantId: TenantId): void {
    const isTheirs = (follower: Follower) => follower.tenantId === tenantId;
    endWhere(isTheirs);
    const timer = setTimeout(() => {
      timers.delete(timer);
      endWhere(isTheirs);
    }, SECOND_LOOK_MS);
    timers.add(timer.unref());
  }

  return {
    open(follower) {
      assertRoom(follower);
      const key = roomKey(follower.namespace, follower.room);
      const room = rooms.get(key) ?? new Set();
      rooms.set(key, room.add(follower));
      enter(follower, 1);
      return () => {
        if (!room.delete(follower)) return;
        enter(follower, -1);
        if (room.size === 0 && rooms.get(key) === room) rooms.delete(key);
      };
    },
    hear(envelope) {
      if (envelope.kind === 'disconnect-tenant') return endTenant(envelope.tenantId);
      if (envelope.kind === 'disconnect-room') return;
      const room = rooms.get(roomKey(envelope.namespace, envelope.room));
      for (const follower of room ?? []) follower.hear(envelope.event, envelope.payload);
    },
    close() {
      closing = true;
      for (const timer of timers) clearTimeout(timer);
      endWhere(() => true);
    },
    get size() {
      return size;
    },
  };
}
