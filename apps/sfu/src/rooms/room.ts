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
  type TransportOffer,
} from '@stageline/contracts';
import type { Logger } from '@stageline/platform';
import type { StageRight, StageRights } from '@stageline/platform/stage-rights';
import type { types } from 'mediasoup';
import type { MediaTransport, OpenTransport } from '../engine/media-transport.ts';
import { capabilitiesByKind } from '../engine/receiver.ts';
import type { WorkerPool } from '../engine/worker-pool.ts';
import type { WorkerSlot } from '../engine/worker-slot.ts';
import type { IceServers } from '../engine/ice-servers.ts';
import type { RoomReporter } from '../reports/room-reporter.ts';
import { refusable } from './media-errors.ts';
import type { HostedProducer, Peer, TellEvent, TellPayload } from './peer.ts';
import { PeopleWatch } from './people-watch.ts';
import { kindOfSource, permissions, rolePermissions } from './permissions.ts';
import { LocalPlace, type Place } from './place.ts';
import { RoomRouters, type OpenRemotePlace } from './room-routers.ts';
import type { LayerPreference, LeaveReason, ProduceRequest, ProducerPlace } from './room.types.ts';
import { Stage } from './stage.ts';
import { TrackForwarder } from './track-forwarder.ts';
import { ViewerCount } from './viewer-count.ts';

/**
 * The one gate for key frames, per video producer: joins within this time share one. Without it 30 joins take a p90 of
 * 1.1 s to their first picture, with it 0.26 s (performance notes, "Joining a room"). Nothing else here asks for any.
 */
const KEY_FRAME_REQUEST_DELAY_MS = 350;

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
  /** By identity, which has one place in a room. */
  readonly #peers = new Map<string, Peer>();
  /** Those among them who may send; few, where the others can be many. */
  readonly #senders = new Set<Peer>();
  /** The attendees among them whose join is answered. */
  readonly #watching = new Set<Peer>();
  readonly #deps: RoomDeps;
  readonly #viewers: ViewerCount;
  readonly #routers: RoomRouters;
  readonly #tracks: TrackForwarder;
  readonly #watch = new PeopleWatch((identity) => this.#describe(identity));
  /** Who may come onto the stage; what is said about it goes there. */
  readonly stage: Stage;
  #closed = false;
  /** Before that, those behind the stage are among themselves (C-04). */
  #isLive = false;

  constructor(deps: RoomDeps) {
    this.#deps = deps;
    this.tenantId = deps.tenantId;
    this.sessionId = deps.sessionId;
    this.#routers = new RoomRouters({
      ...deps,
      tracks: () => this.#sources(),
      onLost: (place) => this.#losePlace((other) => other === place),
    });
    this.#tracks = new TrackForwarder(this.#routers, deps.logger, (peer) => this.#isLive || peer.isBackstage);
    this.stage = new Stage({
      ...deps,
      find: (identity) => this.#find(identity),
      openSend: (peer) => this.#openSend(peer),
      closeSend: (peer) => this.#closeSend(peer),
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
    return this.#peers.size === 0;
  }

  /** Distinct attendees that have joined. */
  get viewers(): number {
    return this.#watching.size;
  }

  get connectionIds(): string[] {
    const announced = [...this.#peers.values()].filter((peer) => peer.announced);
    return announced.map((peer) => peer.connectionId);
  }

  /**
   * Lets a peer in: opens its transports and offers all that is being sent, paused until DTLS is up. An older connection
   * of the same identity is replaced.
   * @throws ProblemError `unavailable` when the worker is full, `bad-request` for capabilities that mediasoup refuses
   */
  async join(peer: Peer, rtpCapabilities: RtpCapabilities): Promise<JoinAnswer> {
    this.#admit(peer);
    try {
      await this.#openTransports(peer, rtpCapabilities);
      // From here on, new tracks are pushed to it; those before are in its answer.
      peer.state = 'joined';
      this.#settleStanding(peer);
      const consumers = await this.#tracks.offerExisting(peer, [...this.#senders]);
      if (peer.state !== 'joined' || peer.receive === undefined) throw new ProblemError('unavailable');
      peer.announced = true;
      if (peer.isViewer) this.#watching.add(peer);
      this.#deps.reporter.joined(this, peer);
      this.#viewers.changed();
      this.#watch.changed(peer.claims.identity);
      return {
        connectionId: peer.connectionId,
        role: peer.role,
        standing: peer.standing,
        receive: peer.receive.offer,
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

  /**
   * Starts sending a track to everybody else in the room.
   * @throws ProblemError `forbidden` where the peer's standing does not let it send that, `conflict` when the peer sends this source already,
   *   `unavailable` when the worker has no room for it, `bad-request` for parameters that mediasoup refuses
   */
  async produce(peer: Peer, request: ProduceRequest): Promise<string> {
    const { kind, source } = request;
    if (!permissions[peer.standing].sources.includes(source)) throw new ProblemError('forbidden');
    if (kindOfSource[source] !== kind) throw new ProblemError('bad-request', { detail: `A ${source} is not ${kind}.` });
    if (peer.send === undefined || peer.send.media.id !== request.transportId) throw new ProblemError('not-found');
    if (peer.sources.has(source)) throw new ProblemError('conflict');
    this.#routers.admitTrack();
    peer.sources.add(source);
    this.#routers.account();
    try {
      const media = await this.#startProducer(peer.send, request);
      if (media.closed) throw new ProblemError('illegal-transition');
      const producer = { media, source };
      peer.producers.set(media.id, producer);
      media.observer.once('close', () => this.#producerGone(peer, producer));
      const { tenantId, sessionId } = this;
      const { slot, router, onProducer } = this.#deps;
      onProducer({ tenantId, sessionId, router, worker: slot.worker, sender: peer }, producer);
      await this.#tracks.offerTo(this.#joined(), peer, producer);
      return media.id;
    } catch (error) {
      peer.sources.delete(source);
      this.#routers.account();
      // Taken off the stage meanwhile, and the worker knows nothing of the transport any more.
      if (!permissions[peer.standing].sources.includes(source)) throw new ProblemError('illegal-transition');
      throw error;
    }
  }

  /** Lets media flow to consumers whose receivers exist; an id that is gone by now is skipped. */
  async resumeConsumers(peer: Peer, consumerIds: readonly string[]): Promise<void> {
    await this.#tracks.resume(peer, consumerIds);
  }

  /** Takes note of what the peer shows of its videos, and how large. */
  async prefer(peer: Peer, preferences: readonly LayerPreference[]): Promise<void> {
    await this.#tracks.prefer(peer, preferences);
  }

  /** @throws ProblemError `not-found` */
  async pauseProducer(peer: Peer, producerId: string): Promise<void> {
    await peer.producer(producerId).media.pause();
  }

  /** @throws ProblemError `not-found` */
  async resumeProducer(peer: Peer, producerId: string): Promise<void> {
    await peer.producer(producerId).media.resume();
  }

  /** @throws ProblemError `not-found` */
  closeProducer(peer: Peer, producerId: string): void {
    peer.producer(producerId).media.close();
  }

  /** Takes a peer out. Harmless for one that is not, or no longer, in the room. */
  leave(peer: Peer, reason: LeaveReason): void {
    if (!this.#forget(peer)) return;
    this.#watching.delete(peer);
    if (peer.announced) {
      this.#deps.reporter.left(this, peer, reason);
      this.#viewers.changed();
      this.#watch.changed(peer.claims.identity);
    }
    if (this.empty) this.#dispose();
  }

  /** Everybody who is here, or has a place on the stage; the peer is told of changes from now on. */
  watchPeople(peer: Peer): RoomPerson[] {
    this.#watch.add(peer);
    const identities = new Set([...this.#peers.keys(), ...this.stage.given.keys()]);
    return [...identities].map((identity) => this.#describe(identity)).filter((person) => person !== null);
  }

  /** The session is live: everybody here receives what those on the stage send. Harmless when repeated. */
  goLive(): void {
    if (this.#isLive) return;
    this.#isLive = true;
    for (const peer of this.#joined()) if (!peer.isBackstage) this.#offerLater(peer);
  }

  /** Somebody may do something else from now on, or nothing: whoever sends by it, or no longer, has to come anew. */
  assignRole(identity: string, role: RoomRole | null): void {
    const peer = this.#peers.get(identity);
    if (peer === undefined || peer.role === role) return;
    if (role === null || rolePermissions[role].onStage !== rolePermissions[peer.role].onStage)
      return this.sendAway((other) => other === peer, 'reconnect');
    peer.role = role;
    peer.link.tell('role:changed', { role });
    this.#watch.changed(identity);
  }

  /** Sends some of those who are here away. */
  sendAway(which: (peer: Peer) => boolean, reason: PeerCloseReason): void {
    for (const peer of [...this.#peers.values()].filter(which)) {
      this.leave(peer, 'closed');
      peer.link.end(reason);
    }
  }

  /** Ends the session here: everybody is told why and disconnected. */
  close(reason: PeerCloseReason): void {
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
    const old = this.#peers.get(identity);
    peer.standing = this.stage.standingOf(identity, peer.role);
    // A ticket of before may be used after; one of after is word that the session is live.
    if (peer.claims.backstage !== true) this.goLive();
    if (!this.#isLive && !peer.isBackstage && peer.standing === 'audience') throw new ProblemError('not-live');
    // Whoever connects again keeps the seat.
    peer.place = old?.place;
    peer.state = 'joining';
    this.#peers.set(identity, peer);
    if (peer.maySend) this.#senders.add(peer);
    if (old === undefined) return;
    old.close();
    this.#watching.delete(old);
    this.#senders.delete(old);
    this.#watch.delete(old);
    if (old.announced) this.#deps.reporter.left(this, old, 'replaced');
    old.link.end('replaced');
  }

  async #openTransports(peer: Peer, rtpCapabilities: RtpCapabilities): Promise<void> {
    const place = peer.place ?? (await this.#seat(peer));
    const receive = await place.openReceiver(capabilitiesByKind(rtpCapabilities));
    requireHere(peer, () => receive.close());
    peer.receive = receive;
    if (peer.maySend) peer.send = await this.#openSendTransport(peer);
  }

  async #seat(peer: Peer): Promise<Place> {
    const place = await this.#routers.seat(permissions[peer.standing].alwaysAdmitted || !peer.isViewer);
    requireHere(peer, () => this.#routers.free(place));
    peer.place = place;
    return place;
  }

  async #openSendTransport(peer: Peer): Promise<MediaTransport> {
    const transport = await this.#routers.home.open();
    requireHere(peer, () => transport.media.close());
    return transport;
  }

  async #openSend(peer: Peer): Promise<TransportOffer> {
    const transport = await this.#openSendTransport(peer);
    if (peer.send !== undefined) {
      transport.media.close();
      throw new ProblemError('illegal-transition');
    }
    peer.send = transport;
    this.#senders.add(peer);
    return transport.offer;
  }

  #closeSend(peer: Peer): void {
    peer.send?.media.close();
    peer.send = undefined;
    this.#senders.delete(peer);
  }

  /** The right that it came with may have been taken while its transports were opened. */
  #settleStanding(peer: Peer): void {
    peer.standing = this.stage.standingOf(peer.claims.identity, peer.role);
    if (!peer.maySend) this.#closeSend(peer);
  }

  /** Somebody stands elsewhere; before the session is live that decides whether they receive. */
  #stands(identity: string): void {
    this.#watch.changed(identity);
    const peer = this.#find(identity);
    if (peer === undefined || this.#isLive) return;
    if (peer.isBackstage) this.#offerLater(peer);
    else this.#tracks.withdraw(peer);
  }

  #offerLater(peer: Peer): void {
    this.#tracks
      .offerLater(
        peer,
        [...this.#senders].filter((sender) => sender !== peer),
      )
      .catch((error: unknown) => {
        this.#deps.logger.warn({ err: error, connectionId: peer.connectionId }, 'tracks could not be offered');
      });
  }

  #startProducer(send: MediaTransport, { kind, rtpParameters, paused }: ProduceRequest): Promise<types.Producer> {
    return refusable(
      send.media.produce({
        kind,
        rtpParameters: rtpParameters as types.RtpParameters,
        paused,
        ...(kind === 'video' ? { keyFrameRequestDelay: KEY_FRAME_REQUEST_DELAY_MS } : {}),
      }),
    );
  }

  #producerGone(peer: Peer, { media, source }: HostedProducer): void {
    peer.producers.delete(media.id);
    peer.sources.delete(source);
    if (!this.#closed) this.#routers.account();
  }

  /** Removes a peer from the table, if it is the one that stands there, and closes it. */
  #forget(peer: Peer): boolean {
    peer.close();
    if (this.#peers.get(peer.claims.identity) !== peer) return false;
    this.#peers.delete(peer.claims.identity);
    this.#senders.delete(peer);
    this.#watch.delete(peer);
    if (peer.place !== undefined) this.#routers.free(peer.place);
    return true;
  }

  #find(identity: string): Peer | undefined {
    const peer = this.#peers.get(identity);
    return peer?.state === 'joined' ? peer : undefined;
  }

  /** Null for somebody who is neither here nor expected back on the stage. */
  #describe(identity: string): RoomPerson | null {
    const peer = this.#find(identity);
    const right = this.stage.given.get(identity);
    if (peer === undefined && right === undefined) return null;
    return {
      identity,
      displayName: peer?.claims.displayName ?? right?.displayName ?? '',
      role: peer?.role ?? 'attendee',
      standing: peer?.standing ?? right?.standing ?? 'audience',
      isHere: peer !== undefined,
      declined: this.stage.hasDeclined(identity),
    };
  }

  /** Those to whom new tracks are pushed; the join of some may not be answered yet. */
  #joined(): Peer[] {
    return [...this.#peers.values()].filter((peer) => peer.state === 'joined');
  }

  #sources(): number {
    let sources = 0;
    for (const sender of this.#senders) sources += sender.sources.size;
    return sources;
  }

  #tellAll<E extends TellEvent>(event: E, payload: TellPayload<E>): void {
    for (const peer of this.#joined()) peer.link.tell(event, payload);
  }

  #dispose(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#viewers.flush();
    this.#watch.close();
    this.#routers.close();
    this.#deps.onClosed(this);
  }
}

/** @throws ProblemError `unavailable` when the peer went while something was opened for it, which `undo` takes back */
function requireHere(peer: Peer, undo: () => void): void {
  if (peer.state === 'joining' || peer.state === 'joined') return;
  undo();
  throw new ProblemError('unavailable', { detail: 'The connection ended before it was complete.' });
}
