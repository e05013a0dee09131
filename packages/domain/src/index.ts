export * from './webinar-files/index.ts';
export * from './csv/index.ts';
export { writeSrt, writeTxt, writeVtt, type TranscriptLine } from './transcript-files.ts';
export { displayInitial, lineDisplayName, type LineNameParts, toLineNameParts } from './line-name.ts';
export { planChangeKind, type ChangeablePlan, type PlanChangeKind } from './plan-change.ts';
export { isInEu, salesTaxOf, type SalesTaxOf } from './sales-tax.ts';
export { REGISTRATION_NOTICE } from './registration-notice.ts';
export { calendarFile, calendarLinks, type CalendarEntry } from './calendar.ts';
export { claimsEarnings, earningsWords } from './earnings-claims.ts';
export {
  blockTexts,
  isBlockShown,
  mayAddBlock,
  mayRemoveBlock,
  newBlock,
  pageColumns,
  rewriteBlock,
  withVariant,
  type BlockText,
} from './landing-blocks.ts';
export {
  bandBegins,
  countedSigns,
  HEAT_CAPS,
  HEAT_HALF_LIFE_MS,
  HEAT_HOT,
  HEAT_VERSION,
  HEAT_WARM,
  heatBand,
  heatPoints,
  heatReasons,
  heatSigns,
  hotUntil,
  type CountedSign,
  type HeatBand,
  type HeatFacts,
  type HeatReason,
  type HeatSession,
  type HeatSign,
} from './heat.ts';
export { simulatedMembers } from './line-simulation.ts';
export { mailboxOf } from './mailbox.ts';
export {
  attendancePercent,
  ENGAGEMENT_VERSION,
  engagementSignals,
  scoreEngagement,
  standardScoring,
  tierOf,
  type Engagement,
  type EngagementMeasures,
} from './engagement/score.ts';
export {
  combineFacts,
  settleAttendee,
  type AttendeeFacts,
  type PresenceSpan,
  type ScoringBasis,
  type SettledAttendee,
} from './engagement/attendee.ts';
export { areaUnder, learnWeights, type Learned, type LearnedPerson } from './engagement/learning.ts';
export { type Interval, unionMs, unionSeconds } from './intervals.ts';
export { CURVE_STEP_SECONDS, viewerCurve, type Stay, type ViewerCurve, type ViewerDrop } from './viewer-curve.ts';
export {
  analyticsNumbers,
  changeOf,
  medianOf,
  type AnalyticsFacts,
  type AnalyticsNumbers,
  type DecisionSum,
  type MetricNumbers,
  type VisitDay,
} from './analytics.ts';
export {
  conversionOf,
  decideAssignment,
  PRIOR_LEADS,
  type AssignmentDecision,
  type AssignmentInput,
  type AssignmentMember,
  type AssignmentMethod,
  type AssignmentReason,
  type AssignmentRules,
  type AssignmentVerdict,
} from './assignment.ts';
export { holdsLink, isQuestion, mentionsPrice } from './chat-signs.ts';
export { judgeAbTest, visitorsNeeded, wilson, type AbArm, type AbVerdict, type Range } from './ab-test.ts';
export { axisMarks } from './chart-scale.ts';
export { dayOf, lastDays, startOfDay } from './days.ts';
export { createFunnel, type FunnelStage, type FunnelStep, type StageMove } from './funnel.ts';
export { formatChange, formatMetric } from './metric-format.ts';
export { createRepNumbers, type RepLead, type RepNumbers } from './reps.ts';
export { addDays, planRange, slotOf, type Bucket, type RangePlan, type Span } from './ranges.ts';
export { instantOf, offsetInstantOf, wallTimeOf } from './wall-time.ts';
export {
  BURST_MS,
  judgeEngagement,
  type EngagementEvent,
  type EngagementMail,
  type Judgement,
} from './mail-engagement.ts';
export { escapeHtml, mailHtml, mailText, type MailBrand, type MailContent } from './mail-page.ts';
export { brandPalette, type Mode } from './brand-palette.ts';
export { AA_TEXT, contrastFindings, type ContrastFinding } from './contrast-check.ts';
export {
  changedFields,
  fieldsOf,
  mergeContent,
  same,
  withField,
  type FieldChange,
  type MergedContent,
  type SiteField,
} from './site-fields.ts';
export { domainSentences } from './domain-sentences.de.ts';
export { translateSentence, type Sentences } from './sentences.ts';
export { contrastOf, hexOf, oklchOf, reachContrast, type Oklch } from './colour.ts';
export {
  compareWithTemplate,
  isTemplateField,
  mergeTemplate,
  siteFromTemplate,
  decideBlocks,
  templateFromSite,
  templateUpdate,
  type TemplateBlock,
  type TemplateChoices,
  type TemplateMerge,
  type TemplateParts,
} from './template-merge.ts';
export {
  groupNotifications,
  paceInstant,
  quietUntil,
  type NotificationGroup,
  type QuietHours,
} from './notifications.ts';
export type { BusinessHours, WorkingDay } from './business-hours.ts';
export {
  dueAct,
  nextActAt,
  responseTimes,
  type ResponseAct,
  type ResponseRules,
  type ResponseTimes,
} from './response.ts';
export { automationsFromTemplate } from './template-automations.ts';
export { fillTemplateText, type TemplateNames } from './template-names.ts';
export { compareAutomations, comparePipelines, isAutomationBlock, isPipelineBlock } from './template-parts.ts';
export {
  audienceFlow,
  CHAT_WINDOW_MS,
  chatBursts,
  LEFT_WITHIN_MS,
  leftWithinMinute,
  momentBefore,
  speechTurns,
  type AudienceFlow,
  type ChatWindow,
  type SpokenLine,
} from './moments.ts';
export { comesLate, LATE_AFTER_MS } from './catch-up.ts';
export { cutSpeech, type CutRules, type SpeechCut } from './speech-cut.ts';
export { saidBefore, type SaidLine } from './said-before.ts';
export {
  dueAtOf,
  isFollowUp,
  planFor,
  type DueMail,
  type MailAnchor,
  type MailPlanInput,
  type PlannedStep,
  type SessionTimes,
} from './mail-plan.ts';
export {
  blockProblems,
  factsIn,
  fillMail,
  fillMailHtml,
  mjmlOfBlocks,
  placeholderProblems,
  sourceProblems,
  type MailFactValues,
} from './mail-template.ts';
export {
  admissionIssue,
  lobbyOpensAt,
  mayStep,
  phaseOf,
  registrationOf,
  roomStatusOf,
  seatsLeft,
  sessionSteps,
  type Admission,
  type PhaseFacts,
  type SessionStep,
} from './session-phase.ts';
export {
  occurrencesOf,
  plannedAhead,
  SERIES_HORIZON,
  splitRule,
  weekdayOf,
  type Occurrence,
  type SeriesMove,
} from './recurrence.ts';
export { allocate, decimalOf, exponentOf, formatMoney, shareOf } from './money.ts';
export {
  invoiceTotals,
  takenBack,
  takenBackOfLines,
  type InvoiceTotals,
  type LineTax,
  type LineTotals,
  type PricedLine,
  type TaxCategory,
  type TaxTotals,
} from './invoice-totals.ts';
export {
  accounts,
  addUp,
  assertBalanced,
  creditOf,
  figuresOf,
  post,
  postingKinds,
  splitRefund,
  spread,
  standingOf,
  type Account,
  type Entry,
  type InvoiceFigures,
  type PostingKind,
  type Purse,
  type Sums,
} from './ledger.ts';
export { accessOf, type AccessClosed, type Bought } from './access.ts';
export {
  instalmentsStanding,
  inTimeUntil,
  MOST_CHARGES,
  nextCharge,
  nextChargeNotice,
  nextInstalmentMail,
  restOfInstalment,
  type ChargeTries,
  type Instalment,
  type InstalmentMail,
  type InstalmentsStanding,
  type InstalmentStep,
} from './instalments.ts';
export {
  mergeSlots,
  openSlots,
  spansWithout,
  type HostSlots,
  type OpenSlot,
  type SlotAvailability,
  type SlotHost,
  type SlotRequest,
  type SlotRules,
  type SlotSpan,
  type SlotWindow,
} from './slots.ts';
export { discountOf } from './discounts.ts';
export { meetingFile, type Meeting, type MeetingParty } from './meeting-file.ts';
export {
  lettersOf,
  nextLook,
  planStandingOf,
  type BillingLetter,
  type PlanStanding,
  type SubscriptionRecord,
} from './subscription.ts';
export { readCsvStatement } from './bank/csv-statement.ts';
export { matchEntry, owedOf, type Match, type MatchReason, type Owed, type OwedInvoice } from './bank/match.ts';
export { bankAmount, type BankEntry, type ReadStatement } from './bank/statement.ts';
export { commissionOf, keptNet } from './commissions.ts';
export * from './follow-ups/index.ts';
