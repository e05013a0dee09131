import { randomUUID } from 'node:crypto';
import { ProblemError, type RtpParameters, type TransportOffer } from '@stageline/contracts';
import type { types } from 'mediasoup';
import type { OpenTransport } from '../engine/media-transport.ts';
import type { LocalTrack, Receiver } from '../engine/receiver.ts';
import { mediaSocket } from '../engine/udp-sockets.ts';
import type { WorkerPool } from '../engine/worker-pool.ts';
import type { WorkerSlot } from '../engine/worker-slot.ts';
import { LocalPlace } from '../rooms/place.ts';
import type { LinkAnswer, LinkAsk, LinkPayload, LinkTell, LinkTold } from './link-protocol.ts';

/** Between two processes packets can be lost, and are sent again; the way is encrypted whatever network it takes. */
export const openPipeEnd = (router: types.Router, ip: string): Promise<types.PipeTransport> =>
  router.createPipeTransport({ listenInfo: mediaSocket(ip), enableRtx: true, enableSrtp: true });

export const pipeEndOf = ({ tuple, srtpParameters }: types.PipeTransport) => {
  if (srtpParameters === undefined) throw new Error('A pipe between processes is encrypted.');
  return { ip: tuple.localAddress, port: tuple.localPort, srtpParameters: { ...srtpParameters } };
};

export interface HostedPlacesDeps {
  readonly pool: Pick<WorkerPool, 'spare'>;
  readonly createRouter: (slot: WorkerSlot) => Promise<types.Router>;
  readonly openTransport: OpenTransport;
  /** Where pipes from other processes arrive. */
  readonly linkIp: string;
  readonly tell: <E extends LinkTell>(event: E, payload: LinkTold<E>) => void;
}

interface Hosted {
  readonly place: LocalPlace;
  pipe: types.PipeTransport | undefined;
  readonly producers: Map<string, types.Producer>;
  readonly receivers: Set<string>;
}

interface HostedReceiver {
  readonly receiver: Receiver;
  readonly tracks: Set<string>;
}

type Answers = { readonly [E in LinkAsk]: (payload: LinkPayload<E>) => Promise<LinkAnswer<E>> };

/** What this process carries for rooms of one other, as that one says. Ids of anything else mean nothing here. */
export class HostedPlaces {
  readonly #deps: HostedPlacesDeps;
  readonly #places = new Map<string, Hosted>();
  readonly #receivers = new Map<string, HostedReceiver>();
  readonly #tracks = new Map<string, LocalTrack>();

  constructor(deps: HostedPlacesDeps) {
    this.#deps = deps;
  }

  /** Each throws a ProblemError: `not-found`, `unavailable` where there is no room. */
  readonly answers: Answers = {
    'place:open': (payload) => this.#openPlace(payload),
    'place:close': async ({ placeId }) => this.#closePlace(placeId),
    'pipe:open': (payload) => this.#openPipe(payload),
    'pipe:produce': (payload) => this.#produce(payload),
    'pipe:pause': async ({ placeId, producerId, paused }) => {
      const producer = this.#places.get(placeId)?.producers.get(producerId);
      await (paused ? producer?.pause() : producer?.resume());
      return {};
    },
    'pipe:close': async ({ placeId, producerId }) => {
      this.#places.get(placeId)?.producers.get(producerId)?.close();
      return {};
    },
    'receiver:open': (payload) => this.#openReceiver(payload),
    'receiver:connect': async ({ receiverId, dtlsParameters }) => {
      await found(this.#receivers.get(receiverId)).receiver.connect(dtlsParameters);
      return {};
    },
    'receiver:restart-ice': async ({ receiverId }) => ({
      iceParameters: await found(this.#receivers.get(receiverId)).receiver.restartIce(),
    }),
    'receiver:close': async ({ receiverId }) => {
      this.#closeReceiver(receiverId);
      return {};
    },
    'track:open': (payload) => this.#openTrack(payload),
    'track:close': async ({ key }) => {
      this.#tracks.get(key)?.close();
      return {};
    },
    'track:flow': async ({ key, flows }) => {
      await this.#tracks.get(key)?.setFlowing(flows);
      return {};
    },
    'track:prefer': async ({ key, spatialLayer }) => {
      await this.#tracks.get(key)?.prefer(spatialLayer);
      return {};
    },
    'track:priority': async ({ key, priority }) => {
      await this.#tracks.get(key)?.setPriority(priority);
      return {};
    },
  };

  /** A worker is gone. */
  lose(slot: WorkerSlot): void {
    for (const [placeId, { place }] of [...this.#places]) {
      if (place.slot !== slot) continue;
      this.#closePlace(placeId);
      this.#deps.tell('place:lost', { placeId });
    }
  }

  /** The other process is gone, or has no use for this any more. */
  close(): void {
    for (const placeId of [...this.#places.keys()]) this.#closePlace(placeId);
  }

  async #openPlace({ tracks, seats }: LinkPayload<'place:open'>): Promise<LinkAnswer<'place:open'>> {
    const { pool, createRouter, openTransport } = this.#deps;
    const slot = pool.spare(new Set(), tracks);
    if (slot === undefined) throw new ProblemError('unavailable', { retryAfterSeconds: 5 });
    const place = new LocalPlace(slot, createRouter(slot), openTransport);
    // As many whole seats as the worker has, up to what was asked for; `spare` has seen to one.
    let granted = seats;
    while (granted > 1 && !place.fits(granted * tracks)) granted -= 1;
    const consumers = granted * tracks;
    place.take(consumers);
    const placeId = randomUUID();
    this.#places.set(placeId, { place, pipe: undefined, producers: new Map(), receivers: new Set() });
    return { placeId, consumers };
  }

  #closePlace(placeId: string): Record<string, never> {
    const hosted = this.#places.get(placeId);
    this.#places.delete(placeId);
    for (const receiverId of hosted?.receivers ?? []) this.#closeReceiver(receiverId);
    hosted?.place.close();
    return {};
  }

  #closeReceiver(receiverId: string): void {
    const hosted = this.#receivers.get(receiverId);
    this.#receivers.delete(receiverId);
    for (const key of hosted?.tracks ?? []) this.#tracks.delete(key);
    for (const { receivers } of this.#places.values()) receivers.delete(receiverId);
    hosted?.receiver.close();
  }

  async #openPipe({ placeId, end }: LinkPayload<'pipe:open'>): Promise<LinkAnswer<'pipe:open'>> {
    const hosted = found(this.#places.get(placeId));
    const pipe = await openPipeEnd(await hosted.place.router, this.#deps.linkIp);
    await pipe.connect({ ip: end.ip, port: end.port, srtpParameters: end.srtpParameters as types.SrtpParameters });
    hosted.pipe = pipe;
    return { end: pipeEndOf(pipe) };
  }

  async #produce(payload: LinkPayload<'pipe:produce'>): Promise<Record<string, never>> {
    const { placeId, producerId, kind, rtpParameters, paused } = payload;
    const { pipe, producers } = found(this.#places.get(placeId));
    const producer = await found(pipe).produce({
      id: producerId,
      kind,
      rtpParameters: rtpParameters as types.RtpParameters,
      paused,
    });
    producers.set(producerId, producer);
    producer.observer.once('close', () => producers.delete(producerId));
    return {};
  }

  async #openReceiver({ placeId, decodes }: LinkPayload<'receiver:open'>): Promise<{ offer: TransportOffer }> {
    const { place, receivers } = found(this.#places.get(placeId));
    const receiver = await place.openReceiver(decodes);
    const receiverId = receiver.id;
    receivers.add(receiverId);
    this.#receivers.set(receiverId, { receiver, tracks: new Set() });
    if (!this.#places.has(placeId)) this.#closeReceiver(receiverId);
    receiver.onReady(() => this.#deps.tell('receiver:ready', { receiverId }));
    return { offer: receiver.offer };
  }

  async #openTrack({
    receiverId,
    producerId,
    kind,
    key,
  }: LinkPayload<'track:open'>): Promise<LinkAnswer<'track:open'>> {
    const { tell } = this.#deps;
    const { receiver, tracks } = found(this.#receivers.get(receiverId));
    let track: LocalTrack | null = null;
    track = (await receiver.consume(
      { id: producerId, kind, closed: false },
      {
        onFlow: () => track && tell('track:flow-changed', { key, isSent: track.isSent, isCarried: track.isCarried }),
        onSenderPaused: (paused) => tell('track:sender-paused', { key, paused }),
        onClosed: () => {
          this.#tracks.delete(key);
          tracks.delete(key);
          tell('track:closed', { key });
        },
      },
    )) as LocalTrack | null;
    if (track === null) return { track };
    this.#tracks.set(key, track);
    tracks.add(key);
    const { id, rtpParameters, producerPaused, isLayered } = track;
    return { track: { id, kind, rtpParameters: rtpParameters as RtpParameters, producerPaused, isLayered } };
  }
}

/** @throws ProblemError `not-found` */
function found<T>(value: T | undefined): T {
  if (value === undefined) throw new ProblemError('not-found');
  return value;
}
