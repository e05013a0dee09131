import type {
  CallId,
  CallOutcome,
  CallState,
  CallTypeBody,
  CallTypeId,
  CallUnchecked,
  LeadId,
  Locale,
  MembershipId,
  PersonId,
  SessionId,
} from '@stageline/contracts';
import type { AssignmentMethod, AssignmentReason } from '@stageline/domain';

/** What of a kind of call holds for a call since it was booked. */
export type CallTerms = Pick<
  CallTypeBody,
  'name' | 'slug' | 'place' | 'length' | 'bufferBefore' | 'bufferAfter' | 'cutOff'
>;

export interface Guest {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: string | null;
  readonly timeZone: string;
  readonly locale: Locale;
}

/** Why a call is its host's: what the rules said of everybody who could have had it. */
export interface Why {
  readonly byOwner: boolean;
  readonly method: AssignmentMethod;
  readonly reasons: readonly AssignmentReason[];
  readonly names: Readonly<Record<string, string>>;
}

export interface Held {
  readonly _id: CallId;
  readonly version: number;
  readonly sequence: number;
  readonly state: CallState;
  readonly typeId: CallTypeId;
  readonly membershipId: MembershipId;
  readonly hostName: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly claimFrom: Date;
  readonly claimTo: Date;
  readonly holdHash?: string;
  readonly holdUntil?: Date;
  readonly terms: CallTerms;
  readonly createdAt: Date;
}

/** A call that somebody has booked. */
export interface CallRow extends Held {
  readonly leadId: LeadId;
  readonly personId: PersonId;
  /** In whose room it was booked; missing on all others. */
  readonly sessionId?: SessionId;
  readonly confirmedAt?: Date;
  readonly guest: Guest;
  readonly answers: readonly { readonly label: string; readonly answer: string }[];
  readonly organizer: { readonly name: string; readonly email: string };
  readonly why: Why;
  /** Missing on calls from before calendars were asked. */
  readonly unchecked?: CallUnchecked | null;
  readonly moveReason?: string | null;
  readonly cancelReason: string | null;
  readonly cancelledBy: 'guest' | 'member' | null;
  readonly outcome: CallOutcome | null;
  readonly outcomeNote: string;
  readonly remindAt?: Date;
  /** Where its guest gets reminders as short messages, E.164, as they asked for; missing where they did not, or do not any more. */
  readonly textTo?: string;
  readonly textsAgreedAt?: Date;
  /** When the next of them goes out. */
  readonly textAt?: Date;
}

/** Thrown inside a transaction, which it ends: somebody else has that time. */
export class SlotTaken extends Error {}
