import type { MediaSource, RtpParameters } from '@stageline/contracts';

/** Why a peer is not in the room any more, as reported. */
export type LeaveReason = 'left' | 'lost' | 'replaced' | 'closed';

export interface ProduceRequest {
  readonly transportId: string;
  readonly kind: 'audio' | 'video';
  readonly source: MediaSource;
  readonly rtpParameters: RtpParameters;
  readonly paused: boolean;
}
