import { z } from 'zod';
import { CallOutcome, CallState } from '../kit/call.ts';
import { CallId, InvoiceId, LeadId, MailId, SessionId } from '../kit/ids.ts';
import { Currency, InvoiceState } from '../kit/money.ts';
import { defineOperation, Instant, memberAccess, PageQuery, pageOf } from '../kit/operation.ts';
import { AssignmentCause } from './assignment.ts';
import { StageCause } from './leads.ts';
import { NoteView } from './notes.ts';
import { PipelineId, StageId } from './pipelines.ts';
import { SponsorCause } from './places.ts';

/** What a timeline tells of, each from a source of its own; a filter names some of them. */
export const TimelineKind = z.enum([
  'stage',
  'owner',
  'line',
  'mail',
  'attendance',
  'chat',
  'note',
  'contact',
  'merge',
  'offer',
  'call',
  'invoice',
]);
export type TimelineKind = z.infer<typeof TimelineKind>;

/** As whom they were known then, where it is of a lead that became part of this one. */
const mergedFrom = z.string().nullable();
const Common = { /** The same on every page. */ id: z.string(), at: Instant };
const InSession = { sessionId: SessionId, sessionTitle: z.string().nullable() };

const ContactListChange = z.object({
  added: z.array(z.string()),
  removed: z.array(z.string()),
  /** The one that is used from then on; null where that stayed. */
  first: z.string().nullable(),
});

/** One thing that happened to a lead, or that somebody did for it. */
export const TimelineEntry = z.discriminatedUnion('kind', [
  z.object({
    ...Common,
    kind: z.literal('stage'),
    /** The first entry says by `cause` how they came: `registration` or `import`. */
    isFirst: z.boolean(),
    pipelineId: PipelineId,
    stage: StageId,
    cause: StageCause,
    actorName: z.string().nullable(),
    reason: z.string().nullable(),
    mergedFrom,
  }),
  z.object({
    ...Common,
    kind: z.literal('owner'),
    cause: AssignmentCause,
    /** Whose it was from then on; null for nobody's. */
    toName: z.string().nullable(),
    actorName: z.string().nullable(),
    /** Why, in the words of whoever gave it. */
    note: z.string().nullable(),
    mergedFrom,
  }),
  z.object({
    ...Common,
    kind: z.literal('line'),
    position: z.int(),
    /** They are not there any more. */
    hasLeft: z.boolean(),
    sponsorPosition: z.int().nullable(),
    /** As the line shows them; null where there is none, or they have left. */
    sponsorName: z.string().nullable(),
    sponsorCause: SponsorCause,
  }),
  z.object({
    ...Common,
    kind: z.literal('mail'),
    mailId: MailId,
    subject: z.string(),
    /** `bounced`: the other side, or the way there, did not take it. Opens are not measured: no mail carries a hidden picture. */
    state: z.enum(['queued', 'sent', 'bounced', 'delivered', 'complained', 'suppressed']),
  }),
  z.object({
    ...Common,
    ...InSession,
    kind: z.literal('attendance'),
    /** Null while they are there. */
    leftAt: Instant.nullable(),
    /** Whole seconds between joining and leaving; until now while they are there. */
    seconds: z.int(),
  }),
  z.object({
    ...Common,
    ...InSession,
    kind: z.literal('chat'),
    /** Empty where a moderator took it out. */
    text: z.string(),
    isRemoved: z.boolean(),
  }),
  /** They followed an offer, or a notification: what it said. */
  z.object({ ...Common, ...InSession, kind: z.literal('offer'), text: z.string() }),
  /** They booked a call; how it stands now. */
  z.object({
    ...Common,
    kind: z.literal('call'),
    /** The masterclass in whose room they booked it; null where they did not. */
    sessionId: SessionId.nullable(),
    sessionTitle: z.string().nullable(),
    callId: CallId,
    name: z.string(),
    hostName: z.string(),
    startsAt: Instant,
    state: CallState,
    /** `none` while nothing was noted. */
    outcome: z.enum([...CallOutcome.options, 'none']),
  }),
  /** They were sent an invoice; how it stands now. Amounts are in the minor unit of the currency. */
  z.object({
    ...Common,
    kind: z.literal('invoice'),
    invoiceId: InvoiceId,
    number: z.string(),
    about: z.string(),
    state: InvoiceState,
    total: z.int(),
    paid: z.int(),
    currency: Currency,
  }),
  z.object({ ...Common, kind: z.literal('note'), note: NoteView }),
  z.object({
    ...Common,
    kind: z.literal('contact'),
    actorName: z.string().nullable(),
    /** It took the change before it back. */
    isUndo: z.boolean(),
    /** The whole names; null where the name stayed. */
    name: z.object({ from: z.string(), to: z.string() }).nullable(),
    company: z.object({ from: z.string().nullable(), to: z.string().nullable() }).nullable(),
    /** Null where the reader sees no contact data (`contacts.read`), or they stayed. */
    emails: ContactListChange.nullable(),
    phones: ContactListChange.nullable(),
  }),
  z.object({
    ...Common,
    kind: z.literal('merge'),
    /** The name of what became part of this lead. */
    fromName: z.string(),
    actorName: z.string().nullable(),
  }),
]);
export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const getTimeline = defineOperation({
  id: 'leads.timeline',
  method: 'GET',
  path: '/api/v1/leads/:leadId/timeline',
  host: 'tenant',
  access: memberAccess('leads.read'),
  summary: 'Everything that happened to a lead in one order, newest first',
  params: z.strictObject({ leadId: LeadId }),
  query: PageQuery.extend({
    /** Kinds with commas between them; all of them where it is left out. */
    kinds: z
      .string()
      .max(100)
      .transform((text) => text.split(','))
      .pipe(z.array(TimelineKind).min(1))
      .optional(),
  }),
  response: pageOf(TimelineEntry),
});
