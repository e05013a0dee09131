import type {
  EarlyStanding,
  LeadId,
  MembershipId,
  Permission,
  PersonId,
  Price,
  RecordingId,
  RoleRef,
  RoomRole,
  SeriesId,
  SeatCounts,
  SessionId,
  SessionMode,
  SessionStatus,
  SignInId,
  site,
  SpokenLanguage,
  StageLayout,
  SupportVisitId,
  TenantId,
} from '@stageline/contracts';

export interface SessionRow {
  readonly _id: SessionId;
  readonly title: string;
  readonly description: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** The host's IANA zone (B-04). */
  readonly timeZone: string;
  /** That it is held in; missing in those from before it was asked for, which is English. */
  readonly language?: SpokenLanguage;
  readonly status: SessionStatus;
  /** Nobody was told of it; missing in what was announced. */
  readonly unannounced?: true;
  /** This and what follows, up to the revision, is missing in those from before it was asked for. */
  readonly hostName?: string;
  readonly capacity?: number | null;
  readonly mode?: SessionMode;
  readonly price?: Price | null;
  readonly deposit?: number | null;
  readonly lobbyMinutes?: number;
  readonly rescheduledFrom?: Date;
  readonly cancelReason?: string;
  readonly revision?: number;
  /** Missing in what does not repeat. */
  readonly series?: SeriesDate;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** The recording that runs; missing in those from before there were recordings. */
  readonly recording?: SessionRecording | null;
  /** Whether live captions are wanted; missing until a host chooses. */
  readonly captions?: boolean;
  /** How the stage is shown; missing until a host chooses. */
  readonly layout?: StageLayout;
  readonly registered: number;
  readonly viewers: number;
  readonly attended: number;
}

/** A date of a series. */
export interface SeriesDate {
  readonly id: SeriesId;
  /** What a clock on the wall shows there, by its rule; it stays where the session is moved for itself. */
  readonly occurrence: string;
  /** Changed for itself: the series leaves it alone. */
  readonly isApart: boolean;
}

/** A recording that runs, as everybody in the room is told. */
export interface SessionRecording {
  readonly id: RecordingId;
  readonly since: Date;
  /** Missing in those from before there were pauses. */
  readonly pausedSince?: Date | null;
  /** Of the pauses that are over, together. */
  readonly pausedMs?: number;
}

/** What live captions need to know of a session. */
export interface SessionCaptioning {
  readonly title: string;
  readonly isLive: boolean;
  readonly language: SpokenLanguage;
  /** Whether a host wants them. */
  readonly isOn: boolean;
}

/** What a session is, and costs, beside its times. */
export interface SessionFacts {
  readonly title: string;
  readonly description: string;
  readonly language: SpokenLanguage;
  readonly hostName: string;
  readonly capacity: number | null;
  readonly mode: SessionMode;
  readonly price: Price | null;
  readonly deposit: number | null;
  readonly lobbyMinutes: number;
}

/** What seats cost whoever comes early. */
export interface EarlyPriceReader {
  /** What holds now; those of which the price holds are missing. */
  standings(
    priced: readonly { readonly subject: SessionId; readonly price: Price }[],
    now: Date,
  ): Promise<ReadonlyMap<string, EarlyStanding>>;
}

/** What the seats of a session tell of it. */
export interface SeatReader {
  /** Of these sessions; those without any are missing. */
  counts(sessionIds: readonly SessionId[]): Promise<ReadonlyMap<SessionId, SeatCounts>>;
}

/** Queues in which seats of few are given out. */
export interface SeatQueues {
  /** Makes the queue of a session, in the caller's transaction; harmless where there is one. */
  open(sessionId: SessionId): Promise<void>;
}

/** What replays tell of sessions. */
export interface ReplayReader {
  /** Those of them of which there is a replay to be seen. */
  withReplay(sessionIds: readonly SessionId[]): Promise<ReadonlySet<SessionId>>;
}

/** What a new session is planned with. */
export interface SessionPlan extends Partial<SessionFacts> {
  readonly title: string;
  readonly description: string;
  readonly startsAt: Date;
  readonly durationMinutes: number;
  readonly timeZone: string;
  /** False for a draft. */
  readonly publish?: boolean;
}

/** The room of a session on every sfu. */
export interface MediaControl {
  /** Ends the media for everybody; a room that is not open is left alone. */
  closeRoom(tenantId: TenantId, sessionId: SessionId): Promise<void>;
  /** Shows the audience whoever waits behind the stage. */
  openRoom(tenantId: TenantId, sessionId: SessionId): Promise<void>;
  /** Lets somebody come behind the stage before it is live. @throws ProblemError `panel-full` */
  inviteSpeaker(tenantId: TenantId, sessionId: SessionId, identity: PersonId, displayName: string): Promise<void>;
  /** Whether somebody may come behind the stage. */
  isSpeaker(tenantId: TenantId, sessionId: SessionId, identity: PersonId): Promise<boolean>;
  /** What somebody may do in a room from now on; null: not enter it. */
  setRole(
    tenantId: TenantId,
    sessionId: SessionId,
    identity: PersonId | MembershipId,
    role: RoomRole | null,
  ): Promise<void>;
  /** Ends every room of a tenant. */
  closeTenant(tenantId: TenantId): Promise<void>;
  /** Ends the media of members, or of what was opened where they were signed in. */
  closePeers(tenantId: TenantId, holders: readonly (MembershipId | SignInId | SupportVisitId)[]): Promise<void>;
  /** Lets every sfu look up whether the session is to be recorded. */
  syncRecording(tenantId: TenantId, sessionId: SessionId): Promise<void>;
  /** Lets the tickets of a tenant in again after `closeTenant`. */
  openTenant(tenantId: TenantId): Promise<void>;
}

/** The chat's cursor, which the state of a room carries. */
export interface ChatCursor {
  lastSequence(sessionId: SessionId): Promise<number>;
}

/** What a personal link needs to know of its lead. */
export interface JoiningLead {
  readonly _id: LeadId;
  readonly personId: PersonId;
  readonly sessionId: SessionId | null;
  readonly person: { readonly firstName: string; readonly lastName: string };
}

/** A member as a room knows them. */
export interface RoomMember {
  readonly id: MembershipId;
  readonly name: string;
  readonly roles: readonly RoleRef[];
}

/** The team of the current tenant. */
export interface TeamDirectory {
  /** Null for somebody unknown. */
  find(id: MembershipId): Promise<RoomMember | null>;
  all(): Promise<readonly RoomMember[]>;
  permissionsOf(roles: readonly RoleRef[]): Promise<ReadonlySet<Permission>>;
}

export interface SiteViewReader {
  getPublicView(tenant: { id: TenantId; slug: string }): Promise<site.SiteView>;
}
