import type { MediaSource, RtpParameters, SessionId, TenantId } from '@stageline/contracts';
import type { Logger } from '@stageline/platform';
import type { StageRight, StageRights } from '@stageline/platform/stage-rights';
import type { types } from 'mediasoup';
import type { OpenTransport } from '../engine/media-transport.ts';
import type { WorkerSlot } from '../engine/worker-slot.ts';
import type { RoomReporter } from '../reports/room-reporter.ts';
import type { Room } from './room.ts';

/** Why a peer is not in the room any more, as reported. */
export type LeaveReason = 'left' | 'lost' | 'replaced' | 'closed';

export interface RoomDeps {
  readonly tenantId: TenantId;
  readonly sessionId: SessionId;
  readonly slot: WorkerSlot;
  readonly router: types.Router;
  readonly openTransport: OpenTransport;
  readonly reporter: RoomReporter;
  readonly rights: StageRights;
  /** Rights to the stage from before this room was made, by identity. */
  readonly given: Map<string, StageRight>;
  readonly logger: Logger;
  /** Called once, when the last peer has gone or the room was closed. */
  readonly onClosed: (room: Room) => void;
}

export interface ProduceRequest {
  readonly transportId: string;
  readonly kind: 'audio' | 'video';
  readonly source: MediaSource;
  readonly rtpParameters: RtpParameters;
  readonly paused: boolean;
}
