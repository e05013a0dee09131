import type {
  MediaSource,
  MembershipId,
  PersonId,
  RecordingFailure,
  RecordingGap,
  RecordingId,
  RecordingPause,
  RecordingState,
  RecordingTrackEnd,
  RecordingTrackId,
  RecordingTrouble,
  SessionId,
} from '@stageline/contracts';

export interface RecordingRow {
  readonly _id: RecordingId;
  readonly sessionId: SessionId;
  readonly state: RecordingState;
  readonly failure: RecordingFailure | null;
  readonly startedAt: Date;
  readonly startedBy: string;
  readonly stoppedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly durationMs: number | null;
  readonly bytes: number | null;
  readonly gaps: readonly RecordingGap[];
  /** In their order; missing in those from before there were any. */
  readonly pauses?: readonly RecordingPause[];
  readonly progress: { readonly percent: number; readonly etaSeconds: number | null } | null;
}

/** A track as its sfu told of it; a part is missing while its word is on the way. */
export interface TrackRow {
  readonly _id: RecordingTrackId;
  readonly nodeId: string;
  readonly identity?: PersonId | MembershipId;
  readonly displayName?: string;
  readonly fromHost?: boolean;
  readonly source?: MediaSource;
  readonly kind?: 'audio' | 'video';
  readonly codec?: string;
  readonly startMs?: number;
  readonly endMs?: number;
  readonly endReason?: RecordingTrackEnd;
  /** How many there are, once it has ended. */
  readonly segments?: number;
}

export interface SegmentRow {
  readonly trackId: RecordingTrackId;
  readonly index: number;
  readonly storageKey: string;
  readonly startMs: number;
  readonly durationMs: number;
  readonly bytes: number;
}

export interface NodeRow {
  readonly nodeId: string;
  readonly aliveAt?: Date;
  readonly drainedAt?: Date;
  readonly tracks?: number;
  readonly trouble: RecordingTrouble | 'no-writer' | null;
}

/** A few seconds of a track: a Matroska file that begins with a key frame. */
export interface RecordedSegment {
  readonly storageKey: string;
  /** From the start of the recording. */
  readonly startMs: number;
  readonly durationMs: number;
  readonly bytes: number;
  /** Whether its file is longer than it is, as a pause began in it: what is behind its end must not be used. */
  readonly isCut: boolean;
}

/** A track with what is in storage of it, in order of time. */
export interface RecordedTrack {
  readonly trackId: RecordingTrackId;
  readonly identity: PersonId | MembershipId;
  readonly displayName: string;
  readonly fromHost: boolean;
  readonly source: MediaSource;
  readonly kind: 'audio' | 'video';
  /** As in RTP, e.g. `video/VP8`. */
  readonly codec: string;
  readonly segments: readonly RecordedSegment[];
}

/** A pause that is over. */
export interface ClosedPause {
  readonly fromMs: number;
  readonly toMs: number;
}

/** All that was recorded, for whoever makes something of it. */
export interface RecordedTracks {
  readonly recording: {
    readonly id: RecordingId;
    readonly sessionId: SessionId;
    readonly startedAt: Date;
    readonly stoppedAt: Date;
    /** From the start to the stop, its pauses included. */
    readonly durationMs: number;
    readonly gaps: readonly RecordingGap[];
    /** Stretches that were not to be recorded, in their order; nothing of them is in the tracks. */
    readonly pauses: readonly ClosedPause[];
  };
  readonly tracks: readonly RecordedTrack[];
}
