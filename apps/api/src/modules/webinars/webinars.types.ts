import type {
  EngagementTier,
  MembershipId,
  PersonId,
  ScorePart,
  SessionId,
  WebinarAttendeeId,
  WebinarDetails,
  WebinarFileId,
  WebinarFilePlan,
  WebinarFileReport,
  WebinarFileState,
  WebinarId,
  WebinarInspection,
  WebinarMessageId,
} from '@stageline/contracts';
import type { AttendeeFacts } from '@stageline/domain';

export interface By {
  readonly membershipId: MembershipId | null;
  readonly name: string;
}

/** Numbers of a webinar, summed up whenever its people were settled. */
export interface WebinarCounts {
  readonly people: number;
  readonly attended: number;
  readonly messages: number;
  readonly questions: number;
  readonly unmatched: number;
  readonly tiers: Readonly<Record<EngagementTier, number>>;
}

/** Who a member says that somebody is who wrote. */
export interface SenderMatch {
  readonly sender: string;
  readonly attendeeId: WebinarAttendeeId;
}

export interface WebinarRow extends Omit<WebinarDetails, 'heldAt'> {
  readonly _id: WebinarId;
  readonly source: 'import' | 'own';
  readonly sessionId: SessionId | null;
  readonly heldAt: Date | null;
  /** When it began and how long it was in minutes: as given, or as its files say, or from the first who came to the last who left. */
  readonly began: Date | null;
  readonly lasted: number | null;
  readonly counts: WebinarCounts;
  readonly matches: readonly SenderMatch[];
  /** Rises with whatever scores follow from; they are settled for `settled`. */
  readonly revision: number;
  readonly settled: number;
  readonly createdAt: Date;
  readonly by: By;
}

export interface WebinarFileRow {
  readonly _id: WebinarFileId;
  readonly webinarId: WebinarId;
  readonly state: WebinarFileState;
  readonly filename: string;
  readonly bytes: number;
  readonly hash: string;
  readonly createdAt: Date;
  readonly by: By;
  /** Whether it is a workbook, which is read as the table of its first sheet. */
  readonly isWorkbook: boolean;
  /** Of its columns, so that the next file with the same ones is read in the same way. */
  readonly fingerprint: string;
  readonly inspection: WebinarInspection;
  readonly plan: WebinarFilePlan | null;
  readonly progress: number;
  readonly report: WebinarFileReport | null;
  /** When it was last asked for: of two files that say different things the later one is believed. */
  readonly readAt: Date | null;
  /** Which asking it is: an end of an earlier one means nothing any more. */
  readonly reading: number;
}

/** What one file says of somebody; `own` is what a room of this site has kept. */
export interface AttendeeSource extends AttendeeFacts {
  readonly fileId: WebinarFileId | 'own';
  readonly reading: number;
  readonly readAt: Date;
}

export interface AttendeePresence {
  readonly joinedAt: Date;
  readonly leftAt: Date;
  readonly kind: 'live' | 'replay';
}

/** What was measured, and what it is worth. */
export interface AttendeeScore {
  readonly attended: boolean;
  readonly minutes: number | null;
  readonly messages: number;
  readonly questions: number;
  readonly score: number | null;
  /** As `score`, with -1 for none: lists are read along it. */
  readonly rank: number;
  readonly tier: EngagementTier;
  readonly confidence: number;
  readonly parts: readonly ScorePart[];
}

export interface AttendeeRow extends AttendeeScore {
  readonly _id: WebinarAttendeeId;
  readonly webinarId: WebinarId;
  /** What they are known by within the webinar. */
  readonly key: string;
  readonly name: string;
  readonly email: string | null;
  /** Their name as chats may write it. */
  readonly nameKeys: readonly string[];
  /** Name and address without accents and capitals, for the search. */
  readonly text: string;
  readonly presence: readonly AttendeePresence[];
  readonly unsubscribed: boolean;
  readonly custom: readonly { readonly name: string; readonly value: string }[];
  readonly lines: readonly number[];
  /** Somebody of this site by their address. */
  readonly personId: PersonId | null;
  /** Of messages that are theirs. */
  readonly said: { readonly messages: number; readonly questions: number };
  readonly sources: readonly AttendeeSource[];
  /** Of the settings and times by which the score was computed, as `basisMark` writes them. */
  readonly basis: string;
}
/** What tells whether somebody's score still follows from what is known. */
export type AttendeeStanding = Pick<AttendeeRow, '_id' | 'attended' | 'said' | 'basis'> & {
  readonly sources: readonly Pick<AttendeeSource, 'fileId' | 'reading'>[];
};
/** As lists and pages show somebody: without what each file says. */
export type ShownAttendee = Omit<AttendeeRow, 'sources' | 'nameKeys' | 'text' | 'said' | 'basis'>;

/** Somebody as far as a chat may mean them. */
export type NamedAttendee = Pick<AttendeeRow, '_id' | 'name' | 'nameKeys' | 'presence'>;

/** The mails to people of webinars, as far as webinars know of them. */
export interface WebinarMails {
  /** Nothing more is written; in the transaction in which a webinar goes. */
  stopOf(webinarId: WebinarId): Promise<void>;
  /** What was not sent goes, however much it is. */
  removeOf(webinarId: WebinarId): Promise<void>;
}

export interface MessageRow {
  readonly _id: WebinarMessageId;
  readonly webinarId: WebinarId;
  /** Of time, sender and text: the same in two files is one message. */
  readonly digest: string;
  readonly files: readonly { readonly fileId: WebinarFileId | 'own'; readonly reading: number }[];
  readonly at: Date | null;
  readonly sender: string;
  readonly senderKey: string;
  readonly email: string | null;
  readonly text: string;
  readonly isQuestion: boolean;
  readonly attendeeId: WebinarAttendeeId | null;
  /** Of an own room: who wrote it. */
  readonly personId: PersonId | null;
}
export type ShownMessage = Pick<MessageRow, '_id' | 'at' | 'sender' | 'text' | 'isQuestion' | 'attendeeId'>;
