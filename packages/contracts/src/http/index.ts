import type { OperationDefinition } from '../kit/operation.ts';
import * as features from './features.ts';

export * from './features.ts';
export * from './fields.ts';
export * from './log-in-step.ts';
export type { AbuseCategory, AbuseOutcome, AbuseReportView, AbuseState } from './abuse.ts';
export type { HealthIssue, MailSummary, TenantDetail, TenantRow, TenantStatus, TenantUsage } from './admin.ts';
export type { AdminMe } from './admin-auth.ts';
export type { AdminInvitationView, AdminView } from './admins.ts';
export type { SiteAddress } from './address.ts';
export type {
  AnalyticsRange,
  AnalyticsView,
  MetricView,
  RepView,
  SalesView,
  SiteCalendar,
  StageNumbers,
  WeekStart,
} from './analytics.ts';
export type { AssignmentCause, AssignmentSettings, AssignmentView, DecisionView, MemberTerms } from './assignment.ts';
export type {
  AutomationAction,
  AutomationActionKind,
  AutomationBody,
  AutomationCondition,
  AutomationConditionKind,
  AutomationRunView,
  AutomationState,
  AutomationStepView,
  AutomationTrigger,
  AutomationTriggerKind,
  AutomationView,
  LeadTrial,
  MailPlaceholder,
} from './automations.ts';
export type { AuditActorKind, AuditEntryView, PlatformAuditEntry } from './audit.ts';
export type { Me } from './auth.ts';
export type { AvailabilityBody, AvailabilityView, CallTypeBody, CallTypeView, CallWindow } from './availability.ts';
export { BillingBuyer, SalesSellerBody } from './billing.ts';
export type {
  BillingNotice,
  BillingTax,
  BillingView,
  CreditView,
  PlanChange,
  SalesSellerView,
  SubscriptionState,
} from './billing.ts';
export type { BookedCall, BookingForm, BookingPage } from './booking.ts';
export type { CalendarView, ConnectedCompany, ConnectedKind, ConnectedState, WhenSilent } from './calendars.ts';
export type { CallBrief, CallView } from './calls.ts';
export { BulkRefundOutcome, type BulkRefundItem, type BulkRefundView } from './bulk-refunds.ts';
export type { BroadcastView, NoticeLevel, NoticeView } from './broadcasts.ts';
export { MOST_COCKPIT_QUESTIONS, MOST_COCKPIT_VIEWERS, type CockpitViewer } from './cockpit.ts';
export {
  MOST_COMMISSION_LEVELS,
  type CommissionLine,
  type CommissionPerson,
  type CommissionRates,
  type CommissionStatement,
  type CommissionSums,
} from './commissions.ts';
export type { ContactsBody, ContactsView } from './contacts.ts';
export { CouponCode, CouponBody, Discount, type CouponView } from './coupons.ts';
export { EarlyPriceBody, type PricedThing } from './early-prices.ts';
export type { DoctorFinding, DoctorReport, DomainState, DomainView, RecordCheck, RecordStatus } from './domains.ts';
export type {
  ImportCounts,
  ImportEncoding,
  ImportFault,
  ImportField,
  ImportKey,
  ImportMapping,
  ImportPlan,
  ImportState,
  ImportView,
} from './imports.ts';
export type { ExperimentView, PageArm, PageVariant } from './experiments.ts';
export type { HeatKind, HeatReasonView, LeadHeat } from './heat.ts';
export { MOST_INSTALMENTS, type InstalmentPlanView } from './instalments.ts';
export type { InvitationView } from './invitations.ts';
export {
  SellerBody,
  type BuyerBody,
  type InvoiceRowView,
  type InvoiceView,
  type RevenueSource,
  type SellerView,
} from './invoices.ts';
export type { LeadView, StageCause } from './leads.ts';
export {
  MERGE_UNDO_DAYS,
  type DuplicateReason,
  type DuplicateView,
  type MergeChoices,
  type MergeSide,
  type MergeView,
} from './merges.ts';
export type { NoteKind, NoteView } from './notes.ts';
export { OrderPage, type OrderState } from './orders.ts';
export type { TimelineEntry, TimelineKind } from './timeline.ts';
export {
  EntryRule,
  PipelineId,
  StageId,
  StageKind,
  type PipelineView,
  type StageInput,
  type StageView,
} from './pipelines.ts';
export type {
  ActivityEntry,
  Leaderboard,
  LeaderboardEntry,
  LineAbout,
  LineDelta,
  LineEntry,
  LineSnapshot,
  SimulatedMember,
} from './line.ts';
export type { MemberView } from './members.ts';
export type {
  NotificationChannels,
  NotificationKind,
  NotificationPace,
  NotificationSettings,
  NotificationView,
} from './notifications.ts';
export {
  MailBlock,
  MailContent,
  MailTemplateBody,
  MailTemplateKey,
  type MailLink,
  type MailProblem,
  type MailTemplateEntry,
  type MailTemplateView,
} from './mail-templates.ts';
export {
  isTimeless,
  MailAudience,
  SequenceBody,
  SequenceStep,
  type MailAudienceKind,
  type MailSkipReason,
  type SequenceProgress,
  type SequenceView,
} from './sequences.ts';
export type { MomentKind, SessionMoment } from './moments.ts';
export { MAX_MATERIAL_BYTES, MAX_MATERIAL_PAGES, MOST_MATERIALS } from './materials.ts';
export type { AskedTalk, TalkState } from './talk-now.ts';
export {
  MOST_OFFERS,
  MOST_SHOWINGS,
  OfferBody,
  OPENS_NOTHING,
  opensAnything,
  type OfferOpens,
  type OfferPlan,
  type OfferView,
} from './offers.ts';
export {
  MOST_POLL_CHOICES,
  MOST_POLL_QUESTIONS,
  MOST_POLL_RUNS,
  MOST_POLLS,
  PollBody,
  type PollRunResult,
  type PollView,
} from './polls.ts';
export { MAX_ENGAGEMENTS } from './mail-log.ts';
export type { AddressStop, MailCopy, MailEngagement, MailLogEntry } from './mail-log.ts';
export type { MailPause, MailStandingView, PauseCause } from './mail-standings.ts';
export type { SenderFault, SenderPage, SenderRecord, SenderState, SenderView } from './mail-senders.ts';
export type { MailPreferences, MailPreferencesForm } from './mail-preferences.ts';
export type { PlaceSeat, PlaceView } from './places.ts';
export type {
  OpenedReplay,
  ReplayAccess,
  ReplayChapter,
  ReplayCut,
  ReplayEntry,
  ReplayFailure,
  ReplayMark,
  ReplayMessage,
  ReplayOffer,
  ReplayQuestion,
  ReplayState,
  ReplayView,
  ReplayViewer,
} from './replays.ts';
export type { ResponseLimit, ResponseStep, TouchKind } from './responses.ts';
export type {
  RecordingFailure,
  RecordingGap,
  RecordingGapReason,
  RecordingPause,
  RecordingState,
  RecordingTrouble,
  RecordingView,
} from './recordings.ts';
export type { TranscriptFailure, TranscriptLineView, TranscriptState, TranscriptView } from './transcripts.ts';
export type { RegistrationForm } from './registrations.ts';
export type { OwnSecurity, PasskeyView, SecurityView } from './security.ts';
export type { CustomRole } from './roles.ts';
export type { MissingPart, SavedView, ViewQuery } from './saved-views.ts';
export {
  DisputeState,
  PaymentState,
  RecordedPayment,
  RefundBody,
  RefundState,
  type PaymentAccountView,
  SpreadPayment,
  type BuyerCreditView,
  type DifferenceView,
  type PaymentView,
  type RefundView,
} from './payments.ts';
export { StatementLineState, type OwedInvoiceView, type StatementLineView, type Suggestion } from './statements.ts';
export type { SeatPayment } from './places.ts';
export type { SeatView } from './seats.ts';
export type { SeriesView } from './series.ts';
export type { SessionView } from './sessions.ts';
export type { SignInView, StepUpMethod, StepUpProof } from './sign-ins.ts';
export type { MySite } from './my-sites.ts';
export type { CanaryRun, IsolationState } from './status.ts';
export type { TemplateBlock, TemplateChoice, TemplateState, TemplateSummary } from './templates.ts';
export type { PausedSite, ProvisioningStep } from './signups.ts';
export type {
  BrandPolicyView,
  PublicSession,
  SiteAuthor,
  SiteChange,
  SiteDraft,
  SiteVersion,
  SiteView,
} from './site.ts';
export {
  FOLLOW_UP_ATTEMPTS,
  FOLLOW_UPS_AT_ONCE,
  type AiSettings,
  type FollowUpBar,
  type FollowUpChoice,
  type AiSettingsView,
  type FollowUpEstimate,
  type FollowUpRunState,
  type FollowUpEvidence,
  type FollowUpFlag,
  type FollowUpRunView,
  FollowUpState,
  type FollowUpSummary,
  type FollowUpView,
} from './follow-ups.ts';
export {
  AttendanceField,
  ChatField,
  EngagementTier,
  MAX_WEBINAR_COLUMNS,
  MAX_WEBINAR_FILE_BYTES,
  MAX_WEBINAR_ROWS,
  SHOWN_WEBINAR_FAULTS,
  WebinarFileState,
  WebinarPlatform,
  type DateOrder,
  type EngagementSignal,
  type ScorePart,
  type ScoringProposal,
  type ScoringSettings,
  type UnmatchedSender,
  type WebinarAttendeeSummary,
  type WebinarAttendeeView,
  type WebinarDashboard,
  type WebinarDetails,
  type WebinarDialect,
  type WebinarFault,
  type WebinarField,
  type WebinarFileKind,
  type WebinarFilePlan,
  type WebinarDiagnosis,
  type WebinarFileReport,
  type WebinarFileView,
  type WebinarInspection,
  type WebinarMessage,
  type WebinarOffer,
  type WebinarState,
  type WebinarSummary,
  type WebinarView,
} from './webinars.ts';

const isOperation = (value: unknown): value is OperationDefinition =>
  typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'access' in value;

/** Every HTTP operation of the product. A route exists only for an entry of this list. */
export const operations: readonly OperationDefinition[] = Object.values<object>(features).flatMap((feature) =>
  Object.values(feature).filter(isOperation),
);
