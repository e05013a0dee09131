import { routerRtpCapabilities } from '@stageline/contracts';
import type { types } from 'mediasoup';

/**
 * Of what takes a track as it comes, on this machine. Loopback loses nothing, and a retransmission that a sender makes is
 * forwarded as the packet that it is.
 */
export const copyCapabilities = {
  codecs: routerRtpCapabilities.codecs
    .filter(({ mimeType }) => !mimeType.endsWith('/rtx'))
    .map((codec) => ({
      ...codec,
      rtcpFeedback: (codec.rtcpFeedback ?? []).filter(({ type, parameter }) => type === 'nack' && parameter === 'pli'),
    })),
  headerExtensions: [],
} as unknown as types.RtpCapabilities;
