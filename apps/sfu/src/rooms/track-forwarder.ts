import type { ConsumerOffer } from '@stageline/contracts';
import type { Logger } from '@stageline/platform';
import type { OutgoingTrack } from '../engine/receiver.ts';
import type { HostedProducer, Peer } from './peer.ts';
import { ReceivedTrack } from './received-track.ts';
import type { RoomRouters } from './room-routers.ts';
import type { LayerPreference } from './room.types.ts';

/**
 * Brings the tracks of a room to its peers. Every consumer begins paused: one that runs before its receiver's decoder
 * exists loses its key frame, and the picture stays black until the next.
 */
export class TrackForwarder {
  readonly #routers: RoomRouters;
  readonly #logger: Logger;
  readonly #mayReceive: (peer: Peer) => boolean;

  /** @param mayReceive asked for every track, also once its consumer is made: the answer may have changed meanwhile */
  constructor(routers: RoomRouters, logger: Logger, mayReceive: (peer: Peer) => boolean) {
    this.#routers = routers;
    this.#logger = logger;
    this.#mayReceive = mayReceive;
  }

  /** Consumers for `peer` of all that `senders` send; they begin by themselves when its transport is ready. */
  async offerExisting(peer: Peer, senders: readonly Peer[]): Promise<ConsumerOffer[]> {
    const made = await Promise.all(
      senders
        .filter((sender) => sender !== peer)
        .flatMap((sender) => [...sender.producers.values()].map((producer) => this.#consume(peer, sender, producer))),
    );
    const offers = made.filter((offer) => offer !== null && peer.consumers.has(offer.id)) as ConsumerOffer[];
    const ids = offers.map((offer) => offer.id);
    peer.receive?.onReady(() => {
      this.resume(peer, ids).catch((error: unknown) => this.#logger.warn({ err: error }, 'consumers did not resume'));
    });
    return offers;
  }

  /** Tells everybody but its sender about a new track. A peer that cannot be served does not keep the others from it. */
  async offerTo(peers: readonly Peer[], sender: Peer, producer: HostedProducer): Promise<void> {
    await Promise.all(
      peers
        .filter((peer) => peer !== sender)
        .map(async (peer) => {
          try {
            const offer = await this.#consume(peer, sender, producer);
            if (offer !== null) peer.link.tell('consumer:created', offer);
          } catch (error) {
            this.#logger.warn({ err: error, connectionId: peer.connectionId }, 'a track could not be offered');
          }
        }),
    );
  }

  /** Tells a peer, who may receive from now on, about all tracks that it does not receive yet. */
  async offerLater(peer: Peer, senders: readonly Peer[]): Promise<void> {
    const received = new Set([...peer.consumers.values()].map(({ media }) => media.producerId));
    for (const sender of senders)
      for (const producer of sender.producers.values())
        if (!received.has(producer.media.id)) await this.offerTo([peer], sender, producer);
  }

  /** Ends all that a peer receives, who may not any more. */
  withdraw(peer: Peer): void {
    for (const { media } of [...peer.consumers.values()]) media.close();
  }

  /** Lets media flow to these consumers of `peer`. */
  async resume(peer: Peer, consumerIds: readonly string[]): Promise<void> {
    await Promise.all(consumerIds.map((id) => peer.consumers.get(id)?.begin()));
  }

  /** Sends what the peer shows, and in the size in which it shows it. */
  async prefer(peer: Peer, preferences: readonly LayerPreference[]): Promise<void> {
    await Promise.all(
      preferences.map(({ consumerId, spatialLayer }) => peer.consumers.get(consumerId)?.prefer(spatialLayer)),
    );
  }

  /** Null when the peer may not receive or cannot decode the track, or either is gone meanwhile. */
  async #consume(peer: Peer, sender: Peer, { media, source }: HostedProducer): Promise<ConsumerOffer | null> {
    const { receive, place, link } = peer;
    if (receive === undefined || place === undefined || !this.#mayReceive(peer)) return null;
    if (!(await this.#routers.bring(media, place)) || receive.closed) return null;
    let received: ReceivedTrack | undefined;
    let track: OutgoingTrack | null = null;
    track = await receive.consume(media, {
      onFlow: () => received?.watch(),
      onSenderPaused(paused) {
        received?.senderPaused(paused);
        if (track !== null) link.tell(paused ? 'consumer:paused' : 'consumer:resumed', { consumerId: track.id });
      },
      onClosed() {
        received?.close();
        if (track !== null && peer.consumers.delete(track.id)) link.tell('consumer:closed', { consumerId: track.id });
      },
    });
    if (track === null || track.closed || receive.closed) return null;
    if (!this.#mayReceive(peer)) {
      track.close();
      return null;
    }
    const consumerId = track.id;
    received = new ReceivedTrack(track, source, (starved) => link.tell('consumer:starved', { consumerId, starved }));
    peer.consumers.set(consumerId, received);
    return {
      id: consumerId,
      producerId: media.id,
      kind: track.kind,
      rtpParameters: track.rtpParameters,
      source,
      identity: sender.claims.identity,
      displayName: sender.claims.displayName,
      producerPaused: track.producerPaused,
    };
  }
}
