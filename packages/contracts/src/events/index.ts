import { z } from 'zod';
import { defineEvent, type EventDefinition } from '../kit/event.ts';
import {
  AutomationId,
  AutomationRunId,
  BroadcastId,
  CallId,
  ChatMessageId,
  CreditNoteId,
  EntitlementId,
  FollowUpRunId,
  ImportId,
  InvoiceId,
  LeadId,
  LeadMergeId,
  MailId,
  MembershipId,
  NotificationId,
  OfferId,
  OrderId,
  PersonId,
  ReceiptId,
  RecordingId,
  RefundId,
  SeatId,
  SessionId,
  SignInId,
  SupportVisitId,
  TenantId,
  MaterialId,
  WebinarFileId,
  WebinarId,
} from '../kit/ids.ts';
import { Currency } from '../kit/money.ts';
import { Instant } from '../kit/operation.ts';
import { CallChange, CallOutcome } from '../kit/call.ts';
import { DEFAULT_PIPELINE } from '../kit/stages.ts';
import { PipelineId, StageId } from '../http/pipelines.ts';

/** Somebody registered, for the first time or again (`renewed`: send the mail again, nothing else). */
export const PersonRegistered = defineEvent(
  'person.registered',
  1,
  z.strictObject({ personId: PersonId, leadId: LeadId, sessionId: SessionId.nullable(), renewed: z.boolean() }),
);
export const LeadCreated = defineEvent('lead.created', 1, z.strictObject({ leadId: LeadId }));
export const LeadAssigned = defineEvent(
  'lead.assigned',
  1,
  z.strictObject({ leadId: LeadId, membershipId: MembershipId }),
);
/** It is nobody's again, or another's: whoever had it hears of it. */
export const LeadReleased = defineEvent(
  'lead.released',
  1,
  z.strictObject({ leadId: LeadId, membershipId: MembershipId }),
);
/** It was shared with a member, or is shared with them no more. */
export const LeadShared = defineEvent('lead.shared', 1, z.strictObject({ leadId: LeadId, membershipId: MembershipId }));
/** Somebody may be given leads who may not have been before: they joined, came back, or have other roles. */
export const MemberAvailable = defineEvent('member.available', 1, z.strictObject({ membershipId: MembershipId }));
/** Somebody is no member any more; what was theirs to do finds another. */
export const MemberLeft = defineEvent('member.left', 1, z.strictObject({ membershipId: MembershipId }));
export const LeadMoved = defineEvent(
  'lead.moved',
  1,
  z.strictObject({
    leadId: LeadId,
    membershipId: MembershipId.nullable(),
    from: StageId,
    to: StageId,
    /** Where `to` belongs. */
    pipelineId: PipelineId.default(DEFAULT_PIPELINE),
    /** The run of an automation that moved it. */
    runId: AutomationRunId.nullable().default(null),
  }),
);
const Merge = z.strictObject({ mergeId: LeadMergeId, from: LeadId, into: LeadId });
/** A lead became part of another one. */
export const LeadsMerged = defineEvent('leads.merged', 1, Merge);
/** It is a lead of its own again. */
export const LeadsParted = defineEvent('leads.parted', 1, Merge);
/** A lead was put back to those that wait, and may be somebody's at once. */
export const LeadQueued = defineEvent('lead.queued', 1, z.strictObject({ leadId: LeadId }));
/**
 * Somebody of the team did something for a lead in person; today, they wrote a note. Whether it is the first time is for whoever
 * measures how soon leads are answered.
 */
export const LeadTouched = defineEvent(
  'lead.touched',
  1,
  z.strictObject({ leadId: LeadId, membershipId: MembershipId, by: z.enum(['note', 'call', 'mail']), at: Instant }),
);
/** Somebody proved that the address is theirs; with that they took their place in the line. */
export const PersonVerified = defineEvent(
  'person.verified',
  1,
  z.strictObject({ personId: PersonId, leadId: LeadId, position: z.int() }),
);
/** An entry of the line is shown in another way; `revision` numbers the changes of a line without a gap. */
export const LineChanged = defineEvent('line.changed', 1, z.strictObject({ position: z.int(), revision: z.int() }));
export const LineJoined = defineEvent('line.joined', 1, z.strictObject({ position: z.int() }));
export const SessionWentLive = defineEvent(
  'session.went-live',
  1,
  z.strictObject({ sessionId: SessionId, at: Instant }),
);
export const SessionEnded = defineEvent('session.ended', 1, z.strictObject({ sessionId: SessionId, at: Instant }));
/** What a member may do in a room has changed. */
export const RoomRoleChanged = defineEvent(
  'session.role-changed',
  1,
  z.strictObject({ sessionId: SessionId, membershipId: MembershipId }),
);
/** Somebody was shut out of a room, or is let in again. */
export const RoomBanChanged = defineEvent(
  'chat.ban-changed',
  1,
  z.strictObject({ sessionId: SessionId, personId: PersonId }),
);
const Attendees = z.strictObject({ sessionId: SessionId, personIds: z.array(PersonId).min(1) });
const Seat = z.strictObject({ seatId: SeatId, sessionId: SessionId, personId: PersonId, leadId: LeadId });
/** Somebody has a seat in a masterclass: since they registered, or since one became free (`promoted`). */
export const SeatTaken = defineEvent('seat.taken', 1, Seat.extend({ promoted: z.boolean().default(false) }));
/** Somebody registered for a masterclass that is full: they stand on its waitlist. */
export const SeatWaiting = defineEvent('seat.waiting', 1, Seat);
/** A seat, or a place on the waitlist, was given up, or taken away. */
export const SeatReleased = defineEvent('seat.released', 1, Seat);
/** A masterclass that is announced has other times from now on. */
export const SessionRescheduled = defineEvent(
  'session.rescheduled',
  1,
  z.strictObject({ sessionId: SessionId, startsAt: Instant, endsAt: Instant }),
);
/** There is room for more in a masterclass: whoever waits may get a seat. */
export const SessionCapacityRaised = defineEvent(
  'session.capacity-raised',
  1,
  z.strictObject({ sessionId: SessionId }),
);
/** What was over is closed for good. */
export const SessionClosed = defineEvent('session.closed', 1, z.strictObject({ sessionId: SessionId }));
/** A masterclass that is announced will not be held. */
export const SessionCancelled = defineEvent('session.cancelled', 1, z.strictObject({ sessionId: SessionId }));
/** A call was booked, or something about it has changed: `sequence` is that of its calendar entry by then. */
export const CallChanged = defineEvent(
  'call.changed',
  1,
  z.strictObject({
    callId: CallId,
    change: CallChange,
    sequence: z.int(),
    leadId: LeadId,
    personId: PersonId,
    membershipId: MembershipId,
    /** Who had it before; null where that has not changed. */
    formerMembershipId: MembershipId.nullable().default(null),
    /** Of `outcome`; null where it was taken back. */
    outcome: CallOutcome.nullable().default(null),
  }),
);
/** These people are in a masterclass; told at least once of each. */
export const AttendanceJoined = defineEvent('attendance.joined', 1, Attendees);
/** None of the connections of these people is left, while the masterclass goes on or at its end; told at least once. */
export const AttendanceLeft = defineEvent('attendance.left', 1, Attendees);
/** A masterclass is over, and how long everybody attended is written to their leads. */
export const AttendanceSettled = defineEvent('attendance.settled', 1, z.strictObject({ sessionId: SessionId }));
const Recording = z.strictObject({ recordingId: RecordingId, sessionId: SessionId });
/** Whether a session is to be recorded has changed; the media servers are told. */
export const RecordingOrdered = defineEvent('recording.ordered', 1, Recording);
/** All that was recorded is in storage, or what is missing is marked as a gap: the composite can be made. */
export const RecordingFinished = defineEvent('recording.finished', 1, Recording);
/** A recording is gone from the lists; its files go, too. */
export const RecordingRemoved = defineEvent('recording.removed', 1, Recording);
/** A file was added to a masterclass: pictures of its pages are to be made. */
export const MaterialUploaded = defineEvent(
  'material.uploaded',
  1,
  z.strictObject({ sessionId: SessionId, fileId: MaterialId }),
);
/** It is gone from the lists; what is stored of it goes, too. */
export const MaterialRemoved = defineEvent(
  'material.removed',
  1,
  z.strictObject({ sessionId: SessionId, fileId: MaterialId }),
);
/** The transcript of a recording is to be written, for the first time or anew. */
export const TranscriptOrdered = defineEvent(
  'transcript.ordered',
  1,
  z.strictObject({ recordingId: RecordingId, sessionId: SessionId, pass: z.int().min(1) }),
);
/** Somebody wrote in a room about what it costs. */
export const PriceMentioned = defineEvent(
  'chat.price-mentioned',
  1,
  z.strictObject({ sessionId: SessionId, personId: PersonId, messageId: ChatMessageId }),
);
/** An offer is to be shown by itself; it is given its time as soon as the session is live. */
export const OfferPlanned = defineEvent('offer.planned', 1, z.strictObject({ sessionId: SessionId, offerId: OfferId }));
/** Somebody followed an offer for the first time. */
export const OfferClicked = defineEvent(
  'offer.clicked',
  1,
  z.strictObject({ sessionId: SessionId, offerId: OfferId, personId: PersonId }),
);
/** Somebody of the line has another sponsor from now on; both by position, null for nobody. */
export const SponsorCorrected = defineEvent(
  'line.sponsor-corrected',
  1,
  z.strictObject({ position: z.int(), from: z.int().nullable(), to: z.int().nullable() }),
);
/** An automation begins for a lead. */
export const AutomationRunStarted = defineEvent(
  'automation.run-started',
  1,
  z.strictObject({ runId: AutomationRunId }),
);
/** Which mails go out around a masterclass has changed. */
export const SequenceChanged = defineEvent('sequence.changed', 1, z.strictObject({ version: z.int() }));
/** These members may not host any more, or these sign-ins of members are over: nothing that they opened may go on. */
export const AccessEnded = defineEvent(
  'access.ended',
  1,
  z.strictObject({ holders: z.array(z.union([MembershipId, SignInId, SupportVisitId])).min(1) }),
);
/** A mail was taken; it is handed to the transport once the transaction that took it has committed. */
export const MailQueued = defineEvent('mail.queued', 1, z.strictObject({ mailId: MailId }));
/** As `MailQueued`, for a mail that its reader is owed although the site is suspended or closing. */
export const MailOwed = defineEvent('mail.owed', 1, z.strictObject({ mailId: MailId }));
/** A notice of the platform is addressed to this site; its owners get it as a mail. */
export const BroadcastAddressed = defineEvent('broadcast.addressed', 1, z.strictObject({ broadcastId: BroadcastId }));
/** A central administrator took the site off the air, or brought it back; its owners are told, with the reason. */
export const SitePaused = defineEvent(
  'site.paused',
  1,
  z.strictObject({ change: z.enum(['suspended', 'reactivated', 'closed', 'reopened']), reason: z.string().nullable() }),
);
/** Somebody was told something; their open pages hear of it, and what is to go out at once goes out. */
export const MemberNotified = defineEvent(
  'member.notified',
  1,
  z.strictObject({ notificationId: NotificationId, membershipId: MembershipId }),
);
export const SiteChanged = defineEvent('site.changed', 1, z.strictObject({ tenantId: TenantId }));

/** Somebody asked for the next step of an import: to look the file through, or to write it. */
export const ImportAsked = defineEvent(
  'import.asked',
  1,
  z.strictObject({ importId: ImportId, step: z.enum(['check', 'run']) }),
);

/** An import wrote these new leads, and whoever began it chose automations that begin for them. */
export const LeadsImported = defineEvent(
  'leads.imported',
  1,
  z.strictObject({
    importId: ImportId,
    automationIds: z.array(AutomationId).min(1),
    /** Where they stand. */
    pipelineId: PipelineId,
    stage: StageId,
    leadIds: z.array(LeadId).min(1),
    /** About how many new leads the import had written before: they come first. */
    before: z.int().min(0),
  }),
);

/** Files of a webinar are to be read, or its scores to be settled anew. */
export const WebinarAsked = defineEvent(
  'webinar.asked',
  1,
  z.strictObject({ webinarId: WebinarId, fileId: WebinarFileId.nullable() }),
);

/** A file of a webinar was taken back, or the webinar with all it has (`null`): what it leaves behind goes. */
export const WebinarFilesRemoved = defineEvent(
  'webinar.files-removed',
  1,
  z.strictObject({ webinarId: WebinarId, fileId: WebinarFileId.nullable() }),
);

/** Mails to the attendees of a webinar are to be written, by the run that was begun, or sent where there is none. */
export const FollowUpsAsked = defineEvent(
  'follow-ups.asked',
  1,
  z.strictObject({ webinarId: WebinarId, runId: FollowUpRunId.nullable() }),
);

const invoiceFacts = {
  invoiceId: InvoiceId,
  personId: PersonId,
  leadId: LeadId,
  sessionId: SessionId.nullable(),
  /** In the minor unit of its currency. */
  amount: z.int(),
  currency: Currency,
};
/** An invoice has its number and is owed; `amount` is what it comes to. */
export const InvoiceIssued = defineEvent('invoice.issued', 1, z.strictObject(invoiceFacts));
/** Nothing of an invoice is to be paid any more; `amount` is what was paid of it. */
export const InvoicePaid = defineEvent('invoice.paid', 1, z.strictObject(invoiceFacts));
/** Money of an invoice went back; `amount` is this refund. */
export const InvoiceRefunded = defineEvent(
  'invoice.refunded',
  1,
  z.strictObject({ ...invoiceFacts, refundId: RefundId, creditNoteId: CreditNoteId.nullable() }),
);
/** What is to be paid of an invoice will not be asked for. */
export const InvoiceCancelled = defineEvent(
  'invoice.cancelled',
  1,
  z.strictObject({ ...invoiceFacts, creditNoteId: CreditNoteId }),
);
/** Somebody paid an invoice, or a part of it. */
export const ReceiptIssued = defineEvent(
  'receipt.issued',
  1,
  z.strictObject({ ...invoiceFacts, receiptId: ReceiptId }),
);

/** An order of an offer was paid, or its payment was taken back. */
export const OrderSettled = defineEvent(
  'order.settled',
  1,
  z.strictObject({ orderId: OrderId, sessionId: SessionId, offerId: OfferId, personId: PersonId, isPaid: z.boolean() }),
);

/** What an order opens to its buyer is open now, or closed. */
export const EntitlementChanged = defineEvent(
  'entitlement.changed',
  1,
  z.strictObject({
    entitlementId: EntitlementId,
    personId: PersonId,
    isOpen: z.boolean(),
    /** The call that was booked by it; null for none. */
    callId: CallId.nullable(),
  }),
);

/** A site has said for the first time who sells: from now on it can issue invoices. */
export const SellerNamed = defineEvent('seller.named', 1, z.strictObject({}));

export const events: readonly EventDefinition[] = [
  SellerNamed,
  InvoiceIssued,
  InvoicePaid,
  InvoiceRefunded,
  InvoiceCancelled,
  ReceiptIssued,
  OrderSettled,
  EntitlementChanged,
  ImportAsked,
  LeadsImported,
  WebinarAsked,
  WebinarFilesRemoved,
  FollowUpsAsked,
  PersonRegistered,
  LeadCreated,
  LeadAssigned,
  LeadReleased,
  LeadShared,
  MemberAvailable,
  MemberLeft,
  LeadMoved,
  LeadTouched,
  LeadQueued,
  LeadsMerged,
  LeadsParted,
  AttendanceJoined,
  AttendanceLeft,
  AttendanceSettled,
  RecordingOrdered,
  RecordingFinished,
  RecordingRemoved,
  MaterialUploaded,
  MaterialRemoved,
  TranscriptOrdered,
  PriceMentioned,
  OfferPlanned,
  OfferClicked,
  AutomationRunStarted,
  PersonVerified,
  SponsorCorrected,
  LineChanged,
  LineJoined,
  SessionWentLive,
  SessionEnded,
  SeatTaken,
  SeatWaiting,
  SeatReleased,
  SessionRescheduled,
  SessionCancelled,
  SessionCapacityRaised,
  SessionClosed,
  CallChanged,
  SequenceChanged,
  RoomRoleChanged,
  RoomBanChanged,
  AccessEnded,
  SiteChanged,
  MailQueued,
  MailOwed,
  SitePaused,
  BroadcastAddressed,
  MemberNotified,
];
