import type { Movable } from '@stageline/platform/mongo';
import { mergingDecisions } from '../assignment/index.ts';
import { mergingRuns } from '../automations/index.ts';
import { mergingCallGuests, mergingCalls, mergingTalkLeads, mergingTalkPeople } from '../calls/index.ts';
import {
  mergingAsides,
  mergingHeld,
  mergingMessages,
  mergingMutes,
  mergingQuestions,
  mergingVotes,
} from '../chat/index.ts';
import { mergingCommissionEntries, mergingCommissions } from '../commissions/index.ts';
import { mergingEntitlementLeads, mergingEntitlements } from '../entitlements/index.ts';
import { mergingInvoiceLeads, mergingInvoices } from '../invoices/index.ts';
import { mergingDownloads } from '../materials/index.ts';
import { mergingContactChanges } from '../contacts/index.ts';
import { mergingFollowUps } from '../follow-ups/index.ts';
import type { LeadAndPerson } from '../leads/index.ts';
import { mergingMails } from '../mail/index.ts';
import { mergingEngagement } from '../mail-engagement/index.ts';
import { mergingNotes } from '../notes/index.ts';
import { mergingTracks } from '../recordings/index.ts';
import { mergingOfferPeople } from '../offers/index.ts';
import { mergingOrderLeads, mergingOrders } from '../orders/index.ts';
import { mergingPollAnswers } from '../polls/index.ts';
import { mergingRegistrations } from '../registrations/index.ts';
import { mergingReplayClicks, mergingReplayViews } from '../replays/index.ts';
import { mergingSeats } from '../seats/index.ts';
import { mergingPlannedMails } from '../sequences/index.ts';
import { mergingAttendance } from '../sessions/index.ts';
import { mergingSpeech } from '../transcripts/index.ts';
import { mergingAttendees, mergingWebinarMessages } from '../webinars/index.ts';

interface ChildRecords {
  /** The model, by its name: a test holds this list to all models that there are. */
  readonly model: string;
  /** Whether its records name the lead or the person. */
  readonly by: keyof LeadAndPerson;
  readonly records: Movable;
}

/** Records that belong to a lead or a person and go with them, by the name under which a merge remembers what it moved. */
export const childRecords = {
  notes: { model: 'Note', by: 'leadId', records: mergingNotes },
  decisions: { model: 'AssignmentDecision', by: 'leadId', records: mergingDecisions },
  contactChanges: { model: 'ContactChange', by: 'leadId', records: mergingContactChanges },
  runs: { model: 'AutomationRun', by: 'leadId', records: mergingRuns },
  sentForms: { model: 'Registration', by: 'personId', records: mergingRegistrations },
  mails: { model: 'MailMessage', by: 'personId', records: mergingMails },
  mailEngagement: { model: 'MailEngagement', by: 'personId', records: mergingEngagement },
  seats: { model: 'Seat', by: 'personId', records: mergingSeats },
  plannedMails: { model: 'PlannedMail', by: 'personId', records: mergingPlannedMails },
  visits: { model: 'Attendance', by: 'personId', records: mergingAttendance },
  tracks: { model: 'RecordingTrack', by: 'personId', records: mergingTracks },
  speech: { model: 'TranscriptLine', by: 'personId', records: mergingSpeech },
  messages: { model: 'ChatMessage', by: 'personId', records: mergingMessages },
  held: { model: 'HeldMessage', by: 'personId', records: mergingHeld },
  asides: { model: 'ChatAside', by: 'personId', records: mergingAsides },
  mutes: { model: 'ChatMute', by: 'personId', records: mergingMutes },
  questions: { model: 'ChatQuestion', by: 'personId', records: mergingQuestions },
  votes: { model: 'ChatVote', by: 'personId', records: mergingVotes },
  pollAnswers: { model: 'PollAnswer', by: 'personId', records: mergingPollAnswers },
  downloads: { model: 'MaterialDownload', by: 'personId', records: mergingDownloads },
  offerPeople: { model: 'OfferPerson', by: 'personId', records: mergingOfferPeople },
  replayViews: { model: 'ReplayView', by: 'personId', records: mergingReplayViews },
  invoices: { model: 'Invoice', by: 'personId', records: mergingInvoices },
  invoiceLeads: { model: 'Invoice', by: 'leadId', records: mergingInvoiceLeads },
  entitlements: { model: 'Entitlement', by: 'personId', records: mergingEntitlements },
  entitlementLeads: { model: 'Entitlement', by: 'leadId', records: mergingEntitlementLeads },
  orders: { model: 'Order', by: 'personId', records: mergingOrders },
  commissions: { model: 'Commission', by: 'personId', records: mergingCommissions },
  commissionEntries: { model: 'CommissionEntry', by: 'personId', records: mergingCommissionEntries },
  orderLeads: { model: 'Order', by: 'leadId', records: mergingOrderLeads },
  calls: { model: 'Call', by: 'leadId', records: mergingCalls },
  talks: { model: 'TalkRequest', by: 'leadId', records: mergingTalkLeads },
  talkPeople: { model: 'TalkRequest', by: 'personId', records: mergingTalkPeople },
  callGuests: { model: 'Call', by: 'personId', records: mergingCallGuests },
  webinarAttendees: { model: 'WebinarAttendee', by: 'personId', records: mergingAttendees },
  webinarMessages: { model: 'WebinarMessage', by: 'personId', records: mergingWebinarMessages },
  followUps: { model: 'FollowUp', by: 'personId', records: mergingFollowUps },
  replayClicks: { model: 'ReplayOfferClick', by: 'personId', records: mergingReplayClicks },
} as const satisfies Record<string, ChildRecords>;

/** Models that name leads or people and are not in the list above, each with what becomes of them. */
export const otherRecords: Readonly<Record<string, string>> = {
  Lead: 'what becomes part of another is kept in the merge; owners, shares, attendance and history go along field by field',
  Person: 'as its lead',
  LineMember: 'places are settled by rule: their holder stands at the earliest',
  LeadMerge: 'the record itself; a lead that was merged into this one stays so',
  LeadDuplicate: 'suspicions about what is gone are closed; what was said of it is said of the survivor',
  Notification: 'what a member was told stays as they were told it; its link leads to the survivor',
};

export type ChildKind = keyof typeof childRecords;
const kinds = Object.entries(childRecords) as [ChildKind, ChildRecords][];

/**
 * Moves all records of one lead to another, in the caller's transaction.
 * @returns the ids by kind; null where there are more than `limit`
 */
export async function moveRecords(from: LeadAndPerson, into: LeadAndPerson, limit: number) {
  const moved: Partial<Record<ChildKind, string[]>> = {};
  let left = limit;
  for (const [kind, { by, records }] of kinds) {
    const ids = await records.move(from[by], into[by], left + 1);
    if (ids.length > left) return null;
    left -= ids.length;
    moved[kind] = ids;
  }
  return moved as Record<ChildKind, string[]>;
}

/** Gives records back, as far as the survivor still has them. */
export async function moveRecordsBack(
  moved: Readonly<Record<string, readonly unknown[]>>,
  into: LeadAndPerson,
  from: LeadAndPerson,
): Promise<void> {
  for (const [kind, { by, records }] of kinds)
    await records.moveBack((moved[kind] ?? []) as string[], into[by], from[by]);
}
