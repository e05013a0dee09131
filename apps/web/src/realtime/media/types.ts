import type { MediaSource, PeerCloseReason, Problem, RoomPerson, RoomRole, RoomStanding } from '@stageline/contracts';

/**
 * Why the client has ended for good: we `left`, somebody took our place (`replaced`), the session is over
 * (`room-closed`), we were `refused` (see the problem), or the browser has no WebRTC (`unsupported`).
 */
export type MediaCloseReason = 'left' | Exclude<PeerCloseReason, 'reconnect'> | 'refused' | 'unsupported';

export type MediaState =
  | { readonly status: 'idle' }
  | { readonly status: 'connecting' }
  | { readonly status: 'connected'; readonly role: RoomRole }
  /** The connection was lost; `attempt` counts from 1. */
  | { readonly status: 'reconnecting'; readonly attempt: number }
  | { readonly status: 'closed'; readonly reason: MediaCloseReason; readonly problem: Problem | undefined };

/** A track that we receive. The same object until it is removed; `paused` is its sender's doing. */
export interface RemoteTrack {
  readonly id: string;
  readonly track: MediaStreamTrack;
  readonly source: MediaSource;
  /** Who sends it, stable over reconnects. */
  readonly identity: string;
  readonly displayName: string;
  readonly paused: boolean;
  /** Our network is too weak for even the smallest picture of it. */
  readonly starved: boolean;
}

/** A track that we send. */
export interface LocalProducer {
  readonly source: MediaSource;
  readonly track: MediaStreamTrack;
  readonly paused: boolean;
}

export interface PeopleChange {
  readonly all: boolean;
  readonly changed: readonly RoomPerson[];
  readonly gone: readonly string[];
}

export interface MediaEvents {
  readonly state: MediaState;
  readonly 'track-added': RemoteTrack;
  /** Its sender paused it or went on, or our network does not carry it or does again; the new description of the same track. */
  readonly 'track-changed': RemoteTrack;
  readonly 'track-removed': RemoteTrack;
  /** All that we send now. */
  readonly producers: readonly LocalProducer[];
  /** Attendees in the room, by the server's count. */
  readonly viewers: number;
  /** Where we stand, said with each connection and with each change. */
  readonly standing: RoomStanding;
  /** What we may do besides, said with each connection and with each change. */
  readonly role: RoomRole;
  /** Where to watch a room that is full, on the site; null where its tracks are received. Said with each connection and its end. */
  readonly overflow: string | null;
  /** A host muted our microphone, which is paused now. */
  readonly muted: undefined;
  /** What a host hears of the people in the room; `all` begins anew. */
  readonly people: PeopleChange;
}
