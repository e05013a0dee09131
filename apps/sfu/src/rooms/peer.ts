import { randomUUID } from 'node:crypto';
import {
  ProblemError,
  type MediaSource,
  type PeerCloseReason,
  type RoomRole,
  type RoomStanding,
  type signalNamespace,
  type TicketClaims,
} from '@stageline/contracts';
import type { types } from 'mediasoup';
import type { z } from 'zod';
import type { MediaTransport } from '../engine/media-transport.ts';
import type { Receiver } from '../engine/receiver.ts';
import { permissions, rolePermissions } from './permissions.ts';
import type { Place } from './place.ts';
import type { ReceivedTrack } from './received-track.ts';

type Tells = (typeof signalNamespace)['tell'];
export type TellEvent = keyof Tells;
export type TellPayload<E extends TellEvent> = z.input<Tells[E]>;

/** The other end of a peer, whatever carries it. */
export interface PeerLink {
  tell<E extends TellEvent>(event: E, payload: TellPayload<E>): void;
  /** Says why and disconnects. */
  end(reason: PeerCloseReason): void;
}

export interface HostedProducer {
  readonly media: types.Producer;
  readonly source: MediaSource;
}

/** What a peer may say depends on this, and on where it stands. */
export type PeerState = 'connected' | 'joining' | 'joined' | 'closed';

/**
 * One connection to a room. It owns its transports, and through them what it sends and receives; ids from the network
 * are looked up here only, so that one peer's id means nothing in the mouth of another.
 */
export class Peer {
  /** Names this connection in reports; one identity has a new one after each reconnect. */
  readonly connectionId = randomUUID();
  readonly claims: TicketClaims;
  readonly link: PeerLink;
  readonly producers = new Map<string, HostedProducer>();
  readonly consumers = new Map<string, ReceivedTrack>();
  /** What it sends or is about to. */
  readonly sources = new Set<MediaSource>();
  state: PeerState = 'connected';
  /** That of its ticket, until a host gives it another. */
  role: RoomRole;
  /** Known from the role for hosts, and from the room's stage for everybody else, once it is in the room. */
  standing: RoomStanding;
  /** Whether others know that it is here. */
  announced = false;
  /** Whether its join was reported, and its leave must be. */
  reported = false;
  /** Where it receives; set by the join. */
  place: Place | undefined;
  receive: Receiver | undefined;
  /** Stands for it where it watches a room that is full; it receives nothing then. */
  overflow: string | undefined;
  send: MediaTransport | undefined;

  constructor(claims: TicketClaims, link: PeerLink) {
    this.claims = claims;
    this.role = claims.role;
    this.standing = rolePermissions[claims.role].onStage ? 'host' : 'audience';
    this.link = link;
  }

  get isViewer(): boolean {
    return !rolePermissions[this.role].team && !this.isHidden;
  }

  /** Whether nobody may know that it is here. */
  get isHidden(): boolean {
    return rolePermissions[this.role].hidden;
  }

  /** Whether it may send from where it stands. */
  get maySend(): boolean {
    return permissions[this.standing].sources.length > 0;
  }

  /** Whether it meets the others before the session is live. */
  get isBackstage(): boolean {
    return rolePermissions[this.role].team || this.maySend;
  }

  /** @throws ProblemError `not-found` */
  transport(id: string): Pick<Receiver, 'connect' | 'restartIce'> {
    if (this.receive?.id === id) return this.receive;
    if (this.send?.media.id === id) return this.send;
    throw new ProblemError('not-found');
  }

  /** @throws ProblemError `not-found` */
  producer(id: string): HostedProducer {
    const found = this.producers.get(id);
    if (found === undefined) throw new ProblemError('not-found');
    return found;
  }

  /** Closes its transports and with them all that runs over them. Harmless when repeated. */
  close(): void {
    this.state = 'closed';
    for (const track of this.consumers.values()) track.close();
    this.receive?.close();
    this.send?.media.close();
    this.producers.clear();
    this.sources.clear();
    this.consumers.clear();
  }
}
