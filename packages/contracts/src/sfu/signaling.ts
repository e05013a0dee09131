import { z } from 'zod';
import { defineNamespace } from '../kit/socket.ts';
import { ConsumerOffer, DtlsParameters, MediaSource, RtpCapabilities, RtpParameters, TransportOffer } from './media.ts';

/** The sfu's socket.io path; the api proxies it, so that media signalling is same-origin. WebSocket only. */
export const SIGNAL_PATH = '/sfu';

const mediaId = z.string().min(1).max(64);
const Done = z.object({});

/** Everything that a client needs to send and receive, in the one round trip of a join. */
export const JoinAnswer = z.object({
  connectionId: z.string(),
  role: z.enum(['host', 'attendee']),
  receive: TransportOffer,
  /** Only for a host. */
  send: TransportOffer.nullable(),
  /** Paused; the server resumes them by itself once the receive transport's DTLS handshake is done. */
  consumers: z.array(ConsumerOffer),
  viewers: z.int(),
});
export type JoinAnswer = z.infer<typeof JoinAnswer>;

/**
 * Why the server ends a peer. `reconnect`: this media worker is gone or draining, or what the peer may do has changed: come
 * back with a fresh ticket, if there is one;
 * `replaced`: the same identity joined from elsewhere; `room-closed`: the session is over.
 */
export const PeerCloseReason = z.enum(['reconnect', 'replaced', 'room-closed']);
export type PeerCloseReason = z.infer<typeof PeerCloseReason>;

/** Media signalling, served by the sfu. Opened with a media ticket; a refusal is a problem in `connect_error`'s data. */
export const signalNamespace = defineNamespace({
  name: '/signal',
  host: 'tenant',
  access: { kind: 'ticket' },
  auth: z.object({ ticket: z.string().max(2000) }),
  ask: {
    'peer:join': { payload: z.strictObject({ rtpCapabilities: RtpCapabilities }), ack: JoinAnswer },
    /** May be sent without waiting for its answer: the browser's first DTLS flight is repeated until it is answered. */
    'transport:connect': {
      payload: z.strictObject({ transportId: mediaId, dtlsParameters: DtlsParameters }),
      ack: Done,
    },
    /** The client has built the receivers of these `consumer:created`; their media may flow. */
    'consumer:resume': { payload: z.strictObject({ consumerIds: z.array(mediaId).min(1).max(64) }), ack: Done },
    'producer:create': {
      payload: z.strictObject({
        transportId: mediaId,
        kind: z.enum(['audio', 'video']),
        source: MediaSource,
        rtpParameters: RtpParameters,
        paused: z.boolean().default(false),
      }),
      ack: z.object({ producerId: z.string() }),
    },
    'producer:pause': { payload: z.strictObject({ producerId: mediaId }), ack: Done },
    'producer:resume': { payload: z.strictObject({ producerId: mediaId }), ack: Done },
    'producer:close': { payload: z.strictObject({ producerId: mediaId }), ack: Done },
    'peer:leave': { payload: z.strictObject({}), ack: Done },
  },
  tell: {
    /** A track that appeared after the join; paused until `consumer:resume`. */
    'consumer:created': ConsumerOffer,
    'consumer:paused': z.object({ consumerId: z.string() }),
    'consumer:resumed': z.object({ consumerId: z.string() }),
    'consumer:closed': z.object({ consumerId: z.string() }),
    /** Distinct attendees in the room; hosts are not counted. Coalesced, the latest value wins. */
    'room:viewers-changed': z.object({ viewers: z.int() }),
    /** The last word before the server disconnects. */
    'peer:closed': z.object({ reason: PeerCloseReason }),
  },
});
