import type { MediaSource, RtpParameters, SessionId, TenantId, TicketClaims } from '@stageline/contracts';
import type { types } from 'mediasoup';

/** Why a peer is not in the room any more, as reported. */
export type LeaveReason = 'left' | 'lost' | 'replaced' | 'closed';

/** How large somebody shows a video: the best layer that is worth sending, or null for one that is not shown. */
export interface LayerPreference {
  readonly consumerId: string;
  readonly spatialLayer: number | null;
}

export interface ProduceRequest {
  readonly transportId: string;
  readonly kind: 'audio' | 'video';
  readonly source: MediaSource;
  readonly rtpParameters: RtpParameters;
  readonly paused: boolean;
}

/** Where and by whom something is sent. */
export interface ProducerPlace {
  readonly tenantId: TenantId;
  readonly sessionId: SessionId;
  readonly router: types.Router;
  readonly worker: Pick<types.Worker, 'died'>;
  readonly sender: { readonly claims: TicketClaims; readonly state: string };
}
