import { z } from 'zod';
import { CallOutcome, CallState, CallUnchecked } from '../kit/call.ts';
import { CallId, CallTypeId, InvoiceId, LeadId, MembershipId, QuestionId, RecordingId, SessionId } from '../kit/ids.ts';
import { Currency, InvoiceState } from '../kit/money.ts';
import { defineOperation, Instant, memberAccess } from '../kit/operation.ts';
import { AssignmentMethod, AssignmentVerdict } from './assignment.ts';
import { paragraph } from './fields.ts';
import { getHeat } from './heat.ts';

/** Days that one list of calls may span, and calls that it has at most. */
export const MAX_CALL_DAYS = 62;
export const MAX_CALLS = 500;

/** A call, for the team. */
export const CallView = z.object({
  id: CallId,
  version: z.int(),
  typeId: CallTypeId,
  name: z.string(),
  state: CallState,
  startsAt: Instant,
  endsAt: Instant,
  host: z.object({ membershipId: MembershipId, name: z.string() }),
  leadId: LeadId,
  guest: z.object({
    firstName: z.string(),
    lastName: z.string(),
    /** Null where the caller sees no contact data (`contacts.read`). */
    email: z.string().nullable(),
    phone: z.string().nullable(),
    timeZone: z.string(),
  }),
  place: z.string(),
  answers: z.array(z.object({ label: z.string(), answer: z.string() })),
  /** Why it was moved the last time. */
  moveReason: z.string().nullable(),
  cancelReason: z.string().nullable(),
  cancelledBy: z.enum(['guest', 'member']).nullable(),
  outcome: CallOutcome.nullable(),
  outcomeNote: z.string(),
  unchecked: CallUnchecked.nullable(),
  /** Why its host has it: what the rules said of everybody who could have had it (E-10); empty where somebody was chosen by hand. */
  why: z.object({
    byOwner: z.boolean(),
    method: AssignmentMethod,
    reasons: z.array(z.object({ name: z.string(), verdict: AssignmentVerdict, portion: z.number().nullable() })),
  }),
  createdAt: Instant,
});
export type CallView = z.infer<typeof CallView>;

const OneCall = z.strictObject({ callId: CallId });
const Seen = z.strictObject({ /** The one that the caller saw. */ version: z.int() });
const Reason = paragraph(500);
const oneCall = { host: 'tenant', access: memberAccess('leads.edit'), params: OneCall } as const;

export const listCalls = defineOperation({
  id: 'calls.list',
  method: 'GET',
  path: '/api/v1/calls',
  host: 'tenant',
  access: memberAccess('leads.read'),
  summary:
    'Calls that begin between two instants, earliest first: the caller’s own, or those of the team that they may see',
  query: z.strictObject({ from: Instant, to: Instant, whose: z.enum(['mine', 'team']).default('mine') }),
  response: z.object({ items: z.array(CallView) }),
});
export const getCall = defineOperation({
  id: 'calls.get',
  method: 'GET',
  path: '/api/v1/calls/:callId',
  host: 'tenant',
  access: memberAccess('leads.read'),
  summary: 'One call',
  params: OneCall,
  response: CallView,
});
const Held = z.object({ id: SessionId, /** Null where it is not there any more. */ title: z.string().nullable() });

/** What its host should know of whoever they will talk to; of each kind the latest few. */
export const CallBrief = z.object({
  heat: getHeat.response.nullable(),
  /** Masterclasses that they were in, the latest first. */
  attended: z.array(
    z.object({
      session: Held,
      at: Instant,
      /** Minutes that they were there; two tabs at once count once. */
      minutes: z.int(),
      /** Of the masterclass, in whole per cent; null where nobody knows how long it was. */
      percent: z.int().nullable(),
    }),
  ),
  /** What they asked, the latest first, with what was said in the room when it was answered. */
  questions: z.array(
    z.object({
      id: QuestionId,
      session: Held,
      text: z.string(),
      at: Instant,
      isAnswered: z.boolean(),
      said: z.array(z.object({ recordingId: RecordingId, startMs: z.int(), speaker: z.string(), text: z.string() })),
    }),
  ),
  /** What they owe and have paid, the latest first; amounts in the minor unit. Drafts are none of it. */
  invoices: z.array(
    z.object({
      id: InvoiceId,
      number: z.string().nullable(),
      state: InvoiceState,
      currency: Currency,
      total: z.int(),
      due: z.int(),
      dueAt: Instant.nullable(),
    }),
  ),
});
export type CallBrief = z.infer<typeof CallBrief>;

export const getCallBrief = defineOperation({
  id: 'calls.brief',
  method: 'GET',
  path: '/api/v1/calls/:callId/brief',
  host: 'tenant',
  access: memberAccess('leads.read'),
  summary: 'What whoever holds a call should know before: attendance, questions, interest, and invoices',
  params: OneCall,
  response: CallBrief,
});
export const listCallSlots = defineOperation({
  id: 'calls.slots',
  method: 'GET',
  path: '/api/v1/calls/:callId/slots',
  host: 'tenant',
  access: memberAccess('leads.read'),
  summary: 'To when a call can be moved',
  params: OneCall,
  query: z.strictObject({ from: Instant, to: Instant }),
  response: z.object({ slots: z.array(Instant) }),
});
export const listCallHosts = defineOperation({
  id: 'calls.hosts',
  method: 'GET',
  path: '/api/v1/calls/:callId/hosts',
  host: 'tenant',
  access: memberAccess('leads.read'),
  summary: 'Who else could take a call at its time',
  params: OneCall,
  response: z.object({
    items: z.array(z.object({ membershipId: MembershipId, name: z.string(), isFree: z.boolean() })),
  }),
});
export const approveCall = defineOperation({
  id: 'calls.approve',
  method: 'POST',
  path: '/api/v1/calls/:callId/approve',
  ...oneCall,
  summary: 'Say yes to a call that was asked for',
  body: Seen,
  response: CallView,
  errors: ['conflict', 'illegal-transition'],
});
export const cancelCall = defineOperation({
  id: 'calls.cancel',
  method: 'POST',
  path: '/api/v1/calls/:callId/cancel',
  ...oneCall,
  summary: 'Call a call off, or say no to one that was asked for',
  body: Seen.extend({ reason: Reason }),
  response: CallView,
  errors: ['conflict', 'illegal-transition'],
});
export const rescheduleCall = defineOperation({
  id: 'calls.reschedule',
  method: 'POST',
  path: '/api/v1/calls/:callId/reschedule',
  ...oneCall,
  summary: 'Move a call to another time',
  body: Seen.extend({ startsAt: Instant, reason: Reason.default('') }),
  response: CallView,
  errors: ['conflict', 'illegal-transition', 'slot-taken'],
});
export const reassignCall = defineOperation({
  id: 'calls.reassign',
  method: 'POST',
  path: '/api/v1/calls/:callId/reassign',
  ...oneCall,
  summary: 'Give a call to another member who is free then; its calendar entry stays the same one',
  body: Seen.extend({ membershipId: MembershipId }),
  response: CallView,
  errors: ['conflict', 'illegal-transition', 'slot-taken'],
});
export const setCallOutcome = defineOperation({
  id: 'calls.set-outcome',
  method: 'POST',
  path: '/api/v1/calls/:callId/outcome',
  ...oneCall,
  summary: 'Note what came of a call, or that nobody came',
  body: Seen.extend({ outcome: CallOutcome.nullable(), note: paragraph(2000).default('') }),
  response: CallView,
  errors: ['conflict', 'illegal-transition'],
});
