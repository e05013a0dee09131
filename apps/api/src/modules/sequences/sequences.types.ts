import type {
  Locale,
  MailAudience,
  MailFact,
  MailId,
  MailSkipReason,
  PersonId,
  SequenceBody,
  SessionId,
} from '@stageline/contracts';
import type { PreparedMail } from '../mail-templates/index.ts';

/** A masterclass as its mails need it, read when they are sent. */
export interface SequenceSession {
  readonly id: SessionId;
  readonly title: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly timeZone: string;
  readonly hostName: string | null;
  readonly seatsLeft: number | null;
  readonly state: 'scheduled' | 'live' | 'ended' | 'cancelled';
  /** When it went live; null where nobody held it. */
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

/** The masterclasses of the current tenant. */
export interface SessionReader {
  /** Null for an unknown one. */
  find(id: SessionId): Promise<SequenceSession | null>;
  /** Those to come and those of late, the newest start first. */
  recent(): Promise<readonly SequenceSession[]>;
  hasReplay(id: SessionId): Promise<boolean>;
}

/** Somebody who has a seat. */
export interface SeatHolder {
  readonly personId: PersonId;
  readonly since: Date;
}
/** The seats of the current tenant's masterclasses. */
export interface SeatReader {
  /** Everybody who has one, some hundred at a time. */
  holders(sessionId: SessionId): AsyncIterable<readonly SeatHolder[]>;
  /** Which of these people have one. */
  holding(sessionId: SessionId, people: readonly PersonId[]): Promise<ReadonlySet<PersonId>>;
}

/** Who of some people belongs to a segment, by what is known now. */
export type SegmentReader = (
  session: SequenceSession,
  audience: MailAudience,
  people: readonly PersonId[],
) => Promise<ReadonlySet<PersonId>>;

/** What the masterclasses of the current tenant answered. */
export interface AnswerReader {
  /** When a question of each of these people was answered aloud, the first that was; who asked none, or got no answer, is missing. */
  heard(sessionId: SessionId, people: readonly PersonId[]): Promise<ReadonlyMap<PersonId, Date>>;
  /** Where that is in the replay that somebody finds behind their link, in milliseconds; null where they find none with it. */
  placeFor(
    reader: { readonly personId: PersonId; readonly sessionId: SessionId | null },
    sessionId: SessionId,
    at: Date,
  ): Promise<number | null>;
}

export interface TemplateSource {
  prepare(name: {
    readonly key: SequenceBody['steps'][number]['template'];
    readonly locale: Locale;
  }): Promise<PreparedMail>;
}

/** A sequence with its number. */
export interface Sequence extends SequenceBody {
  /** 0 for what Stageline brings. */
  readonly version: number;
  readonly savedAt: Date | null;
}

export interface PlanRow {
  readonly _id: string;
  readonly sessionId: SessionId;
  readonly plan: number;
  /** The first plan with these times: mails of it and of later ones are due when they say. */
  readonly timesSince?: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly sequenceVersion: number;
  readonly state: 'open' | 'ended' | 'cancelled';
}

export interface SaidFact {
  readonly name: MailFact;
  readonly value: string;
  /** The record of the same site that it was read from. */
  readonly source: string;
}

export interface PlannedMail {
  readonly _id: string;
  readonly sessionId: SessionId;
  readonly personId: PersonId;
  readonly stepId: string;
  readonly plan: number;
  readonly isReminder: boolean;
  readonly plannedFor: Date;
  readonly dueAt: Date | null;
  readonly state: 'planned' | 'sent' | 'skipped';
  readonly batch: string | null;
  readonly attempts: number;
  readonly reason: MailSkipReason | null;
  readonly mailId: MailId | null;
  readonly templateVersion: number | null;
  readonly facts: readonly SaidFact[];
  readonly doneAt: Date | null;
}
