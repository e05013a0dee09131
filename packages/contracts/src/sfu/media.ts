import { z } from 'zod';

/**
 * Shapes of the WebRTC parameters that cross the signalling socket. They are bounded, because they come from a browser;
 * what the values mean is checked by mediasoup. Source: mediasoup 3.19, rtpParametersTypes and WebRtcTransportTypes.
 */
const MediaKind = z.enum(['audio', 'video']);
const token = z.string().max(200);
const Parameters = z.record(token, z.union([z.string().max(500), z.number(), z.boolean(), z.null()]));
const RtcpFeedback = z.object({ type: token, parameter: token.exactOptional() });
const PayloadType = z.int().min(0).max(127);
const Ssrc = z.int().min(0).max(0xffff_ffff);

/** What the sender's track shows; one of each per sender. */
export const MediaSource = z.enum(['camera', 'microphone', 'screen']);
export type MediaSource = z.infer<typeof MediaSource>;

export const RtpCapabilities = z.object({
  codecs: z
    .array(
      z.object({
        kind: MediaKind,
        mimeType: token,
        preferredPayloadType: PayloadType,
        clockRate: z.int(),
        channels: z.int().exactOptional(),
        parameters: Parameters.exactOptional(),
        rtcpFeedback: z.array(RtcpFeedback).max(20).exactOptional(),
      }),
    )
    .max(64),
  headerExtensions: z
    .array(
      z.object({
        kind: MediaKind,
        uri: token,
        preferredId: z.int().min(1).max(255),
        preferredEncrypt: z.boolean().exactOptional(),
        direction: z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive']).exactOptional(),
      }),
    )
    .max(64),
});
export type RtpCapabilities = z.infer<typeof RtpCapabilities>;

export const RtpParameters = z.object({
  mid: token.exactOptional(),
  codecs: z
    .array(
      z.object({
        mimeType: token,
        payloadType: PayloadType,
        clockRate: z.int(),
        channels: z.int().exactOptional(),
        parameters: Parameters.exactOptional(),
        rtcpFeedback: z.array(RtcpFeedback).max(20).exactOptional(),
      }),
    )
    .min(1)
    .max(16),
  headerExtensions: z
    .array(
      z.object({
        uri: token,
        id: z.int().min(1).max(255),
        encrypt: z.boolean().exactOptional(),
        parameters: Parameters.exactOptional(),
      }),
    )
    .max(32)
    .exactOptional(),
  encodings: z
    .array(
      z.object({
        ssrc: Ssrc.exactOptional(),
        rid: token.exactOptional(),
        codecPayloadType: PayloadType.exactOptional(),
        rtx: z.object({ ssrc: Ssrc }).exactOptional(),
        dtx: z.boolean().exactOptional(),
        scalabilityMode: token.exactOptional(),
        maxBitrate: z.int().exactOptional(),
      }),
    )
    .max(4)
    .exactOptional(),
  rtcp: z.object({ cname: token.exactOptional(), reducedSize: z.boolean().exactOptional() }).exactOptional(),
  msid: token.exactOptional(),
});
export type RtpParameters = z.infer<typeof RtpParameters>;

export const DtlsParameters = z.object({
  role: z.enum(['auto', 'client', 'server']).exactOptional(),
  fingerprints: z
    .array(
      z.object({
        algorithm: z.enum(['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512']),
        value: z.string().regex(/^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){19,63}$/),
      }),
    )
    .min(1)
    .max(8),
});
export type DtlsParameters = z.infer<typeof DtlsParameters>;

export const IceParameters = z.object({
  usernameFragment: z.string(),
  password: z.string(),
  iceLite: z.boolean().exactOptional(),
});
export type IceParameters = z.infer<typeof IceParameters>;

/** A relay for networks that let nothing else through, with a password that ends by itself. */
export const IceServer = z.object({ urls: z.array(z.string()), username: z.string(), credential: z.string() });
export type IceServer = z.infer<typeof IceServer>;

/** The server's side of one WebRTC transport: all that a client needs to open its own side. */
export const TransportOffer = z.object({
  id: z.string(),
  iceParameters: IceParameters,
  iceCandidates: z.array(
    z.object({
      foundation: z.string(),
      priority: z.number(),
      ip: z.string(),
      address: z.string(),
      protocol: z.enum(['udp', 'tcp']),
      port: z.int(),
      type: z.literal('host'),
      tcpType: z.literal('passive').exactOptional(),
    }),
  ),
  dtlsParameters: DtlsParameters,
});
export type TransportOffer = z.infer<typeof TransportOffer>;

/** One track that the peer may receive. It is paused on the server until the receiver is ready for its key frame. */
export const ConsumerOffer = z.object({
  id: z.string(),
  producerId: z.string(),
  kind: MediaKind,
  rtpParameters: RtpParameters,
  source: MediaSource,
  /** Who sends it. */
  identity: z.string(),
  displayName: z.string(),
  /** Whether its sender has paused it. */
  producerPaused: z.boolean(),
});
export type ConsumerOffer = z.infer<typeof ConsumerOffer>;
