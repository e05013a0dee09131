import { z } from 'zod';
import { FollowUpId, FollowUpRunId, WebinarAttendeeId, WebinarId, WebinarMessageId } from '../kit/ids.ts';
import { DEFAULT_LOCALE, LOCALES } from '../kit/locale.ts';
import { defineOperation, Instant, memberAccess, pageOf, PageQuery, publicAccess } from '../kit/operation.ts';
import { paragraph, requiredParagraph, requiredText } from './fields.ts';
import { EngagementTier, WebinarAttendeeSummary } from './webinars.ts';

/** Mails that are written at the same time for one site (K-10). */
export const FOLLOW_UPS_AT_ONCE = 5;
/** How often one mail is tried before it waits for somebody. */
export const FOLLOW_UP_ATTEMPTS = 3;

/** `draft`: written, and nobody has said yes. `exported` mails went out by other means; `sent` by this product. */
export const FollowUpState = z.enum(['waiting', 'writing', 'failed', 'draft', 'approved', 'exported', 'sent']);
export type FollowUpState = z.infer<typeof FollowUpState>;

/** Why a mail may not be sent, whatever is in it. */
export const FollowUpBar = z.enum(['no-email', 'unsubscribed', 'bounced', 'complained', 'suppressed']);
export type FollowUpBar = z.infer<typeof FollowUpBar>;

/**
 * What a reader has to look at: something in the text that the facts do not say (J-08). `off-limits`: words that the site does not
 * want; `attendance`: it thanks somebody for coming who never came.
 */
export const FollowUpFlag = z.object({
  kind: z.enum([
    'name',
    'price',
    'deadline',
    'link',
    'quote',
    'number',
    'earnings',
    'health',
    'other-person',
    'off-limits',
    'attendance',
  ]),
  /** The words of the text. */
  text: z.string(),
});
export type FollowUpFlag = z.infer<typeof FollowUpFlag>;

/** What a sentence of the text rests on. */
export const FollowUpEvidence = z.object({
  sentence: z.string(),
  from: z.enum(['message', 'presence', 'webinar']),
  messageId: WebinarMessageId.nullable(),
  quote: z.string(),
});
export type FollowUpEvidence = z.infer<typeof FollowUpEvidence>;

export const FollowUpSummary = z.object({
  id: FollowUpId,
  webinarId: WebinarId,
  attendee: WebinarAttendeeSummary,
  state: FollowUpState,
  subject: z.string(),
  userEdited: z.boolean(),
  bar: FollowUpBar.nullable(),
  flags: z.int(),
  /** What went wrong, in our own words by key; null where nothing did. */
  error: z
    .enum(['ai-away', 'ai-slow', 'ai-busy', 'answer-invalid', 'rejected', 'no-credits', 'no-budget', 'ai-off'])
    .nullable(),
});
export type FollowUpSummary = z.infer<typeof FollowUpSummary>;

export const FollowUpView = FollowUpSummary.extend({
  /** Rises with every change; a change names the one that it saw. */
  version: z.int(),
  text: z.string(),
  /** Cleaned: what a mail program may show. */
  html: z.string(),
  /** Whether the HTML was written by hand; otherwise it follows the text. */
  ownHtml: z.boolean(),
  notes: z.string(),
  warnings: z.array(FollowUpFlag),
  evidence: z.array(FollowUpEvidence),
  /** Who wrote it. `template` is the engine of this product, which asks nobody. */
  writer: z.object({
    kind: z.enum(['model', 'template', 'person']),
    model: z.string().nullable(),
    /** Of the prompt, for example `hot@3`. */
    prompt: z.string().nullable(),
    promptTokens: z.int(),
    outputTokens: z.int(),
    /** Millionths of a US dollar. */
    costMicros: z.int(),
    attempts: z.int(),
  }),
  /** Whether there is a text from before the last change by hand. */
  canRestore: z.boolean(),
  generatedAt: Instant.nullable(),
  updatedAt: Instant,
  approvedBy: z.string().nullable(),
});
export type FollowUpView = z.infer<typeof FollowUpView>;

export const FollowUpRunState = z.enum(['running', 'done', 'cancelled', 'stopped']);
export type FollowUpRunState = z.infer<typeof FollowUpRunState>;

/** Writing for many: how far it is. */
export const FollowUpRunView = z.object({
  id: FollowUpRunId,
  state: FollowUpRunState,
  /** Why it stopped before its end; null where it did not. */
  stop: z.enum(['no-credits', 'no-budget', 'ai-off']).nullable(),
  total: z.int(),
  waiting: z.int(),
  writing: z.int(),
  written: z.int(),
  failed: z.int(),
  promptTokens: z.int(),
  outputTokens: z.int(),
  costMicros: z.int(),
  startedAt: Instant,
  endedAt: Instant.nullable(),
  by: z.string(),
});
export type FollowUpRunView = z.infer<typeof FollowUpRunView>;

/** Whom to write to: those of these tiers, or these people. */
const Choice = z.strictObject({
  tiers: z.array(EngagementTier).max(5).optional(),
  attendeeIds: z.array(WebinarAttendeeId).min(1).max(1000).optional(),
  /** Also whom mail may not be sent to: for a letter on paper or a call (K-10). */
  insist: z.boolean().default(false),
  /** Also those who have a mail already; what was edited by hand stays unless `overwriteEdited` says otherwise. */
  again: z.boolean().default(false),
  overwriteEdited: z.boolean().default(false),
});
export type FollowUpChoice = z.infer<typeof Choice>;

export const FollowUpEstimate = z.object({
  /** How many would be written, and who is left out and why. */
  mails: z.int(),
  left: z.object({ barred: z.int(), written: z.int(), edited: z.int() }),
  credits: z.object({ needed: z.int(), left: z.int() }),
  promptTokens: z.int(),
  outputTokens: z.int(),
  costMicros: z.int(),
  /** What is left of the budget of the month; null where none is set. */
  budgetLeftMicros: z.int().nullable(),
  /** Who would write; `template` costs nothing. */
  writer: z.enum(['model', 'template']),
});
export type FollowUpEstimate = z.infer<typeof FollowUpEstimate>;

/** What a site wants of the AI (J-10, J-05). */
export const AiSettings = z.strictObject({
  enabled: z.boolean(),
  /** The most that it may cost in a calendar month (UTC), in millionths of a US dollar; null: no limit but that of the plan. */
  monthlyBudgetMicros: z.int().min(0).max(10_000_000_000).nullable(),
  /** How it is to sound, in the promoter's own words. */
  voice: paragraph(1000),
  /** Words that must not stand in a text, besides what is never allowed. */
  offLimits: z.array(requiredText(100)).max(50),
});
export type AiSettings = z.infer<typeof AiSettings>;
export const AiSettingsView = z.object({
  settings: AiSettings,
  /** Who writes on this platform. */
  writer: z.enum(['model', 'template']),
  model: z.string().nullable(),
  month: z.object({ requests: z.int(), promptTokens: z.int(), outputTokens: z.int(), costMicros: z.int() }),
});
export type AiSettingsView = z.infer<typeof AiSettingsView>;

const reads = { host: 'tenant', access: memberAccess('sessions.read') } as const;
const writes = { host: 'tenant', access: memberAccess('mails.manage') } as const;
// Names and addresses of everybody leave the site.
const exports = { host: 'tenant', access: memberAccess('exports.create') } as const;
const params = z.strictObject({ webinarId: WebinarId });
const mailParams = z.strictObject({ emailId: FollowUpId });
const ofWebinar = '/api/v1/webinars/:webinarId';
const oneMail = '/api/v1/emails/:emailId';

export const estimateFollowUps = defineOperation({
  ...writes,
  id: 'follow-ups.estimate',
  method: 'POST',
  path: `${ofWebinar}/generate-emails/estimate`,
  summary: 'How many mails would be written, and what they would cost',
  params,
  body: Choice,
  response: FollowUpEstimate,
});
export const generateFollowUps = defineOperation({
  ...writes,
  id: 'follow-ups.generate',
  method: 'POST',
  path: `${ofWebinar}/generate-emails`,
  summary: 'Write a mail to each, five at a time; going on after a stop is the same request',
  params,
  body: Choice,
  status: 202,
  response: FollowUpRunView,
  errors: ['illegal-transition', 'credits-used-up'],
});
export const getFollowUpRun = defineOperation({
  ...reads,
  id: 'follow-ups.run',
  method: 'GET',
  path: `${ofWebinar}/generation`,
  summary: 'How far the writing is; null where nothing was written yet',
  params,
  response: z.object({ run: FollowUpRunView.nullable() }),
});
export const cancelFollowUps = defineOperation({
  ...writes,
  id: 'follow-ups.cancel',
  method: 'POST',
  path: `${ofWebinar}/generation/cancel`,
  summary: 'Stop writing; what is written stays',
  params,
  response: FollowUpRunView,
  errors: ['illegal-transition'],
});
export const listFollowUps = defineOperation({
  ...reads,
  id: 'follow-ups.list',
  method: 'GET',
  path: `${ofWebinar}/emails`,
  summary: 'The mails of a webinar, those of the highest score first',
  params,
  query: PageQuery.extend({ tier: EngagementTier.optional(), state: FollowUpState.optional() }),
  response: pageOf(FollowUpSummary).extend({ counts: z.record(FollowUpState, z.int()) }),
});
export const getFollowUp = defineOperation({
  ...reads,
  id: 'follow-ups.get',
  method: 'GET',
  path: oneMail,
  summary: 'One mail, what it rests on and what to look at',
  params: mailParams,
  response: FollowUpView,
});
export const changeFollowUp = defineOperation({
  ...writes,
  id: 'follow-ups.change',
  method: 'PUT',
  path: oneMail,
  summary: 'Change a mail by hand; it is not written over again, and has to be approved anew',
  params: mailParams,
  body: z.strictObject({
    version: z.int(),
    subject: requiredText(500),
    text: requiredParagraph(20_000),
    /** Left out: made of the text. */
    html: paragraph(100_000).optional(),
    notes: paragraph(4000).default(''),
  }),
  response: FollowUpView,
  errors: ['conflict', 'illegal-transition'],
});
export const restoreFollowUp = defineOperation({
  ...writes,
  id: 'follow-ups.restore',
  method: 'POST',
  path: `${oneMail}/restore`,
  summary: 'Take the last change by hand back',
  params: mailParams,
  response: FollowUpView,
  errors: ['illegal-transition'],
});
export const regenerateFollowUp = defineOperation({
  ...writes,
  id: 'follow-ups.regenerate',
  method: 'POST',
  path: `${oneMail}/regenerate`,
  summary: 'Write one mail anew; what was edited by hand only where the request says so',
  params: mailParams,
  body: z.strictObject({ overwriteEdited: z.boolean().default(false) }),
  status: 202,
  response: FollowUpRunView,
  errors: ['illegal-transition', 'credits-used-up'],
});
/** Approves, or takes it back: by id, or all of a tier that carry no warning. */
export const approveFollowUps = defineOperation({
  ...writes,
  id: 'follow-ups.approve',
  method: 'POST',
  path: `${ofWebinar}/emails/approve`,
  summary: 'Approve drafts, or make approved ones drafts again; answers which ones changed, for undo',
  params,
  body: z.strictObject({
    approved: z.boolean(),
    ids: z.array(FollowUpId).min(1).max(5000).optional(),
    tier: EngagementTier.optional(),
    /** Also those with warnings. */
    flagged: z.boolean().default(false),
  }),
  response: z.object({ ids: z.array(FollowUpId), left: z.int() }),
});
export const exportFollowUps = defineOperation({
  ...exports,
  id: 'follow-ups.export',
  method: 'POST',
  // It holds names and addresses of everybody.
  stepUp: true,
  path: `${ofWebinar}/export`,
  summary: 'Make a CSV of the mails for a program elsewhere, and a link to it that ends',
  params,
  body: z.strictObject({
    approvedOnly: z.boolean().default(true),
    bom: z.boolean().default(true),
    locale: z.enum(LOCALES).default(DEFAULT_LOCALE),
  }),
  status: 201,
  response: z.object({ downloadUrl: z.string(), expiresAt: Instant, rows: z.int() }),
});
/** Whoever has the link: a program elsewhere fetches it without a log-in. */
export const downloadFollowUps = defineOperation({
  host: 'tenant',
  access: publicAccess,
  id: 'follow-ups.download',
  method: 'GET',
  path: '/api/v1/follow-up-exports/:key',
  summary: 'The CSV behind a link that an export has made, until it ends',
  params: z.strictObject({ key: z.string().min(20).max(300) }),
  produces: 'text/csv; charset=utf-8',
  rateLimit: { points: 30, perSeconds: 60, by: 'ip' },
});
export const sendFollowUps = defineOperation({
  ...writes,
  id: 'follow-ups.send',
  method: 'POST',
  path: `${ofWebinar}/emails/send`,
  summary: 'Send approved mails by this product, to whoever may be written to',
  params,
  body: z.strictObject({ ids: z.array(FollowUpId).min(1).max(5000).optional(), tier: EngagementTier.optional() }),
  status: 202,
  response: z.object({ queued: z.int(), left: z.partialRecord(FollowUpBar, z.int()) }),
});
export const getAiSettings = defineOperation({
  ...reads,
  id: 'ai.settings',
  method: 'GET',
  path: '/api/v1/ai-settings',
  summary: 'What the AI may do on this site, and what it has cost this month',
  response: AiSettingsView,
});
export const setAiSettings = defineOperation({
  ...writes,
  id: 'ai.set-settings',
  method: 'PUT',
  path: '/api/v1/ai-settings',
  summary: 'Change what the AI may do on this site',
  body: AiSettings,
  response: AiSettingsView,
});
