import { randomUUID } from 'node:crypto';
import {
  ProblemError,
  type DtlsParameters,
  type IceParameters,
  type RtpParameters,
  type TransportOffer,
} from '@stageline/contracts';
import type { types } from 'mediasoup';
import type { Decodes, OutgoingTrack, Receiver, TrackEvents } from '../engine/receiver.ts';
import type { Place } from '../rooms/place.ts';
import { openPipeEnd, pipeEndOf } from './hosted-places.ts';
import type { Link } from './link.ts';
import type { LinkAnswer, LinkTold } from './link-protocol.ts';

/** Seats that are asked for at once, so that most joins there need no word about them. */
const SEATS = 25;

/** A router on a worker of another process. Nothing is sent from there to the room; peers only receive. */
export class RemotePlace implements Place {
  seats = 0;
  readonly #link: Link;
  readonly #placeId: string;
  /** Consumers that the other process has set aside for us. */
  readonly #consumers: number;
  readonly #linkIp: string;
  readonly #stop: (() => void)[];
  /** Our end of the pipe, which all tracks take. */
  #pipe: Promise<types.PipeTransport> | undefined;
  #closed = false;

  private constructor(link: Link, granted: LinkAnswer<'place:open'>, linkIp: string, onLost: () => void) {
    this.#link = link;
    this.#placeId = granted.placeId;
    this.#consumers = granted.consumers;
    this.#linkIp = linkIp;
    this.#stop = [link.hear(this.#placeId, onLost), link.onLost(onLost)];
  }

  /**
   * @param tracks that each peer there will receive
   * @param linkIp where our end of the pipe is
   * @param onLost told when the other process, or its worker, is gone
   * @throws ProblemError `unavailable` when it is full
   */
  static async open(link: Link, tracks: number, linkIp: string, onLost: () => void): Promise<RemotePlace> {
    return new RemotePlace(link, await link.ask('place:open', { tracks, seats: SEATS }), linkIp, onLost);
  }

  fits(consumers: number): boolean {
    return consumers <= this.#consumers;
  }

  /** They are set aside already. */
  take(): void {}

  async openReceiver(decodes: Decodes): Promise<Receiver> {
    const { offer } = await this.#link.ask('receiver:open', { placeId: this.#placeId, decodes });
    const receiver = new RemoteReceiver(this.#link, offer);
    if (this.#closed) receiver.close();
    return receiver;
  }

  async pipe(producer: types.Producer, from: types.Router): Promise<void> {
    const placeId = this.#placeId;
    this.#pipe ??= this.#openPipe(from);
    const pipe = await this.#pipe;
    const { id: producerId, kind } = producer;
    const consumer = await pipe.consume({ producerId });
    const paused = consumer.producerPaused;
    const rtpParameters = consumer.rtpParameters as RtpParameters;
    await this.#link.ask('pipe:produce', { placeId, producerId, kind, rtpParameters, paused });
    const say = (isPaused: boolean) => this.#link.say('pipe:pause', { placeId, producerId, paused: isPaused });
    if (consumer.producerPaused !== paused) say(!paused);
    consumer.on('producerpause', () => say(true));
    consumer.on('producerresume', () => say(false));
    const end = () => this.#link.say('pipe:close', { placeId, producerId });
    if (consumer.closed) end();
    else consumer.observer.once('close', end);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const stop of this.#stop) stop();
    this.#link.say('place:close', { placeId: this.#placeId });
    this.#pipe?.then(
      (pipe) => pipe.close(),
      () => undefined,
    );
  }

  async #openPipe(router: types.Router): Promise<types.PipeTransport> {
    const pipe = await openPipeEnd(router, this.#linkIp);
    try {
      const { end } = await this.#link.ask('pipe:open', { placeId: this.#placeId, end: pipeEndOf(pipe) });
      await pipe.connect({ ...end, srtpParameters: end.srtpParameters as types.SrtpParameters });
      if (this.#closed) throw new ProblemError('unavailable', { retryAfterSeconds: 1 });
      return pipe;
    } catch (error) {
      pipe.close();
      throw error;
    }
  }
}

class RemoteReceiver implements Receiver {
  readonly offer: TransportOffer;
  closed = false;
  readonly #link: Link;
  readonly #stopHearing: () => void;
  readonly #tracks = new Set<RemoteTrack>();
  #isReady = false;
  #onReady: () => void = () => undefined;

  constructor(link: Link, offer: TransportOffer) {
    this.offer = offer;
    this.#link = link;
    this.#stopHearing = link.hear(offer.id, () => {
      this.#isReady = true;
      this.#onReady();
    });
  }

  get id(): string {
    return this.offer.id;
  }

  async connect(dtlsParameters: DtlsParameters): Promise<void> {
    await this.#link.ask('receiver:connect', { receiverId: this.id, dtlsParameters });
  }

  async restartIce(): Promise<IceParameters> {
    return (await this.#link.ask('receiver:restart-ice', { receiverId: this.id })).iceParameters;
  }

  onReady(callback: () => void): void {
    this.#onReady = callback;
    if (this.#isReady) callback();
  }

  async consume(
    producer: Pick<types.Producer, 'id' | 'kind' | 'closed'>,
    events: TrackEvents,
  ): Promise<OutgoingTrack | null> {
    const key = randomUUID();
    const track = new RemoteTrack(this.#link, key, producer.id, {
      ...events,
      onClosed: () => {
        this.#tracks.delete(track);
        events.onClosed();
      },
    });
    this.#tracks.add(track);
    try {
      const { id: producerId, kind } = producer;
      const answer = await this.#link.ask('track:open', { receiverId: this.id, producerId, kind, key });
      if (answer.track === null || track.closed) return null;
      track.describe(answer.track);
      return track;
    } catch (error) {
      track.forget();
      if (producer.closed || this.closed) return null;
      throw error;
    }
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.#stopHearing();
    for (const track of this.#tracks) track.forget();
    this.#link.say('receiver:close', { receiverId: this.id });
  }
}

type Described = NonNullable<LinkAnswer<'track:open'>['track']>;

class RemoteTrack implements OutgoingTrack {
  closed = false;
  isSent = false;
  isCarried = false;
  readonly #link: Link;
  readonly producerId: string;
  readonly #key: string;
  readonly #onClosed: () => void;
  readonly #stopHearing: () => void;
  #described: Described | undefined;

  constructor(link: Link, key: string, producerId: string, events: TrackEvents) {
    this.#link = link;
    this.#key = key;
    this.producerId = producerId;
    this.#onClosed = events.onClosed;
    this.#stopHearing = link.hear(key, (event, told) => {
      if (event === 'track:closed') {
        this.forget();
        events.onClosed();
      }
      if (event === 'track:sender-paused') events.onSenderPaused((told as LinkTold<typeof event>).paused);
      if (event !== 'track:flow-changed') return;
      const { isSent, isCarried } = told as LinkTold<typeof event>;
      this.isSent = isSent;
      this.isCarried = isCarried;
      events.onFlow();
    });
  }

  describe(described: Described): void {
    this.#described = described;
  }

  /** It is gone, and nothing is said about it any more. */
  forget(): void {
    this.closed = true;
    this.#stopHearing();
  }

  get #facts(): Described {
    if (this.#described === undefined) throw new Error('A track was used before it was there.');
    return this.#described;
  }
  get id(): string {
    return this.#facts.id;
  }
  get kind(): 'audio' | 'video' {
    return this.#facts.kind;
  }
  get rtpParameters(): RtpParameters {
    return this.#facts.rtpParameters;
  }
  get producerPaused(): boolean {
    return this.#facts.producerPaused;
  }
  get isLayered(): boolean {
    return this.#facts.isLayered;
  }

  close(): void {
    if (this.closed) return;
    this.forget();
    this.#link.say('track:close', { key: this.#key });
    this.#onClosed();
  }

  async setFlowing(flows: boolean): Promise<void> {
    if (!this.closed) await this.#link.ask('track:flow', { key: this.#key, flows });
  }
  async prefer(spatialLayer: number): Promise<void> {
    if (!this.closed) await this.#link.ask('track:prefer', { key: this.#key, spatialLayer });
  }
  async setPriority(priority: number): Promise<void> {
    if (!this.closed) await this.#link.ask('track:priority', { key: this.#key, priority });
  }
}
