import type {
  AssignmentCause,
  HeatKind,
  LeadId,
  Locale,
  MailTopic,
  MembershipId,
  Permission,
  PersonId,
  PipelineId,
  ResponseStep,
  RoleRef,
  SessionId,
  StageId,
  StageKind,
  TenantId,
  TouchKind,
  leads,
} from '@stageline/contracts';
import type { MailBrand, ResponseTimes } from '@stageline/domain';
import type { Pipeline } from '../pipelines/index.ts';

/** What a list shows of the person; copied to the lead, so that a page of leads is one read. */
export interface LeadPerson {
  readonly firstName: string;
  readonly lastName: string;
  /** The one that we write to. */
  readonly email: string;
  /** The one that is called. */
  readonly phone: string | null;
  readonly company: string | null;
  /** Missing where there are none, as for most. */
  readonly otherEmails?: readonly string[];
  readonly otherPhones?: readonly string[];
}

export interface LeadAssignee {
  readonly membershipId: MembershipId;
  readonly name: string;
  /** Since when. */
  readonly at: Date;
  /** Null or missing where there was no limit when it became theirs. */
  readonly response?: ResponseClock | null;
}

/** Until when an owner has to answer a lead, and how far that has come. */
export interface ResponseClock extends ResponseTimes {
  readonly step: ResponseStep;
  /** Missing where nothing has to happen any more. */
  readonly nextAt?: Date;
  /** The first human touch since it is theirs. */
  readonly touchedAt: Date | null;
  readonly touchKind: TouchKind | null;
  readonly touchedBy: string | null;
}

/** Whoever had a lead before. */
export interface PastOwner {
  readonly membershipId: MembershipId;
  readonly name: string;
  readonly from: Date;
  readonly until: Date;
  /** How they lost it. */
  readonly cause: AssignmentCause;
  readonly dueAt?: Date | null;
  readonly answeredAt?: Date | null;
}

/** One entry of the history: the lead came to a stage. */
export interface StageChange {
  readonly pipelineId: PipelineId;
  readonly stage: StageId;
  readonly at: Date;
  readonly cause: leads.StageCause;
  readonly actorId: MembershipId | null;
  readonly actorName: string | null;
  /** In the words of whoever moved it. */
  readonly reason: string | null;
}

export interface LeadRow {
  readonly _id: LeadId;
  readonly version: number;
  readonly pipelineId: PipelineId;
  readonly stage: StageId;
  /** What the stage means. */
  readonly outcome: StageKind;
  readonly person: LeadPerson;
  readonly assignee: LeadAssignee | null;
  /** Seconds attended, by session. */
  readonly attendance: Readonly<Record<string, number>>;
  readonly createdAt: Date;
  readonly stageChangedAt: Date;
  /** See the model; `neverHot` for whoever has shown nothing. */
  readonly hotUntil: Date;
  readonly heat?: { readonly why: readonly HeatKind[] } | null;
}

export interface LeadWithHistory extends LeadRow {
  readonly history: readonly StageChange[];
}

/** What the personal join link leads to. */
export interface RegisteredLead {
  readonly _id: LeadId;
  readonly personId: PersonId;
  readonly sessionId: SessionId | null;
  /** Null until they have proved their address. */
  readonly linePosition: number | null;
  /** The invitation that they came by, as the form carried it. */
  readonly via?: string | null;
  readonly person: LeadPerson;
}

/** What a list is ordered by, newest first: when somebody became a lead, or came to their stage; or until when they are hot. */
export type LeadOrder = 'createdAt' | 'stageChangedAt' | 'hotUntil';

/** A stage of a pipeline. */
export interface StagePlace {
  readonly pipelineId: PipelineId;
  readonly stage: StageId;
}

/** Which leads a reader sees: everybody's, or those of some members and those that were shared with the reader. */
export type LeadScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'some'; readonly owners: readonly MembershipId[]; readonly reader: MembershipId };

/** The pipelines of the current tenant, as far as leads need them; the pipelines module's service is one. */
export interface PipelineDirectory {
  /** Null for an unknown one. */
  find(id: PipelineId): Promise<Pipeline | null>;
}

/** The team, as far as leads need it; the members module's service is one. */
export interface MemberDirectory {
  /** A member of the current tenant, null for an unknown one. */
  find(id: MembershipId): Promise<{ name: string; leaderId?: MembershipId | null } | null>;
  /** Everybody on the team. */
  all(): Promise<readonly LeadMember[]>;
  /** What these roles allow here. */
  permissionsOf(roles: readonly RoleRef[]): Promise<ReadonlySet<Permission>>;
  /** Those whom a member leads themselves; not those whom they lead in turn. */
  ledBy(leaderId: MembershipId): Promise<readonly MembershipId[]>;
  /** The same with what it takes to write to them. */
  recipient(id: MembershipId): Promise<LeadRecipient | null>;
}

/** A member as somebody chooses them. */
export interface LeadMember {
  readonly id: MembershipId;
  readonly name: string;
  readonly roles: readonly RoleRef[];
}

/** A member as the mail of a new lead needs them. */
export interface LeadRecipient {
  readonly name: string;
  readonly email: string;
  readonly locale: Locale;
}

/** Brand and address of the current tenant's site, for the mails that speak in its name. */
export interface SiteFacts extends MailBrand {
  readonly tenantId: TenantId;
  readonly promoterName: string;
  /** Whether the team wants to be told by mail; yes where nothing is said. */
  readonly teamMails?: boolean;
  /** `http://<slug>.<apex>` without a slash at its end. */
  readonly url: string;
}
export interface SiteFactsReader {
  siteFacts(): Promise<SiteFacts>;
}

/** One mail in the name of the current tenant's site. */
export interface OutgoingMail {
  readonly to: string;
  /** Whom of the site's own people it is written to; it stands in their timeline. */
  readonly personId?: PersonId;
  /** What it is about; what its reader is owed when it is left out. */
  readonly topic?: MailTopic;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Files that go along with it. */
  readonly attachments?: readonly {
    readonly filename: string;
    readonly contentType: string;
    readonly content: string;
  }[];
  /** A second mail with the same key is the same mail. */
  readonly idempotencyKey?: string;
}
/** Takes a mail to be sent; called in a subscriber's transaction, so that a mail is taken once per event. */
export interface Mailer {
  send(mail: OutgoingMail): Promise<unknown>;
}
