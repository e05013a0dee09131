import type { ReadStream } from 'node:fs';
import {
  ProblemError,
  type DtlsParameters,
  type IceParameters,
  type JoinAnswer,
  type PeerCloseReason,
  type RoomPerson,
  type RoomRole,
  type RtpCapabilities,
  type SessionId,
  type TenantId,
} from '@stageline/contracts';
import type { Logger } from '@stageline/platform';
import type { StageRight, StageRights } from '@stageline/platform/stage-rights';
import type { types } from 'mediasoup';
import type { OpenTransport } from '../engine/media-transport.ts';
import type { WorkerPool } from '../engine/worker-pool.ts';
import type { WorkerSlot } from '../engine/worker-slot.ts';
import type { IceServers } from '../engine/ice-servers.ts';
import type { RoomReporter } from '../reports/room-reporter.ts';
import { RoomOverflow, type OverflowBudget, type OverflowOptions } from '../overflow/room-overflow.ts';
import { refusable } from './media-errors.ts';
import type { HostedProducer, Peer, TellEvent, TellPayload } from './peer.ts';
import { PeerTransports } from './peer-transports.ts';
import { rolePermissions } from './permissions.ts';
import { LocalPlace, type Place } from './place.ts';
import { Production } from './production.ts';
import { RoomRouters, type OpenRemotePlace } from './room-routers.ts';
import type { LayerPreference, LeaveReason, ProducerPlace } from './room.types.ts';
import { Roster } from './roster.ts';
import { Stage } from './stage.ts';
import { TrackForwarder } from './track-forwarder.ts';
import { ViewerCount } from './viewer-count.ts';

export interface RoomDeps {
  readonly tenantId: TenantId;
  readonly sessionId: SessionId;
  /** Where the room is at home, and its router there. */
  readonly slot: WorkerSlot;
  readonly router: types.Router;
  readonly pool: Pick<WorkerPool, 'spare'>;
  readonly createRouter: (slot: WorkerSlot) => Promise<types.Router>;
  readonly openTransport: OpenTransport;
  /** Absent where there is one process only. */
  readonly openRemotePlace?: OpenRemotePlace | undefined;
  readonly iceServers: IceServers;
  readonly reporter: RoomReporter;
  readonly rights: StageRights;
  /** Rights to the stage from before this room was made, by identity. */
  readonly given: Map<string, StageRight>;
  readonly overflow?: { readonly options: OverflowOptions; readonly budget: OverflowBudget } | undefined;
  readonly logger: Logger;
  /** Told of everything that is sent, and by whom. */
  readonly onProducer: (place: ProducerPlace, producer: HostedProducer) => void;
  /** Called once, when the last peer has gone or the room was closed. */
  readonly onClosed: (room: Room) => void;
}

/** One live session of one tenant: who is in it and what they send to each other. */
export class Room {
  readonly tenantId: TenantId;
  readonly sessionId: SessionId;
  readonly #deps: RoomDeps;
  readonly #viewers: ViewerCount;
  readonly #routers: RoomRouters;
  readonly #tracks: TrackForwarder;
  readonly #people: Roster;
  readonly #overflow: RoomOverflow | undefined;
  readonly #transports: PeerTransports;
  /** What is sent here; whatever a peer says about it goes there. */
  readonly production: Production;
  /** Who may come onto the stage; what is said about it goes there. */
  readonly stage: Stage;
  #closed = false;
  /** Before that, those behind the stage are among themselves (C-04). */
  #isLive = false;

  constructor(deps: RoomDeps) {
    this.#deps = deps;
    this.tenantId = deps.tenantId;
    this.sessionId = deps.sessionId;
    this.#people = new Roster({ given: deps.given, hasDeclined: (identity) => this.stage.hasDeclined(identity) });
    this.#routers = new RoomRouters({
      ...deps,
      tracks: () => this.#people.sources,
      onLost: (place) => this.#losePlace((other) => other === place),
    });
    this.#overflow =
      deps.overflow &&
      new RoomOverflow({
        ...deps,
        ...deps.overflow,
        senders: () => this.#people.senders,
        onLost: (viewers) => this.sendAway((peer) => viewers.includes(peer), 'reconnect'),
      });
    this.#transports = new PeerTransports(this.#routers, this.#people, this.#overflow);
    this.#tracks = new TrackForwarder(this.#routers, deps.logger, (peer) => this.#isLive || peer.isBackstage);
    this.production = new Production({
      routers: this.#routers,
      onProducer: (peer, producer) => this.#sent(peer, producer),
      offer: (peer, producer) => this.#tracks.offerTo(this.#people.joined, peer, producer),
      closed: () => this.#closed,
    });
    this.stage = new Stage({
      ...deps,
      find: (identity) => this.#people.find(identity),
      openSend: (peer) => this.#transports.openSend(peer),
      closeSend: (peer) => this.#transports.closeSend(peer),
      onChanged: (identity) => this.#stands(identity),
    });
    this.#viewers = new ViewerCount(
      () => this.viewers,
      (viewers) => {
        deps.reporter.viewersChanged(this, viewers);
        this.#tellAll('room:viewers-changed', { viewers });
      },
    );
  }

  get closed(): boolean {
    return this.#closed;
  }

  get empty(): boolean {
    return this.#people.empty;
  }

  /** Distinct attendees that have joined. */
  get viewers(): number {
    return this.#people.viewers;
  }

  get connectionIds(): string[] {
    return this.#people.all.filter((peer) => peer.reported).map((peer) => peer.connectionId);
  }

  /**
   * Lets a peer in: opens its transports and offers all that is being sent, paused until DTLS is up. An older connection
   * of the same identity is replaced.
   * @throws ProblemError `unavailable` when the worker is full, `bad-request` for capabilities that mediasoup refuses
   */
  async join(peer: Peer, rtpCapabilities: RtpCapabilities): Promise<JoinAnswer> {
    this.#admit(peer);
    try {
      await this.#transports.open(peer, rtpCapabilities);
      // From here on, new tracks are pushed to it; those before are in its answer.
      peer.state = 'joined';
      this.#settleStanding(peer);
      const consumers = await this.#tracks.offerExisting(peer, this.#people.senders);
      if (peer.state !== 'joined') throw new ProblemError('unavailable');
      peer.announced = !peer.isHidden;
      this.#people.arrived(peer);
      this.#reportJoined(peer);
      this.#viewers.changed();
      return {
        connectionId: peer.connectionId,
        role: peer.role,
        standing: peer.standing,
        receive: peer.receive?.offer ?? null,
        overflow: this.#overflow?.addressFor(peer) ?? null,
        send: peer.send?.offer ?? null,
        iceServers: this.#deps.iceServers(peer.connectionId),
        consumers,
        viewers: this.viewers,
      };
    } catch (error) {
      this.#forget(peer);
      throw error;
    }
  }

  /** @throws ProblemError `not-found`, `bad-request` */
  async connectTransport(peer: Peer, transportId: string, dtlsParameters: DtlsParameters): Promise<void> {
    await refusable(peer.transport(transportId).connect(dtlsParameters));
  }

  /** @throws ProblemError `not-found` */
  async restartIce(peer: Peer, transportId: string): Promise<IceParameters> {
    return peer.transport(transportId).restartIce();
  }

  /** Lets media flow to consumers whose receivers exist; an id that is gone by now is skipped. */
  async resumeConsumers(peer: Peer, consumerIds: readonly string[]): Promise<void> {
    await this.#tracks.resume(peer, consumerIds);
  }

  /** Takes note of what the peer shows of its videos, and how large. */
  async prefer(peer: Peer, preferences: readonly LayerPreference[]): Promise<void> {
    await this.#tracks.prefer(peer, preferences);
  }

  /** Takes a peer out. Harmless for one that is not, or no longer, in the room. */
  leave(peer: Peer, reason: LeaveReason): void {
    if (!this.#forget(peer)) return;
    if (peer.reported) this.#deps.reporter.left(this, peer, reason);
    if (peer.announced) {
      this.#viewers.changed();
      this.#people.changed(peer.claims.identity);
    }
    if (this.empty) this.#dispose();
  }

  /** A file of what those see who find the room full; null for whoever is none of them. */
  async overflowFile(token: string, file: string): Promise<ReadStream | null> {
    return (await this.#overflow?.read(token, file)) ?? null;
  }

  /** Everybody who is here, or has a place on the stage; the peer is told of changes from now on. */
  watchPeople(peer: Peer): RoomPerson[] {
    return this.#people.watch(peer);
  }

  /** The session is live: everybody here receives what those on the stage send. Harmless when repeated. */
  goLive(): void {
    if (this.#isLive) return;
    this.#isLive = true;
    for (const peer of this.#people.joined) {
      this.#reportJoined(peer);
      if (!peer.isBackstage) this.#offerLater(peer);
    }
  }

  /**
   * Attendance is time in a room that is live (C-07): of the audience, whoever was asked behind the stage before that is reported
   * as the room goes live, and never where they leave earlier. The team are no attendees and are reported as they come.
   */
  #reportJoined(peer: Peer): void {
    if (!peer.announced || peer.reported || (peer.isViewer && !this.#isLive)) return;
    peer.reported = true;
    this.#deps.reporter.joined(this, peer);
  }

  /** Somebody may do something else from now on, or nothing: whoever sends by it, or no longer, has to come anew. */
  assignRole(identity: string, role: RoomRole | null): void {
    const peer = this.#people.at(identity);
    if (peer === undefined || peer.role === role) return;
    if (role === null || rolePermissions[role].onStage !== rolePermissions[peer.role].onStage)
      return this.sendAway((other) => other === peer, 'reconnect');
    peer.role = role;
    peer.link.tell('role:changed', { role });
    this.#people.changed(identity);
  }

  /** Sends some of those who are here away. */
  sendAway(which: (peer: Peer) => boolean, reason: PeerCloseReason): void {
    for (const peer of this.#people.all.filter(which)) {
      this.leave(peer, 'closed');
      peer.link.end(reason);
    }
  }

  /** Ends the session here: everybody is told why and disconnected. */
  close(reason: PeerCloseReason): void {
    // First, or those whom it shows the room would be called in.
    this.#overflow?.close();
    this.sendAway(() => true, reason);
    this.#dispose();
  }

  /** A worker is gone: whoever was on it is sent to come back, and everybody when the room was at home there. */
  lose(slot: WorkerSlot): void {
    if (slot === this.#routers.home.slot) this.close('reconnect');
    else this.#losePlace((place) => place instanceof LocalPlace && place.slot === slot);
  }

  /** A join that fails leaves nothing behind. */
  disposeIfEmpty(): void {
    if (this.empty) this.#dispose();
  }

  #losePlace(which: (place: Place) => boolean): void {
    this.sendAway((peer) => peer.place !== undefined && which(peer.place), 'reconnect');
  }

  #admit(peer: Peer): void {
    const { identity } = peer.claims;
    peer.standing = this.stage.standingOf(identity, peer.role);
    // A ticket of before may be used after; one of after is word that the session is live.
    if (peer.claims.backstage !== true) this.goLive();
    if (!this.#isLive && !peer.isBackstage && peer.standing === 'audience') throw new ProblemError('not-live');
    // Whoever connects again keeps the seat.
    peer.place = this.#people.at(identity)?.place;
    peer.state = 'joining';
    const old = this.#people.enter(peer);
    if (old === undefined) return;
    this.#overflow?.leave(old);
    if (old.reported) this.#deps.reporter.left(this, old, 'replaced');
    old.link.end('replaced');
  }

  /** The right that it came with may have been taken while its transports were opened. */
  #settleStanding(peer: Peer): void {
    peer.standing = this.stage.standingOf(peer.claims.identity, peer.role);
    if (!peer.maySend) this.#transports.closeSend(peer);
  }

  /**
   * Somebody stands elsewhere; before the session is live that decides whether they receive. Whoever is asked onto the stage of a
   * room that is full comes in.
   */
  #stands(identity: string): void {
    this.#people.changed(identity);
    const peer = this.#people.find(identity);
    if (peer?.overflow !== undefined && peer.standing !== 'audience')
      return this.sendAway((other) => other === peer, 'reconnect');
    if (peer === undefined || this.#isLive) return;
    if (peer.isBackstage) this.#offerLater(peer);
    else this.#tracks.withdraw(peer);
  }

  #offerLater(peer: Peer): void {
    this.#tracks
      .offerLater(
        peer,
        this.#people.senders.filter((sender) => sender !== peer),
      )
      .catch((error: unknown) => {
        this.#deps.logger.warn({ err: error, connectionId: peer.connectionId }, 'tracks could not be offered');
      });
  }

  #sent(sender: Peer, producer: HostedProducer): void {
    const { tenantId, sessionId } = this;
    const { slot, router, onProducer } = this.#deps;
    onProducer({ tenantId, sessionId, router, worker: slot.worker, sender }, producer);
    for (const event of ['close', 'pause', 'resume'] as const)
      producer.media.observer.on(event, () => this.#overflow?.changed());
    this.#overflow?.changed();
  }

  /** Removes a peer from the table, if it is the one that stands there, and closes it. */
  #forget(peer: Peer): boolean {
    if (!this.#people.remove(peer)) return false;
    this.#overflow?.leave(peer);
    if (peer.place !== undefined) {
      this.#routers.free(peer.place);
      this.#callIn();
    }
    return true;
  }

  /** A place is free: whoever has watched from outside for longest comes in, by a join of its own. */
  #callIn(): void {
    const next = this.#overflow?.longest;
    if (next !== undefined && this.#routers.hasSpareSeat) this.sendAway((peer) => peer === next, 'reconnect');
  }

  #tellAll<E extends TellEvent>(event: E, payload: TellPayload<E>): void {
    for (const peer of this.#people.joined) peer.link.tell(event, payload);
  }

  #dispose(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#viewers.flush();
    this.#people.close();
    this.#overflow?.close();
    this.#routers.close();
    this.#deps.onClosed(this);
  }
}
