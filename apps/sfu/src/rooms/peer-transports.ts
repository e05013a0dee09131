import { ProblemError, type RtpCapabilities, type TransportOffer } from '@stageline/contracts';
import type { MediaTransport } from '../engine/media-transport.ts';
import { capabilitiesByKind } from '../engine/receiver.ts';
import type { Peer } from './peer.ts';
import { permissions } from './permissions.ts';
import type { Place } from './place.ts';
import type { RoomOverflow } from '../overflow/room-overflow.ts';
import { RoomFull, type RoomRouters } from './room-routers.ts';
import type { Roster } from './roster.ts';

/** Opens what a room's peers receive and send over, and closes what they may not send over any more. */
export class PeerTransports {
  readonly #routers: RoomRouters;
  readonly #people: Roster;
  readonly #overflow: RoomOverflow | undefined;

  constructor(routers: RoomRouters, people: Roster, overflow: RoomOverflow | undefined) {
    this.#routers = routers;
    this.#people = people;
    this.#overflow = overflow;
  }

  /** Opens those of a peer that joins, if it is not to watch by overflow. @throws ProblemError `unavailable`, `bad-request` */
  async open(peer: Peer, rtpCapabilities: RtpCapabilities): Promise<void> {
    const place = peer.place ?? (await this.#seatOrOverflow(peer));
    if (place === null) return;
    const receive = await place.openReceiver(capabilitiesByKind(rtpCapabilities));
    requireHere(peer, () => receive.close());
    peer.receive = receive;
    if (peer.maySend) peer.send = await this.#openSend(peer);
  }

  /** Gives a peer something to send over. @throws ProblemError `illegal-transition` when it has that, `unavailable` */
  async openSend(peer: Peer): Promise<TransportOffer> {
    const transport = await this.#openSend(peer);
    if (peer.send !== undefined) {
      transport.media.close();
      throw new ProblemError('illegal-transition');
    }
    peer.send = transport;
    this.#people.maySend(peer, true);
    return transport.offer;
  }

  /** Ends all that a peer sends. */
  closeSend(peer: Peer): void {
    peer.send?.media.close();
    peer.send = undefined;
    this.#people.maySend(peer, false);
  }

  /** Null for somebody of the audience who finds the room full, and watches it from outside. */
  async #seatOrOverflow(peer: Peer): Promise<Place | null> {
    try {
      return await this.#seat(peer);
    } catch (error) {
      const mayOverflow = error instanceof RoomFull && peer.isViewer && peer.standing === 'audience';
      const token = mayOverflow && peer.state === 'joining' ? this.#overflow?.admit(peer) : null;
      if (token == null) throw error;
      peer.overflow = token;
      return null;
    }
  }

  async #seat(peer: Peer): Promise<Place> {
    const place = await this.#routers.seat(permissions[peer.standing].alwaysAdmitted || !peer.isViewer);
    requireHere(peer, () => this.#routers.free(place));
    peer.place = place;
    return place;
  }

  async #openSend(peer: Peer): Promise<MediaTransport> {
    const transport = await this.#routers.home.open();
    requireHere(peer, () => transport.media.close());
    return transport;
  }
}

/** @throws ProblemError `unavailable` when the peer went while something was opened for it, which `undo` takes back */
function requireHere(peer: Peer, undo: () => void): void {
  if (peer.state === 'joining' || peer.state === 'joined') return;
  undo();
  throw new ProblemError('unavailable', { detail: 'The connection ended before it was complete.' });
}
