import { ProblemError } from '@stageline/contracts';
import type { types } from 'mediasoup';
import type { MediaTransport } from '../engine/media-transport.ts';
import { refusable } from './media-errors.ts';
import type { HostedProducer, Peer } from './peer.ts';
import { kindOfSource, permissions } from './permissions.ts';
import type { RoomRouters } from './room-routers.ts';
import type { ProduceRequest } from './room.types.ts';

/**
 * The one gate for key frames, per video producer: joins within this time share one. Without it 30 joins take a p90 of
 * 1.1 s to their first picture, with it 0.26 s (performance notes, "Joining a room"). Nothing else here asks for any.
 */
const KEY_FRAME_REQUEST_DELAY_MS = 350;

export interface ProductionDeps {
  readonly routers: RoomRouters;
  /** Told of everything that is sent, before anybody receives it. */
  readonly onProducer: (sender: Peer, producer: HostedProducer) => void;
  /** Brings it to the others in the room. */
  readonly offer: (sender: Peer, producer: HostedProducer) => Promise<void>;
  readonly closed: () => boolean;
}

/** What is sent in a room: who may send what, and what of it is going on. */
export class Production {
  readonly #deps: ProductionDeps;

  constructor(deps: ProductionDeps) {
    this.#deps = deps;
  }

  /**
   * Starts sending a track to everybody else in the room.
   * @throws ProblemError `forbidden` where the peer's standing does not let it send that, `conflict` when the peer sends this source already,
   *   `unavailable` when the worker has no room for it, `bad-request` for parameters that mediasoup refuses
   */
  async produce(peer: Peer, request: ProduceRequest): Promise<string> {
    const { kind, source } = request;
    const { routers, onProducer, offer } = this.#deps;
    if (!permissions[peer.standing].sources.includes(source)) throw new ProblemError('forbidden');
    if (kindOfSource[source] !== kind) throw new ProblemError('bad-request', { detail: `A ${source} is not ${kind}.` });
    if (peer.send === undefined || peer.send.media.id !== request.transportId) throw new ProblemError('not-found');
    if (peer.sources.has(source)) throw new ProblemError('conflict');
    routers.admitTrack();
    peer.sources.add(source);
    routers.account();
    try {
      const media = await startProducer(peer.send, request);
      if (media.closed) throw new ProblemError('illegal-transition');
      const producer = { media, source };
      peer.producers.set(media.id, producer);
      media.observer.once('close', () => this.#gone(peer, producer));
      onProducer(peer, producer);
      await offer(peer, producer);
      return media.id;
    } catch (error) {
      peer.sources.delete(source);
      routers.account();
      // Taken off the stage meanwhile, and the worker knows nothing of the transport any more.
      if (!permissions[peer.standing].sources.includes(source)) throw new ProblemError('illegal-transition');
      throw error;
    }
  }

  /** @throws ProblemError `not-found` */
  async pause(peer: Peer, producerId: string): Promise<void> {
    await peer.producer(producerId).media.pause();
  }

  /** @throws ProblemError `not-found` */
  async resume(peer: Peer, producerId: string): Promise<void> {
    await peer.producer(producerId).media.resume();
  }

  /** @throws ProblemError `not-found` */
  close(peer: Peer, producerId: string): void {
    peer.producer(producerId).media.close();
  }

  #gone(peer: Peer, { media, source }: HostedProducer): void {
    peer.producers.delete(media.id);
    peer.sources.delete(source);
    if (!this.#deps.closed()) this.#deps.routers.account();
  }
}

function startProducer(send: MediaTransport, { kind, rtpParameters, paused }: ProduceRequest): Promise<types.Producer> {
  return refusable(
    send.media.produce({
      kind,
      rtpParameters: rtpParameters as types.RtpParameters,
      paused,
      ...(kind === 'video' ? { keyFrameRequestDelay: KEY_FRAME_REQUEST_DELAY_MS } : {}),
    }),
  );
}
