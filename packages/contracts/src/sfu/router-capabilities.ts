import type { RtpCapabilities } from './media.ts';

type Codec = RtpCapabilities['codecs'][number];
type Extension = RtpCapabilities['headerExtensions'][number];

const transportFeedback = { type: 'transport-cc', parameter: '' };
const videoFeedback = [
  { type: 'nack', parameter: '' },
  { type: 'nack', parameter: 'pli' },
  { type: 'ccm', parameter: 'fir' },
  { type: 'goog-remb', parameter: '' },
  transportFeedback,
];

const opus = {
  kind: 'audio',
  mimeType: 'audio/opus',
  clockRate: 48_000,
  channels: 2,
  rtcpFeedback: [{ type: 'nack', parameter: '' }, transportFeedback],
  parameters: {},
  preferredPayloadType: 100,
} satisfies Codec;

/** The preferred video codec: every browser encodes and decodes it, and a late receiver needs no out-of-band parameters. */
const vp8 = {
  kind: 'video',
  mimeType: 'video/VP8',
  clockRate: 90_000,
  rtcpFeedback: videoFeedback,
  parameters: { 'x-google-start-bitrate': 1000 },
  preferredPayloadType: 101,
} satisfies Codec;

/** Constrained baseline 3.1, for senders with hardware that knows nothing else. */
const h264 = {
  kind: 'video',
  mimeType: 'video/H264',
  clockRate: 90_000,
  rtcpFeedback: videoFeedback,
  parameters: { 'level-asymmetry-allowed': 1, 'packetization-mode': 1, 'profile-level-id': '42e01f' },
  preferredPayloadType: 103,
} satisfies Codec;

const retransmissionOf = (codec: Codec): Codec => ({
  kind: 'video',
  mimeType: 'video/rtx',
  preferredPayloadType: codec.preferredPayloadType + 1,
  clockRate: codec.clockRate,
  parameters: { apt: codec.preferredPayloadType },
  rtcpFeedback: [],
});

const extension = (
  kind: Extension['kind'],
  preferredId: number,
  uri: string,
  direction: NonNullable<Extension['direction']> = 'sendrecv',
): Extension => ({ kind, uri, preferredId, preferredEncrypt: false, direction });

/** The codecs of every room's router, in order of preference. */
export const mediaCodecs: readonly Codec[] = [opus, vp8, h264];

/**
 * What mediasoup 3.19 makes of `mediaCodecs`. It is a constant so that a client can load its device before it joins, which
 * saves a round trip; a test of the sfu compares it with a real router's answer.
 */
export const routerRtpCapabilities: RtpCapabilities = {
  codecs: [opus, vp8, retransmissionOf(vp8), h264, retransmissionOf(h264)],
  headerExtensions: [
    extension('audio', 1, 'urn:ietf:params:rtp-hdrext:sdes:mid'),
    extension('video', 1, 'urn:ietf:params:rtp-hdrext:sdes:mid'),
    extension('video', 2, 'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id', 'recvonly'),
    extension('video', 3, 'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id', 'recvonly'),
    extension('audio', 4, 'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time'),
    extension('video', 4, 'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time'),
    extension('audio', 5, 'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01', 'recvonly'),
    extension('video', 5, 'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01'),
    extension('audio', 6, 'urn:ietf:params:rtp-hdrext:ssrc-audio-level'),
    extension(
      'video',
      7,
      'https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension',
      'recvonly',
    ),
    extension('video', 8, 'urn:3gpp:video-orientation'),
    extension('video', 9, 'urn:ietf:params:rtp-hdrext:toffset'),
    extension('audio', 10, 'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time'),
    extension('video', 10, 'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time'),
    extension('audio', 11, 'http://www.webrtc.org/experiments/rtp-hdrext/playout-delay'),
    extension('video', 11, 'http://www.webrtc.org/experiments/rtp-hdrext/playout-delay'),
    extension('audio', 12, 'urn:mediasoup:params:rtp-hdrext:packet-id'),
    extension('video', 12, 'urn:mediasoup:params:rtp-hdrext:packet-id'),
  ],
};
