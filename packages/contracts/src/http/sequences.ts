import { z } from 'zod';
import { SessionId } from '../kit/ids.ts';
import { defineOperation, Instant, memberAccess } from '../kit/operation.ts';
import { MailTemplateKey } from './mail-templates.ts';

/** Steps of a sequence. */
export const MAX_SEQUENCE_STEPS = 20;
/** How far a step may be from its anchor, in minutes: 30 days. */
export const MAX_STEP_OFFSET = 30 * 24 * 60;
export const MAX_GAP_MINUTES = 24 * 60;

/** Who gets a mail, of those who have a seat; read when it is sent. */
export const MailAudience = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('everybody') }),
  z.strictObject({ kind: z.literal('attended') }),
  z.strictObject({ kind: z.literal('no-show') }),
  /** Was there, and gone for good before this minute of it. */
  z.strictObject({ kind: z.literal('left-before'), minutes: z.int().min(1).max(720) }),
  /** Was there when an offer was on the screens. */
  z.strictObject({ kind: z.literal('stayed-to-offer') }),
  z.strictObject({ kind: z.literal('clicked-offer') }),
  /** Has watched at least this share of the replay. */
  z.strictObject({ kind: z.literal('watched-replay'), percent: z.int().min(1).max(100) }),
  /** Has paid an invoice about it in full. */
  z.strictObject({ kind: z.literal('paid') }),
  z.strictObject({ kind: z.literal('not-paid') }),
]);
export type MailAudience = z.infer<typeof MailAudience>;
export type MailAudienceKind = MailAudience['kind'];
/** Audiences that are known at any time; all others tell of what happened in a masterclass or after it. */
export const TIMELESS_AUDIENCES = ['everybody', 'paid', 'not-paid'] as const satisfies readonly MailAudienceKind[];
export const isTimeless = (kind: MailAudienceKind): boolean =>
  (TIMELESS_AUDIENCES as readonly MailAudienceKind[]).includes(kind);

const StepId = z.string().regex(/^[a-z0-9-]{1,40}$/);
export const SequenceStep = z
  .strictObject({
    /** Stays the same while the step is changed: what was sent for it is not sent again. */
    id: StepId,
    on: z.boolean(),
    anchor: z.enum(['start', 'end']),
    /** Minutes after the anchor; negative before it. */
    offsetMinutes: z.int().min(-MAX_STEP_OFFSET).max(MAX_STEP_OFFSET),
    template: MailTemplateKey,
    audience: MailAudience,
  })
  .refine(
    ({ anchor, offsetMinutes, audience }) => isTimeless(audience.kind) || (anchor === 'end' && offsetMinutes >= 0),
    { path: ['audience'], message: 'Who was there is known only at the end: choose a time after it.' },
  );
export type SequenceStep = z.infer<typeof SequenceStep>;

const steps = z
  .array(SequenceStep)
  .max(MAX_SEQUENCE_STEPS)
  .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, 'Each step needs an id of its own.');
const fields = {
  steps,
  /** Minutes between two reminders of a person at least; the confirmation counts as one. */
  minimumGapMinutes: z.int().min(0).max(MAX_GAP_MINUTES),
};
export const SequenceBody = z.strictObject(fields);
export type SequenceBody = z.infer<typeof SequenceBody>;

export const SequenceView = z.object({
  ...fields,
  /** 0 while it is what Stageline brings. */
  version: z.int(),
  changedAt: Instant.nullable(),
});
export type SequenceView = z.infer<typeof SequenceView>;

/** Why a planned mail was not sent. */
export const MailSkipReason = z.enum([
  'rescheduled',
  'cancelled',
  'released',
  'over',
  'sequence-changed',
  'not-held',
  'other-segment',
  'too-close',
  'too-late',
  'fact-missing',
  'gone',
  'failed',
]);
export type MailSkipReason = z.infer<typeof MailSkipReason>;

const StepProgress = z.object({
  stepId: z.string(),
  planned: z.int(),
  sent: z.int(),
  skipped: z.int(),
  /** When the next of them goes out. */
  nextAt: Instant.nullable(),
});
export const SequenceProgress = z.object({
  sessionId: SessionId,
  title: z.string(),
  startsAt: Instant,
  endsAt: Instant,
  timeZone: z.string(),
  steps: z.array(StepProgress),
  /** Why mails were not sent, with how many. */
  skipped: z.array(z.object({ reason: MailSkipReason, count: z.int() })),
});
export type SequenceProgress = z.infer<typeof SequenceProgress>;

const access = memberAccess('mails.manage');

export const getSequence = defineOperation({
  id: 'sequences.get',
  method: 'GET',
  path: '/api/v1/mail-sequence',
  host: 'tenant',
  access,
  summary: 'Which mails go out before and after each masterclass of this site',
  response: SequenceView,
});
export const saveSequence = defineOperation({
  id: 'sequences.save',
  method: 'PUT',
  path: '/api/v1/mail-sequence',
  host: 'tenant',
  access,
  summary: 'Change which mails go out; what is planned is planned anew, what was sent stays sent',
  body: SequenceBody.extend({ version: z.int().min(0) }),
  response: SequenceView,
  errors: ['conflict'],
});
export const getSequenceProgress = defineOperation({
  id: 'sequences.progress',
  method: 'GET',
  path: '/api/v1/mail-sequence/progress',
  host: 'tenant',
  access,
  summary: 'What was sent for the masterclasses of these days, and what goes out next to how many',
  response: z.object({ items: z.array(SequenceProgress) }),
});
