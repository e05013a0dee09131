import type { DtlsParameters, IceParameters, TransportOffer } from '@stageline/contracts';
import type { types } from 'mediasoup';
import type { WorkerSlot } from './worker-slot.ts';

/** One way between a peer and its router, in the words of a room; what it is made of is this folder's business. */
export interface MediaTransport {
  readonly media: types.Transport;
  /** What the peer needs to open its side. */
  readonly offer: TransportOffer;
  connect(dtlsParameters: DtlsParameters): Promise<void>;
  /** Lets the peer come by another path; what it had goes on until then. */
  restartIce(): Promise<IceParameters>;
  /** Calls back once, when the transport is encrypted and media can flow. */
  onReady(callback: () => void): void;
}

/** Opens a transport of `router`, which lives on `slot`. */
export type OpenTransport = (slot: WorkerSlot, router: types.Router) => Promise<MediaTransport>;

/** A first estimate that lets video start at its full rate; congestion control corrects it within a second. */
const INITIAL_OUTGOING_BPS = 2_000_000;

/**
 * Opens WebRTC transports on their worker's shared ports. UDP first; TCP is for networks that block it. mediasoup offers
 * the GCM suites of DTLS-SRTP first and, as the DTLS server, its order decides.
 * @param maxOutgoingBps what one peer is sent at most, in bit/s; 0 for as much as its network carries
 */
export const webRtcTransports =
  (maxOutgoingBps: number): OpenTransport =>
  async (slot, router) => {
    const transport = await router.createWebRtcTransport({
      webRtcServer: slot.webRtcServer,
      enableUdp: true,
      enableTcp: true,
      preferUdp: true,
      initialAvailableOutgoingBitrate: INITIAL_OUTGOING_BPS,
    });
    if (maxOutgoingBps > 0) await transport.setMaxOutgoingBitrate(maxOutgoingBps);
    return {
      media: transport,
      offer: {
        id: transport.id,
        iceParameters: transport.iceParameters as TransportOffer['iceParameters'],
        iceCandidates: transport.iceCandidates as TransportOffer['iceCandidates'],
        dtlsParameters: transport.dtlsParameters as TransportOffer['dtlsParameters'],
      },
      connect: (dtlsParameters) => transport.connect({ dtlsParameters: dtlsParameters as types.DtlsParameters }),
      restartIce: async () => (await transport.restartIce()) as IceParameters,
      onReady(callback) {
        let called = false;
        transport.on('dtlsstatechange', (state) => {
          if (state !== 'connected' || called) return;
          called = true;
          callback();
        });
      },
    };
  };
