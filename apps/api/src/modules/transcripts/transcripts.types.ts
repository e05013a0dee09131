import type {
  MembershipId,
  PersonId,
  RecordingId,
  SessionId,
  TranscriptFailure,
  SpokenLanguage,
  TranscriptLineId,
  TranscriptState,
} from '@stageline/contracts';

export interface TranscriptRow {
  readonly _id: RecordingId;
  readonly sessionId: SessionId;
  readonly language: SpokenLanguage;
  readonly pass: number;
  readonly state: Exclude<TranscriptState, 'none'>;
  readonly failure: TranscriptFailure | null;
  readonly shownPass: number | null;
  readonly done: readonly string[];
  readonly parts: number;
}

export interface TranscriptLineRow {
  readonly _id: TranscriptLineId;
  readonly recordingId: RecordingId;
  readonly pass: number;
  readonly sessionId: SessionId;
  readonly version: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly identity: PersonId | MembershipId;
  readonly speaker: string;
  readonly fromHost: boolean;
  readonly text: string;
  readonly confidence: number | null;
  readonly edited: boolean;
  readonly shown: boolean;
}

export interface TranscriptEditRow {
  readonly lineId: TranscriptLineId;
  readonly version: number;
  readonly text: string;
  readonly byId: MembershipId;
  readonly by: string;
  readonly at: Date;
}
