import type {
  PersonId,
  RecordingId,
  ReplayAccess,
  ReplayCut,
  ReplayFailure,
  ReplayId,
  ReplayState,
  SessionId,
} from '@stageline/contracts';

/** A stretch of the recording that the replay shows. */
export interface KeptSpan {
  readonly recordedFromMs: number;
  readonly recordedToMs: number;
  /** Where it begins in the replay. */
  readonly mediaFromMs: number;
}

/** A place of the replay at which something of the masterclass is missing. */
export interface CutMark {
  readonly atMs: number;
  readonly missingMs: number;
  /** Missing in those from before a recording could be paused. */
  readonly reason?: ReplayCut['reason'];
}

/** A time in which something of a track is missing, in milliseconds since the recording began. */
export interface RecordingGap {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A time in which nothing was to be recorded, in milliseconds since the recording began. */
export interface RecordingPause {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface RecordedSegment {
  readonly storageKey: string;
  /** Since the recording began. */
  readonly startMs: number;
  readonly durationMs: number;
  readonly bytes: number;
}

/** What came from one microphone, camera or screen, cut into files of a few seconds. */
export interface RecordedTrack {
  readonly trackId: string;
  readonly source: 'camera' | 'microphone' | 'screen';
  readonly kind: 'audio' | 'video';
  readonly fromHost: boolean;
  readonly segments: readonly RecordedSegment[];
}

/** Everything that a replay is made of. */
export interface RecordedTracks {
  readonly recording: {
    readonly sessionId: SessionId;
    readonly startedAt: Date;
    readonly durationMs: number;
    readonly gaps: readonly RecordingGap[];
    /** What was not to be recorded, in its order. */
    readonly pauses: readonly RecordingPause[];
  };
  readonly tracks: readonly RecordedTrack[];
}

/** A chapter that somebody wrote. */
export interface OwnChapter {
  readonly atMs: number;
  readonly title: string;
}

export interface ReplayRow {
  readonly _id: ReplayId;
  readonly sessionId: SessionId;
  readonly recordingId: RecordingId;
  /** Names its page: nobody can guess it. */
  readonly key: string;
  readonly createdAt: Date;

  readonly state: ReplayState;
  /** How often somebody ordered that it is made anew: each order is one job. */
  readonly retries: number;
  /** The attempt that makes it; the name of its folder in the store. */
  readonly attempt: string | null;
  readonly percent: number;
  readonly etaSeconds: number | null;
  /** What the last attempt ended with; told once there is no further one. */
  readonly lastFailure: ReplayFailure | null;

  /** When the recording began. */
  readonly recordedAt: Date;
  /** The attempt whose film is shown. */
  readonly film: string | null;
  readonly durationMs: number | null;
  readonly bytes: number;
  readonly spans: readonly KeptSpan[];
  readonly cuts: readonly CutMark[];
  /** Times of the recording of which nothing has a place in the film; missing in those from before there were any. */
  readonly pauses?: readonly RecordingPause[];
  /** When a screen began to be shown, in the replay's time. */
  readonly screens: readonly number[];

  readonly publication: 'draft' | 'published' | 'taken-down';
  readonly publishedAt: Date | null;
  readonly access: ReplayAccess;
  readonly passwordHash: string | null;
  /** Rises with every change of who may see it: what was granted before ends. */
  readonly accessVersion: number;
  readonly expiresAt: Date | null;
  /** Null: they come by themselves. */
  readonly chapters: readonly OwnChapter[] | null;
}

/** What is asked of a recording. */
export interface Recordings {
  /** @throws ProblemError `not-found` for one that is gone */
  tracksOf(recordingId: RecordingId): Promise<RecordedTracks>;
  markProcessing(recordingId: RecordingId): Promise<void>;
  markReady(recordingId: RecordingId): Promise<void>;
  markFailed(
    recordingId: RecordingId,
    reason: 'composite-failed' | 'nothing-recorded' | 'segments-missing',
  ): Promise<void>;
  reportProgress(recordingId: RecordingId, percent: number, etaSeconds: number | null): Promise<void>;
}

/** Somebody who came by their personal link. */
export interface Registrant {
  readonly personId: PersonId;
  readonly sessionId: SessionId | null;
}
