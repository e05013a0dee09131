import type { ReadStream } from 'node:fs';
import {
  ProblemError,
  TICKET_TTL_SECONDS,
  mediaCodecs,
  type JoinAnswer,
  type PeerCloseReason,
  type RoomRole,
  type RtpCapabilities,
  type SessionId,
  type TenantId,
  type TicketClaims,
} from '@stageline/contracts';
import type { Clock, Logger } from '@stageline/platform';
import type { StageRights } from '@stageline/platform/stage-rights';
import type { types } from 'mediasoup';
import type { OpenTransport } from '../engine/media-transport.ts';
import type { WorkerPool } from '../engine/worker-pool.ts';
import type { WorkerSlot } from '../engine/worker-slot.ts';
import type { OverflowBudget, OverflowOptions } from '../overflow/room-overflow.ts';
import type { IceServers } from '../engine/ice-servers.ts';
import type { RoomReporter } from '../reports/room-reporter.ts';
import type { Peer } from './peer.ts';
import type { OpenRemotePlace } from './room-routers.ts';
import { Room, type RoomDeps } from './room.ts';

export interface RoomRegistryDeps {
  readonly pool: Pick<WorkerPool, 'place' | 'spare'>;
  readonly openTransport: OpenTransport;
  /** Absent where there is one process only. */
  readonly openRemotePlace?: OpenRemotePlace | undefined;
  readonly iceServers: IceServers;
  readonly reporter: RoomReporter;
  readonly rights: StageRights;
  /** Which process serves which session; absent where there is one only. */
  readonly owners?: SessionOwners | undefined;
  /** Told of everything that is sent in any room. */
  readonly onProducer?: RoomDeps['onProducer'];
  /** Absent where a room that is full takes nobody any more. */
  readonly overflow?: OverflowOptions | undefined;
  readonly logger: Logger;
  readonly clock: Clock;
}

/** See that a session is served by one process at a time. */
export interface SessionOwners {
  /** @throws ProblemError `unavailable` when another process serves it */
  claim(tenantId: TenantId, sessionId: SessionId): Promise<void>;
  release(tenantId: TenantId, sessionId: SessionId): void;
}

/** A session id alone names no room: a tenant's room is found under that tenant only. */
const roomKey = (tenantId: TenantId, sessionId?: SessionId): string => `${tenantId}/${sessionId ?? ''}`;

/** What a ticket stands and falls with: a member, and where they are signed in. */
const holdersOf = ({ identity, signInId }: TicketClaims): string[] =>
  signInId === undefined ? [identity] : [identity, signInId];
const holderKey = (tenantId: TenantId, holder: string): string => `${tenantId}/holder/${holder}`;

/** A router for a room, or a part of one. */
export const createRouter = ({ worker }: WorkerSlot): Promise<types.Router> =>
  worker.createRouter({ mediaCodecs: mediaCodecs as types.RouterRtpCodecCapability[] });

/** The rooms of this process. A room begins with its first peer and ends with its last. */
export class RoomRegistry {
  readonly #deps: RoomRegistryDeps;
  readonly #rooms = new Map<string, Promise<Room>>();
  readonly #open = new Set<Room>();
  /** What somebody may do in a room by the last word of a host, until tickets of before are stale. */
  readonly #roles = new Map<string, { readonly role: RoomRole | null; readonly until: number }>();
  /** Rooms, tenants and holders of tickets that were closed, until the last ticket for them is stale; to epoch milliseconds. */
  readonly #shut = new Map<string, number>();

  readonly #overflowBudget: OverflowBudget = { used: 0 };

  constructor(deps: RoomRegistryDeps) {
    this.#deps = deps;
  }

  /** Whether a session's room is here, or about to be. */
  has(tenantId: TenantId, sessionId: SessionId): boolean {
    return this.#rooms.has(roomKey(tenantId, sessionId));
  }

  /** All rooms with a peer. */
  get rooms(): ReadonlySet<Room> {
    return this.#open;
  }

  /**
   * Brings a peer into the room of its ticket, which is made when it is the first.
   * @throws ProblemError `not-live` when the room was closed a moment ago, `invalid-ticket` when its holder was, otherwise as
   *   `Room.join`
   */
  async join(peer: Peer, rtpCapabilities: RtpCapabilities): Promise<{ room: Room; answer: JoinAnswer }> {
    const { tenantId, sessionId } = peer.claims;
    this.#refuse(peer);
    let room = await this.#obtain(tenantId, sessionId);
    // Its last peer may have left while we waited for it.
    while (room.closed) room = await this.#obtain(tenantId, sessionId);
    try {
      this.#refuse(peer);
      return { room, answer: await room.join(peer, rtpCapabilities) };
    } finally {
      room.disposeIfEmpty();
    }
  }

  /** A file of what those see who find a room full; null for whoever is none of them. */
  async overflowFile(
    { tenantId, sessionId }: { tenantId: string; sessionId: string },
    token: string,
    file: string,
  ): Promise<ReadStream | null> {
    const room = await this.#rooms.get(roomKey(tenantId as TenantId, sessionId as SessionId))?.catch(() => undefined);
    return (await room?.overflowFile(token, file)) ?? null;
  }

  /** A session is live. */
  goLive(tenantId: TenantId, sessionId: SessionId): void {
    this.#withRoom(tenantId, sessionId, (room) => room.goLive());
  }

  /** Somebody is invited behind the stage of a session that is not live yet. */
  expectSpeaker(tenantId: TenantId, sessionId: SessionId, identity: string, displayName: string): void {
    this.#withRoom(tenantId, sessionId, (room) => room.stage.expect(identity, { standing: 'invited', displayName }));
  }

  /** Gives somebody another role in a room, or shuts them out of it, whatever their unspent tickets say. */
  setRole(tenantId: TenantId, sessionId: SessionId, identity: string, role: RoomRole | null): void {
    const now = this.#deps.clock.now().getTime();
    for (const [key, { until }] of this.#roles) if (until <= now) this.#roles.delete(key);
    const until = now + TICKET_TTL_SECONDS * 1000;
    this.#roles.set(`${roomKey(tenantId, sessionId)}/${identity}`, { role, until });
    this.#withRoom(tenantId, sessionId, (room) => room.assignRole(identity, role));
  }

  /** Ends one session's room, and refuses tickets for it that are still unspent. */
  closeRoom(tenantId: TenantId, sessionId: SessionId): void {
    this.#shutFor(roomKey(tenantId, sessionId));
    this.#close('room-closed', (room) => room.tenantId === tenantId && room.sessionId === sessionId);
  }

  /** Ends all rooms of a tenant, and refuses tickets for them that are still unspent. */
  closeTenant(tenantId: TenantId): void {
    this.#shutFor(roomKey(tenantId));
    this.#close('room-closed', (room) => room.tenantId === tenantId);
  }

  /** Ends the connections of members and sign-ins of a tenant, and refuses tickets of theirs that are still unspent. */
  closePeers(tenantId: TenantId, holders: readonly string[]): void {
    for (const holder of holders) this.#shutFor(holderKey(tenantId, holder));
    const isMeant = ({ claims }: Peer) => holdersOf(claims).some((holder) => holders.includes(holder));
    for (const room of [...this.#open]) if (room.tenantId === tenantId) room.sendAway(isMeant, 'reconnect');
  }

  /** Lets a tenant's tickets in again. */
  openTenant(tenantId: TenantId): void {
    this.#shut.delete(roomKey(tenantId));
  }

  /** Sends everybody of a worker that is gone, or of all workers, to connect again. */
  evacuate(slot?: WorkerSlot): void {
    if (slot === undefined) return this.#close('reconnect', () => true);
    for (const room of [...this.#open]) room.lose(slot);
  }

  /** Does something to a room that is here, or on its way. */
  #withRoom(tenantId: TenantId, sessionId: SessionId, work: (room: Room) => void): void {
    // One that could not be made has nobody in it.
    this.#rooms
      .get(roomKey(tenantId, sessionId))
      ?.then(work)
      .catch(() => undefined);
  }

  #close(reason: PeerCloseReason, which: (room: Room) => boolean): void {
    for (const room of [...this.#open].filter(which)) room.close(reason);
  }

  #obtain(tenantId: TenantId, sessionId: SessionId): Promise<Room> {
    const key = roomKey(tenantId, sessionId);
    const existing = this.#rooms.get(key);
    if (existing !== undefined) return existing;
    const creating = this.#create(tenantId, sessionId, (room) => {
      this.#open.delete(room);
      this.#deps.owners?.release(tenantId, sessionId);
      if (this.#rooms.get(key) === creating) this.#rooms.delete(key);
    });
    this.#rooms.set(key, creating);
    creating.catch(() => {
      if (this.#rooms.get(key) === creating) this.#rooms.delete(key);
    });
    return creating;
  }

  async #create(tenantId: TenantId, sessionId: SessionId, onClosed: (room: Room) => void): Promise<Room> {
    const {
      pool,
      openTransport,
      openRemotePlace,
      iceServers,
      reporter,
      rights,
      logger,
      onProducer = () => undefined,
      overflow: options,
    } = this.#deps;
    const slot = pool.place();
    await this.#deps.owners?.claim(tenantId, sessionId);
    // Once for the room, so that no join waits for it.
    const given = await rights.load(tenantId, sessionId);
    const router = await createRouter(slot);
    const facts = { tenantId, sessionId, slot, router, given };
    const room = new Room({
      ...facts,
      pool,
      createRouter,
      openTransport,
      openRemotePlace,
      iceServers,
      reporter,
      rights,
      overflow: options && { options, budget: this.#overflowBudget },
      logger,
      onProducer,
      onClosed,
    });
    this.#open.add(room);
    return room;
  }

  /** Keeps those out whose ticket is not good any more, and gives those in the role that they have by now. */
  #refuse(peer: Peer): void {
    const { claims } = peer;
    const { tenantId, sessionId } = claims;
    const now = this.#deps.clock.now().getTime();
    const given = this.#roles.get(`${roomKey(tenantId, sessionId)}/${claims.identity}`);
    if (given !== undefined && given.until > now) {
      if (given.role === null) throw new ProblemError('invalid-ticket');
      peer.role = given.role;
    }
    const isShut = (key: string) => (this.#shut.get(key) ?? 0) > now;
    if (holdersOf(claims).some((holder) => isShut(holderKey(tenantId, holder))))
      throw new ProblemError('invalid-ticket');
    if (isShut(roomKey(tenantId)) || isShut(roomKey(tenantId, sessionId))) throw new ProblemError('not-live');
  }

  #shutFor(key: string): void {
    const now = this.#deps.clock.now().getTime();
    for (const [other, until] of this.#shut) if (until <= now) this.#shut.delete(other);
    this.#shut.set(key, now + TICKET_TTL_SECONDS * 1000);
  }
}
