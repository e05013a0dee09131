import {
  ConsumerOffer,
  DtlsParameters,
  IceParameters,
  RtpCapabilities,
  RtpParameters,
  TransportOffer,
  type Ack,
} from '@stageline/contracts';
import { z } from 'zod';

/** Where one sfu answers another; the api passes nothing on that begins like this. */
export const LINK_PATH = '/sfu-link';
/** What a token of one sfu is for, in the words of single-use tokens. */
export const LINK_PURPOSE = 'sfu-link';

const id = z.string().min(1).max(64);
const done = z.object({});
const kind = z.enum(['audio', 'video']);
const Srtp = z.object({ cryptoSuite: z.string().max(40), keyBase64: z.string().max(200) });
/** One end of a pipe between two workers; media goes there encrypted. */
export const PipeEnd = z.object({ ip: z.string().max(100), port: z.int().min(1).max(65535), srtpParameters: Srtp });
export type PipeEnd = z.infer<typeof PipeEnd>;

/**
 * What the process that serves a room asks of another, on whose workers some of the room's peers receive. The one that
 * asks decides everything; the other keeps nothing longer than the connection.
 */
export const linkAsks = {
  /** A router on a worker that has room for so many peers with so many tracks each, or for some of them. */
  'place:open': {
    payload: z.strictObject({ tracks: z.int().min(1).max(1_000), seats: z.int().min(1).max(1_000) }),
    ack: z.object({ placeId: id, consumers: z.int() }),
  },
  'place:close': { payload: z.strictObject({ placeId: id }), ack: done },
  /** Before the first track. */
  'pipe:open': { payload: z.strictObject({ placeId: id, end: PipeEnd }), ack: z.object({ end: PipeEnd }) },
  'pipe:produce': {
    payload: z.strictObject({
      placeId: id,
      producerId: id,
      kind,
      rtpParameters: RtpParameters,
      paused: z.boolean(),
    }),
    ack: done,
  },
  'pipe:pause': { payload: z.strictObject({ placeId: id, producerId: id, paused: z.boolean() }), ack: done },
  'pipe:close': { payload: z.strictObject({ placeId: id, producerId: id }), ack: done },
  'receiver:open': {
    payload: z.strictObject({
      placeId: id,
      decodes: z.strictObject({ audio: RtpCapabilities, video: RtpCapabilities }),
    }),
    ack: z.object({ offer: TransportOffer }),
  },
  'receiver:connect': { payload: z.strictObject({ receiverId: id, dtlsParameters: DtlsParameters }), ack: done },
  'receiver:restart-ice': {
    payload: z.strictObject({ receiverId: id }),
    ack: z.object({ iceParameters: IceParameters }),
  },
  'receiver:close': { payload: z.strictObject({ receiverId: id }), ack: done },
  /** `key` is the asker's name of the track, because it may be told of before it has the answer. */
  'track:open': {
    payload: z.strictObject({ receiverId: id, producerId: id, kind, key: id }),
    ack: z.object({
      track: ConsumerOffer.pick({ id: true, kind: true, rtpParameters: true, producerPaused: true })
        .extend({ isLayered: z.boolean() })
        .nullable(),
    }),
  },
  'track:close': { payload: z.strictObject({ key: id }), ack: done },
  'track:flow': { payload: z.strictObject({ key: id, flows: z.boolean() }), ack: done },
  'track:prefer': { payload: z.strictObject({ key: id, spatialLayer: z.int().min(0).max(2) }), ack: done },
  'track:priority': { payload: z.strictObject({ key: id, priority: z.int().min(1).max(255) }), ack: done },
} as const;

/** What it tells the one that asked. */
export const linkTells = {
  /** The worker is gone, and all that it had with it. */
  'place:lost': z.object({ placeId: id }),
  'receiver:ready': z.object({ receiverId: id }),
  'track:flow-changed': z.object({ key: id, isSent: z.boolean(), isCarried: z.boolean() }),
  'track:sender-paused': z.object({ key: id, paused: z.boolean() }),
  'track:closed': z.object({ key: id }),
} as const;

export type LinkAsk = keyof typeof linkAsks;
export type LinkPayload<E extends LinkAsk> = z.output<(typeof linkAsks)[E]['payload']>;
export type LinkAnswer<E extends LinkAsk> = z.output<(typeof linkAsks)[E]['ack']>;
export type LinkTell = keyof typeof linkTells;
export type LinkTold<E extends LinkTell> = z.output<(typeof linkTells)[E]>;
export type LinkAck = Ack<unknown>;
