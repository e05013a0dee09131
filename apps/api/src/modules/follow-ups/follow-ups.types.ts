import type {
  EngagementTier,
  FollowUpBar,
  FollowUpEvidence,
  FollowUpFlag,
  FollowUpId,
  FollowUpRunId,
  FollowUpRunState,
  FollowUpState,
  FollowUpSummary,
  MembershipId,
  PersonId,
  WebinarAttendeeId,
  WebinarAttendeeSummary,
  WebinarDetails,
  WebinarId,
  WebinarMessageId,
} from '@stageline/contracts';

/** Where reading attendees goes on. */
export interface AttendeeBound {
  readonly rank: number;
  readonly id: string;
}
export interface Attendee {
  readonly attendee: Omit<WebinarAttendeeSummary, 'id' | 'lead'> & {
    readonly _id: WebinarAttendeeId;
    readonly rank: number;
    readonly personId: PersonId | null;
    /** By the file that they stand in. */
    readonly unsubscribed: boolean;
  };
  readonly lead: { readonly _id: string; readonly stage: string } | null;
  readonly said: readonly { readonly _id: WebinarMessageId; readonly text: string; readonly isQuestion: boolean }[];
}
export interface WebinarFacts extends Pick<WebinarDetails, 'title' | 'topic' | 'language' | 'offer' | 'replayUrl'> {
  readonly _id: WebinarId;
  readonly lasted: number | null;
}

/** Webinars and their people, as they are kept elsewhere. */
export interface WebinarReader {
  webinarFacts(id: WebinarId): Promise<WebinarFacts | null>;
  /** The next by score. */
  attendeePage(
    id: WebinarId,
    request: {
      readonly tiers?: readonly EngagementTier[] | undefined;
      readonly ids?: readonly WebinarAttendeeId[] | undefined;
      readonly after: AttendeeBound | null;
      readonly limit: number;
    },
  ): Promise<{ readonly items: readonly Attendee[]; readonly next: AttendeeBound | null }>;
  attendeeContext(id: WebinarId, attendeeId: WebinarAttendeeId): Promise<Attendee | null>;
}

export type FollowUpFault = NonNullable<FollowUpSummary['error']>;

/** What a mail says, and how that came about. */
export interface FollowUpContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Whether somebody wrote it by hand; otherwise it follows the text. */
  readonly ownHtml: boolean;
  readonly warnings: readonly FollowUpFlag[];
  readonly evidence: readonly FollowUpEvidence[];
  readonly writer: {
    readonly kind: 'model' | 'template' | 'person';
    readonly model: string | null;
    readonly prompt: string | null;
    readonly promptTokens: number;
    readonly outputTokens: number;
    readonly costMicros: number;
    readonly attempts: number;
  };
  readonly userEdited: boolean;
  readonly generatedAt: Date | null;
}

export interface FollowUpRow extends FollowUpContent {
  readonly _id: FollowUpId;
  readonly webinarId: WebinarId;
  readonly attendeeId: WebinarAttendeeId;
  /** As they were when it was written: a mail stays readable when its reader's row is gone. */
  readonly name: string;
  readonly email: string | null;
  readonly personId: PersonId | null;
  readonly tier: EngagementTier;
  readonly rank: number;
  readonly state: FollowUpState;
  readonly bar: FollowUpBar | null;
  readonly error: FollowUpFault | null;
  /** How many of `warnings`: lists do not read them. */
  readonly flags: number;
  readonly notes: string;
  readonly version: number;
  /** Which text it is: the next is written under the next number, and paid for once. */
  readonly variant: number;
  /** The run that writes it, or wrote it last. */
  readonly runId: FollowUpRunId | null;
  /** How often somebody began to write this variant. */
  readonly claims: number;
  /** Whoever is writing it. */
  readonly claim: string | null;
  /** Before the last change by hand. */
  readonly previous: FollowUpContent | null;
  readonly approvedBy: string | null;
  readonly sendAskedAt: Date | null;
  /** The last exports that it is in. */
  readonly exportIds: readonly string[];
  readonly updatedAt: Date;
}

export interface RunRow {
  readonly _id: FollowUpRunId;
  readonly webinarId: WebinarId;
  readonly state: FollowUpRunState;
  readonly stop: 'no-credits' | 'no-budget' | 'ai-off' | null;
  readonly total: number;
  readonly byId: MembershipId;
  readonly by: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  /** When somebody looks whether its jobs were lost; null once it is over. */
  readonly lookAt: Date | null;
}

/** One of the places in which a site's mails are written. */
export interface PlaceRow {
  readonly place: number;
  /** Rises with every turn that ends: the next job has another name. */
  readonly turn: number;
  readonly holder: string | null;
  readonly until: Date | null;
  readonly mailId: FollowUpId | null;
}
