import type { types } from 'mediasoup';

/**
 * What may wait for a worker that is busy for a moment. A key frame of 720p comes as a burst of a hundred packets and more;
 * the system's default holds about ninety, and what a recording lacks of a key frame costs it all until the next. The
 * system grants less where its own limit (`net.core.rmem_max`) is lower.
 */
const RECEIVE_BUFFER_BYTES = 4 * 1024 * 1024;

/** A UDP socket that media arrives at. */
export const mediaSocket = (ip: string): types.TransportListenInfo & { protocol: 'udp' } => ({
  protocol: 'udp',
  ip,
  recvBufferSize: RECEIVE_BUFFER_BYTES,
});
