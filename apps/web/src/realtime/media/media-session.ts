import type {
  ConsumerOffer,
  IceServer,
  JoinAnswer,
  MediaSource,
  PeerCloseReason,
  RoomRole,
  RoomStanding,
  TransportOffer,
} from '@stageline/contracts';
import type { Device, types } from 'mediasoup-client';
import { encodingsOf } from './encodings.ts';
import { IceRecovery } from './ice-recovery.ts';
import { ShownSizes } from './shown-sizes.ts';
import type { AskPayload, SignalConnection } from './signal-connection.ts';
import type { PeopleChange, RemoteTrack } from './types.ts';

/** A tab in the background this long gets no pictures until somebody looks at it again; its sound goes on. */
const AWAY_AFTER_MS = 30_000;

export interface SessionListener {
  trackAdded(track: RemoteTrack): void;
  trackChanged(track: RemoteTrack): void;
  trackRemoved(track: RemoteTrack): void;
  viewersChanged(viewers: number): void;
  standingChanged(standing: RoomStanding): void;
  roleChanged(role: RoomRole): void;
  /** The room is full: where to watch it; null where it is received here. */
  overflowChanged(playlistUrl: string | null): void;
  /** A host paused our microphone on the server. */
  mutedByHost(): void;
  peopleChanged(change: PeopleChange): void;
  /** A track that we send ended by itself, such as a camera that was unplugged. */
  producerEnded(source: MediaSource): void;
  /** The server's last word, or `reconnect` when the connection is lost. Called once. */
  ended(reason: PeerCloseReason): void;
}

interface Received {
  readonly consumer: types.Consumer;
  view: RemoteTrack;
}

/** One joined connection: its transports and what runs over them. It ends with its socket and is never revived. */
export class MediaSession {
  readonly role: RoomRole;
  readonly #signal: SignalConnection;
  readonly #listener: SessionListener;
  readonly #device: Device;
  /** Absent where the room is full. */
  readonly #receive: types.Transport | undefined;
  #send: types.Transport | undefined;
  readonly #received = new Map<string, Received>();
  readonly #producers = new Map<MediaSource, types.Producer>();
  /** What was told about consumers while their receivers were being built. */
  readonly #building = new Map<string, { gone: boolean; paused: boolean }>();
  /** A word that is lost with its connection is said anew by the next. */
  readonly #sizes = new ShownSizes(
    (preferences) => void this.#signal.ask('consumer:prefer', { preferences }).catch(() => undefined),
  );
  #away: ReturnType<typeof setTimeout> | undefined;
  readonly #recoveries: IceRecovery[] = [];
  readonly #iceServers: IceServer[];
  #ended = false;
  #endReason: PeerCloseReason | undefined;

  /**
   * Joins in one round trip. Media of what is being sent already flows when DTLS is up, without a further word.
   * @throws MediaProblem, Error as `SignalConnection.ask`
   */
  static async join(signal: SignalConnection, device: Device, listener: SessionListener): Promise<MediaSession> {
    const early: ConsumerOffer[] = [];
    let session: MediaSession | undefined;
    // A track that appears during the join may be told before the answer arrives.
    signal.on(
      'consumer:created',
      (offer) => void (session === undefined ? early.push(offer) : session.#createdLater(offer)),
    );
    const rtpCapabilities = device.recvRtpCapabilities as AskPayload<'peer:join'>['rtpCapabilities'];
    const answer = await signal.ask('peer:join', { rtpCapabilities });
    session = new MediaSession(signal, device, listener, answer);
    listener.viewersChanged(answer.viewers);
    listener.overflowChanged(answer.overflow?.playlistUrl ?? null);
    listener.roleChanged(answer.role);
    listener.standingChanged(answer.standing);
    for (const offer of answer.consumers) session.#consumeOrEnd(offer);
    for (const offer of early) void session.#createdLater(offer);
    return session;
  }

  private constructor(signal: SignalConnection, device: Device, listener: SessionListener, answer: JoinAnswer) {
    this.role = answer.role;
    this.#signal = signal;
    this.#listener = listener;
    this.#device = device;
    this.#iceServers = answer.iceServers;
    if (answer.receive !== null)
      this.#receive = this.#prepare(device.createRecvTransport(this.#optionsOf(answer.receive)));
    if (answer.send !== null) this.#openSend(answer.send);
    signal.on('consumer:paused', ({ consumerId }) => this.#setPaused(consumerId, true));
    signal.on('consumer:resumed', ({ consumerId }) => this.#setPaused(consumerId, false));
    signal.on('consumer:closed', ({ consumerId }) => this.#removed(consumerId));
    signal.on('consumer:starved', ({ consumerId, starved }) => this.#change(consumerId, { starved }));
    signal.on('stage:changed', ({ standing }) => this.#stand(standing));
    signal.on('role:changed', ({ role }) => listener.roleChanged(role));
    signal.on('stage:muted', () => this.#mutedByHost());
    signal.on('people:changed', (change) => listener.peopleChanged({ all: false, ...change }));
    signal.on('room:viewers-changed', ({ viewers }) => listener.viewersChanged(viewers));
    signal.on('peer:closed', ({ reason }) => this.#end(reason));
    signal.onDisconnect(() => this.#end('reconnect'));
    document.addEventListener('visibilitychange', this.#looked);
  }

  /** Why it ended, unless `close` ended it. */
  get endReason(): PeerCloseReason | undefined {
    return this.#endReason;
  }

  /** @throws MediaProblem when the server refuses; Error when we are not on the stage */
  async produce(track: MediaStreamTrack, source: MediaSource, paused: boolean): Promise<void> {
    if (this.#send === undefined) throw new Error('Only who is on the stage can send.');
    const producer = await this.#send.produce({
      track,
      stopTracks: false,
      appData: { source, paused },
      ...(source === 'microphone'
        ? { codecOptions: { opusFec: true, opusNack: true, opusStereo: false } }
        : {
            encodings: encodingsOf(source, linesOf(track)),
            codecOptions: { videoGoogleStartBitrate: 1000 },
          }),
    });
    if (this.#ended) return producer.close();
    if (paused) producer.pause();
    this.#producers.set(source, producer);
    producer.on('trackended', () => this.#listener.producerEnded(source));
  }

  /** Stops sending a source. Harmless when it is not being sent. */
  async stop(source: MediaSource): Promise<void> {
    const producer = this.#producers.get(source);
    if (producer === undefined) return;
    this.#producers.delete(source);
    producer.close();
    await this.#signal.ask('producer:close', { producerId: producer.id });
  }

  /** Pauses a source, or lets it go on. Harmless when it is not being sent. */
  async setPaused(source: MediaSource, paused: boolean): Promise<void> {
    const producer = this.#producers.get(source);
    if (producer === undefined) return;
    if (paused) producer.pause();
    else producer.resume();
    await this.#signal.ask(paused ? 'producer:pause' : 'producer:resume', { producerId: producer.id });
  }

  /** Comes onto the stage, to which we are invited. @throws MediaProblem when we are not any more */
  async acceptStage(): Promise<void> {
    const { send } = await this.#signal.ask('stage:accept', {});
    this.#openSend(send);
    this.#listener.standingChanged('panelist');
  }

  /** Says no to the invitation, or steps down. @throws MediaProblem */
  async stepBack(word: 'stage:decline' | 'stage:leave'): Promise<void> {
    await this.#signal.ask(word, {});
    this.#stand('audience');
  }

  /** What only a host may say about somebody. @throws MediaProblem */
  async direct(word: 'stage:invite' | 'stage:remove' | 'stage:mute', identity: string): Promise<void> {
    await this.#signal.ask(word, { identity });
  }

  /** As a host: who is here, and from then on every change. @throws MediaProblem */
  async watchPeople(): Promise<void> {
    const { people } = await this.#signal.ask('people:watch', {});
    this.#listener.peopleChanged({ all: true, changed: people, gone: [] });
  }

  /** @param heightPx of the tile that shows this video, in physical pixels; 0 for none */
  show(consumerId: string, heightPx: number): void {
    if (this.#received.has(consumerId)) this.#sizes.show(consumerId, heightPx);
  }

  /** Statistics of the receiving connection. */
  async receiveStats(): Promise<RTCStatsReport | undefined> {
    return this.#receive?.getStats();
  }

  /** Ends without a word to the listener but for the tracks that go. */
  close(): void {
    this.#ended = true;
    for (const recovery of this.#recoveries) recovery.close();
    clearTimeout(this.#away);
    document.removeEventListener('visibilitychange', this.#looked);
    this.#sizes.close();
    for (const id of [...this.#received.keys()]) this.#removed(id);
    this.#receive?.close();
    this.#send?.close();
    this.#signal.close();
  }

  #prepare(transport: types.Transport): types.Transport {
    transport.on('connect', ({ dtlsParameters }, callback) => {
      // Not waited for: ICE and DTLS start meanwhile, which saves a round trip.
      const payload = { transportId: transport.id, dtlsParameters } as AskPayload<'transport:connect'>;
      // One that was closed meanwhile, because we are off the stage, is not missed.
      this.#signal
        .ask('transport:connect', payload)
        .catch(() => (transport.closed ? undefined : this.#end('reconnect')));
      callback();
    });
    this.#recoveries.push(
      new IceRecovery(
        transport,
        async () => (await this.#signal.ask('transport:restart-ice', { transportId: transport.id })).iceParameters,
        () => this.#end('reconnect'),
      ),
    );
    return transport;
  }

  /** Somebody else decided where we stand: in the audience we send nothing, and have nothing to send over. */
  #stand(standing: RoomStanding): void {
    if (standing === 'audience' || standing === 'invited') {
      this.#send?.close();
      this.#send = undefined;
      this.#producers.clear();
    }
    this.#listener.standingChanged(standing);
  }

  #mutedByHost(): void {
    this.#producers.get('microphone')?.pause();
    this.#listener.mutedByHost();
  }

  #openSend(offer: TransportOffer): void {
    const transport = this.#prepare(this.#device.createSendTransport(this.#optionsOf(offer)));
    this.#send = transport;
    transport.on('produce', ({ kind, rtpParameters, appData }, callback, errback) => {
      const { source, paused } = appData as { source: MediaSource; paused: boolean };
      const payload = { transportId: transport.id, kind, source, paused, rtpParameters };
      this.#signal
        .ask('producer:create', payload as AskPayload<'producer:create'>)
        .then(({ producerId }) => callback({ id: producerId }), errback);
    });
  }

  async #createdLater(offer: ConsumerOffer): Promise<void> {
    try {
      await this.#consume(offer);
      await this.#signal.ask('consumer:resume', { consumerIds: [offer.id] });
    } catch {
      this.#end('reconnect');
    }
  }

  #consumeOrEnd(offer: ConsumerOffer): void {
    this.#consume(offer).catch(() => this.#end('reconnect'));
  }

  async #consume(offer: ConsumerOffer): Promise<void> {
    const { id, source, identity, displayName } = offer;
    const told = { gone: false, paused: offer.producerPaused };
    this.#building.set(id, told);
    if (this.#receive === undefined) throw new Error('Nothing is received from a room that is full.');
    const consumer = await this.#receive.consume({
      id,
      producerId: offer.producerId,
      kind: offer.kind,
      rtpParameters: offer.rtpParameters as types.RtpParameters,
      // Tracks of one stream are played in step: a voice with its face, but not with a shared screen.
      streamId: `${identity}-${source === 'screen' ? 'screen' : 'person'}`,
    });
    this.#building.delete(id);
    if (this.#ended || told.gone) return consumer.close();
    const view = { id, track: consumer.track, source, identity, displayName, paused: told.paused, starved: false };
    this.#received.set(id, { consumer, view });
    this.#listener.trackAdded(view);
  }

  #setPaused(consumerId: string, paused: boolean): void {
    const building = this.#building.get(consumerId);
    if (building !== undefined) building.paused = paused;
    if (this.#received.get(consumerId)?.view.paused !== paused) this.#change(consumerId, { paused });
  }

  #change(consumerId: string, change: Partial<Pick<RemoteTrack, 'paused' | 'starved'>>): void {
    const received = this.#received.get(consumerId);
    if (received === undefined) return;
    received.view = { ...received.view, ...change };
    this.#listener.trackChanged(received.view);
  }

  readonly #looked = (): void => {
    clearTimeout(this.#away);
    if (document.visibilityState === 'visible') this.#sizes.setAway(false);
    else this.#away = setTimeout(() => this.#sizes.setAway(true), AWAY_AFTER_MS);
  };

  #removed(consumerId: string): void {
    const building = this.#building.get(consumerId);
    if (building !== undefined) building.gone = true;
    const received = this.#received.get(consumerId);
    if (received === undefined) return;
    this.#received.delete(consumerId);
    this.#sizes.forget(consumerId);
    received.consumer.close();
    this.#listener.trackRemoved(received.view);
  }

  #optionsOf({ id, iceParameters, iceCandidates, dtlsParameters }: TransportOffer): types.TransportOptions {
    const iceServers = this.#iceServers;
    return { id, iceParameters, iceCandidates, dtlsParameters, iceServers } as types.TransportOptions;
  }

  #end(reason: PeerCloseReason): void {
    if (this.#ended) return;
    this.#endReason = reason;
    this.close();
    this.#listener.ended(reason);
  }
}

/** Whichever way the camera is held. */
function linesOf(track: MediaStreamTrack): number | undefined {
  const { width, height } = track.getSettings();
  return width === undefined || height === undefined ? undefined : Math.min(width, height);
}
