import { z } from 'zod';
import { defineNamespace } from '../kit/socket.ts';
import {
  ConsumerOffer,
  DtlsParameters,
  IceParameters,
  IceServer,
  MediaSource,
  RtpCapabilities,
  RtpParameters,
  TransportOffer,
} from './media.ts';
import { RoomRole, SeenRoomRole } from './ticket.ts';

/** The sfu's socket.io path; the api proxies it, so that media signalling is same-origin. WebSocket only. */
export const SIGNAL_PATH = '/sfu';

const mediaId = z.string().min(1).max(64);
const Done = z.object({});
const Identity = z.string().min(1).max(64);

/**
 * Where somebody stands in the room: a host or co-host as `host`; everybody else in the `audience`, `invited` to the stage
 * and asked, or on it as a `panelist`, who sends camera and microphone.
 */
export const RoomStanding = z.enum(['host', 'audience', 'invited', 'panelist']);
export type RoomStanding = z.infer<typeof RoomStanding>;

/** How many attendees may be on the stage or invited to it at once. */
export const STAGE_SEATS = 5;

/** Somebody as the hosts see them. */
export const RoomPerson = z.object({
  identity: z.string(),
  displayName: z.string(),
  role: SeenRoomRole,
  standing: RoomStanding,
  /** False for somebody with a place on the stage whose connection is lost. */
  isHere: z.boolean(),
  /** They said no to the last invitation. */
  declined: z.boolean(),
});
export type RoomPerson = z.infer<typeof RoomPerson>;

/** Everything that a client needs to send and receive, in the one round trip of a join. */
export const JoinAnswer = z.object({
  connectionId: z.string(),
  role: RoomRole,
  standing: RoomStanding,
  /** Null for whoever watches by `overflow`. */
  receive: TransportOffer.nullable(),
  /**
   * Where somebody of the audience finds what is on the stage while the room is full: a playlist on the site, a few seconds
   * behind. Everything else of the room is as for the others.
   */
  overflow: z.object({ playlistUrl: z.string() }).nullable(),
  /** Only for those who may send. */
  send: TransportOffer.nullable(),
  /** Relays for both, where there are any. */
  iceServers: z.array(IceServer),
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
    /** The client's network has changed: both sides look for a new path, and everything that runs over the transport stays. */
    'transport:restart-ice': {
      payload: z.strictObject({ transportId: mediaId }),
      ack: z.object({ iceParameters: IceParameters }),
    },
    /** The client has built the receivers of these `consumer:created`; their media may flow. */
    'consumer:resume': { payload: z.strictObject({ consumerIds: z.array(mediaId).min(1).max(64) }), ack: Done },
    /**
     * How large the client shows these videos: the best spatial layer that is worth sending, 0 the smallest, or null for one
     * that is not shown, which is not sent then. Ids of what is gone, or is no video, are passed over.
     */
    'consumer:prefer': {
      payload: z.strictObject({
        preferences: z
          .array(z.strictObject({ consumerId: mediaId, spatialLayer: z.int().min(0).max(2).nullable() }))
          .min(1)
          .max(64),
      }),
      ack: Done,
    },
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
    /** Everybody in the room, for hosts and moderators, who are told of changes from then on. */
    'people:watch': { payload: z.strictObject({}), ack: z.object({ people: z.array(RoomPerson) }) },
    /** By a host: asks an attendee to come onto the stage. Harmless when repeated. */
    'stage:invite': { payload: z.strictObject({ identity: Identity }), ack: Done },
    /** By a host: takes an invitation back, or somebody off the stage. */
    'stage:remove': { payload: z.strictObject({ identity: Identity }), ack: Done },
    /** By a host or moderator: mutes a panelist, who may unmute again. */
    'stage:mute': { payload: z.strictObject({ identity: Identity }), ack: Done },
    /** By an invited attendee, who has somewhere to send to from then on. */
    'stage:accept': { payload: z.strictObject({}), ack: z.object({ send: TransportOffer }) },
    'stage:decline': { payload: z.strictObject({}), ack: Done },
    /** By a panelist: steps down. */
    'stage:leave': { payload: z.strictObject({}), ack: Done },
  },
  tell: {
    /** A track that appeared after the join; paused until `consumer:resume`. */
    'consumer:created': ConsumerOffer,
    'consumer:paused': z.object({ consumerId: z.string() }),
    'consumer:resumed': z.object({ consumerId: z.string() }),
    'consumer:closed': z.object({ consumerId: z.string() }),
    /** Whether the peer's network is too weak for even the smallest layer of this video. Its sound goes on. */
    'consumer:starved': z.object({ consumerId: z.string(), starved: z.boolean() }),
    /** Our own standing, changed by somebody else. It takes what we send with it when we may not send any more. */
    'stage:changed': z.object({ standing: RoomStanding }),
    /** What we may do besides, changed by a host; where we stand is the same. */
    'role:changed': z.object({ role: RoomRole }),
    /** A host has muted our microphone: it is paused on the server. */
    'stage:muted': z.object({}),
    /** To those who watch: people who are new or different, and identities that are gone. Coalesced. */
    'people:changed': z.object({ changed: z.array(RoomPerson), gone: z.array(z.string()) }),
    /** Distinct attendees in the room; hosts are not counted. Coalesced, the latest value wins. */
    'room:viewers-changed': z.object({ viewers: z.int() }),
    /** The last word before the server disconnects. */
    'peer:closed': z.object({ reason: PeerCloseReason }),
  },
});
