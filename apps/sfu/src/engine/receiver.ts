import type {
  DtlsParameters,
  IceParameters,
  RtpCapabilities,
  RtpParameters,
  TransportOffer,
} from '@stageline/contracts';
import type { types } from 'mediasoup';
import type { MediaTransport } from './media-transport.ts';

/** What a browser decodes, by kind. */
export type Decodes = Readonly<Record<'audio' | 'video', RtpCapabilities>>;

export interface TrackEvents {
  /** Whether its sender sends it, or whether it gets through, may have changed. */
  readonly onFlow: () => void;
  readonly onSenderPaused: (paused: boolean) => void;
  /** Called once, unless the whole receiver is closed. */
  readonly onClosed: () => void;
}

/** One track on its way to one peer, wherever the worker is that sends it there. It begins paused. */
export interface OutgoingTrack {
  readonly id: string;
  readonly producerId: string;
  readonly kind: 'audio' | 'video';
  readonly rtpParameters: RtpParameters;
  readonly producerPaused: boolean;
  readonly closed: boolean;
  /** A video in layers, which can be chosen from, and stopped for this peer alone. */
  readonly isLayered: boolean;
  /** Whether anything of it arrives from its sender. */
  readonly isSent: boolean;
  /** Whether the peer's network carries any layer of it. */
  readonly isCarried: boolean;
  setFlowing(flows: boolean): Promise<void>;
  prefer(spatialLayer: number): Promise<void>;
  /** @param priority beside other videos of this peer; 1 unless set */
  setPriority(priority: number): Promise<void>;
  /** The peer is not to have it any more. */
  close(): void;
}

/** The way on which one peer receives, wherever its worker is. */
export interface Receiver {
  readonly id: string;
  readonly offer: TransportOffer;
  readonly closed: boolean;
  connect(dtlsParameters: DtlsParameters): Promise<void>;
  /** As `MediaTransport.restartIce`. */
  restartIce(): Promise<IceParameters>;
  /** Calls back once, when media can flow. */
  onReady(callback: () => void): void;
  /** Null when the peer cannot decode it, or either is gone meanwhile. */
  consume(producer: Pick<types.Producer, 'id' | 'kind' | 'closed'>, events: TrackEvents): Promise<OutgoingTrack | null>;
  close(): void;
}

/** A track that a worker of this process sends. */
export class LocalTrack implements OutgoingTrack {
  readonly media: types.Consumer;

  constructor(media: types.Consumer, events: TrackEvents) {
    this.media = media;
    media.on('producerpause', () => events.onSenderPaused(true));
    media.on('producerresume', () => events.onSenderPaused(false));
    media.observer.once('close', () => events.onClosed());
    if (media.kind === 'audio') return;
    media.on('layerschange', () => events.onFlow());
    media.on('score', () => events.onFlow());
  }

  get id(): string {
    return this.media.id;
  }
  get producerId(): string {
    return this.media.producerId;
  }
  get kind(): 'audio' | 'video' {
    return this.media.kind;
  }
  get rtpParameters(): RtpParameters {
    return this.media.rtpParameters as RtpParameters;
  }
  get producerPaused(): boolean {
    return this.media.producerPaused;
  }
  get closed(): boolean {
    return this.media.closed;
  }
  get isLayered(): boolean {
    return this.media.type === 'simulcast';
  }
  get isSent(): boolean {
    return this.media.score.producerScores.some((score) => score > 0);
  }
  get isCarried(): boolean {
    return this.media.currentLayers !== undefined;
  }

  setFlowing(flows: boolean): Promise<void> {
    return this.#tell(() => (flows ? this.media.resume() : this.media.pause()));
  }
  prefer(spatialLayer: number): Promise<void> {
    return this.#tell(() => this.media.setPreferredLayers({ spatialLayer }));
  }
  setPriority(priority: number): Promise<void> {
    return this.#tell(() => this.media.setPriority(priority));
  }

  close(): void {
    this.media.close();
  }

  /** A consumer that closes on the way is not an error of whoever speaks of it. */
  async #tell(work: () => Promise<void>): Promise<void> {
    if (this.closed) return;
    try {
      await work();
    } catch (error) {
      if (!this.closed) throw error;
    }
  }
}

/** Where a peer receives from a worker of this process. */
export class LocalReceiver implements Receiver {
  readonly #transport: MediaTransport;
  readonly #decodes: Decodes;

  constructor(transport: MediaTransport, decodes: Decodes) {
    this.#transport = transport;
    this.#decodes = decodes;
  }

  get id(): string {
    return this.#transport.media.id;
  }
  get offer(): TransportOffer {
    return this.#transport.offer;
  }
  get closed(): boolean {
    return this.#transport.media.closed;
  }

  connect(dtlsParameters: DtlsParameters): Promise<void> {
    return this.#transport.connect(dtlsParameters);
  }

  restartIce(): Promise<IceParameters> {
    return this.#transport.restartIce();
  }

  onReady(callback: () => void): void {
    this.#transport.onReady(callback);
  }

  async consume(
    producer: Pick<types.Producer, 'id' | 'kind' | 'closed'>,
    events: TrackEvents,
  ): Promise<LocalTrack | null> {
    const rtpCapabilities = this.#decodes[producer.kind] as types.RtpCapabilities;
    const { media } = this.#transport;
    try {
      return new LocalTrack(
        await media.consume({ producerId: producer.id, rtpCapabilities, enableRtx: true, paused: true }),
        {
          ...events,
          onClosed: () => (media.closed ? undefined : events.onClosed()),
        },
      );
    } catch (error) {
      // Asking `canConsume` beforehand would parse the capabilities twice, which is most of what a join costs here.
      if (producer.closed || media.closed || (error instanceof Error && error.name === 'UnsupportedError')) return null;
      throw error;
    }
  }

  close(): void {
    this.#transport.media.close();
  }
}

/** mediasoup copies and checks the capabilities for every consumer; those of one kind are half the work. */
export function capabilitiesByKind(all: RtpCapabilities): Decodes {
  const only = (wanted: 'audio' | 'video') => ({
    codecs: all.codecs.filter(({ kind }) => kind === wanted),
    headerExtensions: all.headerExtensions.filter(({ kind }) => kind === wanted),
  });
  return { audio: only('audio'), video: only('video') };
}
