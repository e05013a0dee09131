import { z } from 'zod';
import { AssignmentDecisionId, LeadId, MembershipId } from '../kit/ids.ts';
import { defineOperation, Instant, memberAccess } from '../kit/operation.ts';
import { Rank } from './members.ts';

/** How leads find their members (F-06). */
export const AssignmentMethod = z.enum(['roundRobin', 'performanceBased', 'random']);

/** Open leads that a member may hold. */
const Capacity = z.int().min(1, 'From 1 to 10,000.').max(10_000, 'From 1 to 10,000.');

const fields = {
  /** Whether leads are assigned at all; without it they wait until somebody assigns them by hand. */
  enabled: z.boolean(),
  method: AssignmentMethod,
  /** Null for any. */
  minimumRank: Rank.nullable(),
  /** Whether members who are paused get none. */
  requireActive: z.boolean(),
  /** Whether only members get one who are signed in just now. */
  requireOnline: z.boolean(),
  /** Whether a lead goes back to whoever had it, as long as they may take it. */
  stickyOwner: z.boolean(),
  /** Of everybody for whom nothing else is said; null for any number. */
  capacity: Capacity.nullable(),
};
export const AssignmentSettings = z.object(fields);
export type AssignmentSettings = z.infer<typeof AssignmentSettings>;

export const AssignmentVerdict = z.enum([
  'chosen',
  'passed-over',
  'excluded',
  'paused',
  'rank-too-low',
  'stand-in',
  'offline',
  'full',
]);

/** What holds for one member beside the settings of the site. */
const MemberTerms = z.strictObject({
  membershipId: MembershipId,
  /** Against the others: 2 gets twice what 1 gets. */
  share: z.int().min(1, 'From 1 to 10.').max(10, 'From 1 to 10.'),
  /** Null where the site's holds. */
  capacity: Capacity.nullable(),
});
export type MemberTerms = z.infer<typeof MemberTerms>;

export const AssignmentView = AssignmentSettings.extend({
  version: z.int(),
  /** Open leads that nobody has. */
  waiting: z.int(),
  /** Whoever may be given leads. */
  members: z.array(
    z.object({
      ...MemberTerms.shape,
      name: z.string(),
      rank: z.int(),
      active: z.boolean(),
      online: z.boolean(),
      openLeads: z.int(),
      won: z.int(),
      /** Won or lost. */
      decided: z.int(),
      /** Takes leads only where no rep works here: an owner. */
      standIn: z.boolean(),
      /** What would be said of them if a lead came now. */
      verdict: AssignmentVerdict,
      /** Their part of the leads by the present settings, 0 to 1; null where they would get none. */
      portion: z.number().nullable(),
    }),
  ),
});
export type AssignmentView = z.infer<typeof AssignmentView>;

export const getAssignment = defineOperation({
  id: 'assignment.get',
  method: 'GET',
  path: '/api/v1/assignment',
  host: 'tenant',
  access: memberAccess('leads.assign'),
  summary: 'How leads are assigned on this site, who may be given one, and how many wait',
  response: AssignmentView,
});
export const setAssignment = defineOperation({
  id: 'assignment.set',
  method: 'PUT',
  path: '/api/v1/assignment',
  host: 'tenant',
  access: memberAccess('leads.assign'),
  summary: 'Change how leads are assigned; leads that wait are assigned by it at once',
  body: z.strictObject({
    ...fields,
    /** The one that the caller saw. */
    version: z.int(),
    /** Those who are left out keep what they have. */
    members: z
      .array(MemberTerms)
      .max(500)
      .refine(
        (terms) => new Set(terms.map(({ membershipId }) => membershipId)).size === terms.length,
        'Each member once.',
      ),
  }),
  response: AssignmentView,
  errors: ['conflict'],
});

/** How a lead came to somebody, or left them. */
export const AssignmentCause = z.enum([
  'rules',
  'by-hand',
  'returned',
  'released',
  'member-left',
  'automation',
  'no-response',
]);
export type AssignmentCause = z.infer<typeof AssignmentCause>;

const Reason = z.object({
  membershipId: MembershipId,
  name: z.string(),
  verdict: AssignmentVerdict,
  portion: z.number().nullable(),
  /** What it rested on. */
  rank: z.int(),
  openLeads: z.int(),
  capacity: z.int().nullable(),
  online: z.boolean(),
});

export const DecisionView = z.object({
  id: AssignmentDecisionId,
  at: Instant,
  cause: AssignmentCause,
  /** Who has it since; null for the queue. */
  chosen: z.object({ membershipId: MembershipId, name: z.string() }).nullable(),
  /** Of a decision by rules. */
  method: AssignmentMethod.nullable(),
  /** Whether it went back to whoever had it. */
  byOwner: z.boolean(),
  /** Whose hand it was; null for the rules. */
  actorName: z.string().nullable(),
  /** In their words. */
  note: z.string().nullable(),
  /** Of everybody who was considered; of the caller and the chosen one alone where the caller may not assign leads. */
  reasons: z.array(Reason),
});
export type DecisionView = z.infer<typeof DecisionView>;

const LeadParams = z.strictObject({ leadId: LeadId });

export const explainAssignment = defineOperation({
  id: 'assignment.explain',
  method: 'GET',
  path: '/api/v1/leads/:leadId/assignment',
  host: 'tenant',
  access: memberAccess('leads.read'),
  summary: 'Why a lead is whose it is: every decision with its reasons, newest first, and whose it was before',
  params: LeadParams,
  response: z.object({
    decisions: z.array(DecisionView),
    /** Oldest first, without the present one. */
    owners: z.array(
      z.object({
        membershipId: MembershipId,
        name: z.string(),
        from: Instant,
        until: Instant,
        cause: AssignmentCause,
        /** The end of their response limit, and when somebody answered while it was theirs. */
        dueAt: Instant.nullable(),
        answeredAt: Instant.nullable(),
      }),
    ),
  }),
});
export const replayDecision = defineOperation({
  id: 'assignment.replay',
  method: 'GET',
  path: '/api/v1/assignment/decisions/:decisionId/replay',
  host: 'tenant',
  access: memberAccess('leads.assign'),
  summary: 'Decide again from what a decision by rules was made of, and compare',
  params: z.strictObject({ decisionId: AssignmentDecisionId }),
  response: z.object({
    /** Whether it comes out as it did, down to each reason. */
    same: z.boolean(),
    chosen: MembershipId.nullable(),
    seed: z.string(),
  }),
});

const note = z.string().trim().max(300, 'At most 300 characters.').optional();

export const assignLead = defineOperation({
  id: 'leads.assign',
  method: 'PUT',
  path: '/api/v1/leads/:leadId/assignee',
  host: 'tenant',
  access: memberAccess('leads.assign'),
  summary: 'Give a lead to a member, or put it back to those that wait',
  params: LeadParams,
  body: z.strictObject({
    /** Null for the queue. */
    membershipId: MembershipId.nullable(),
    /** Whose it was when the caller looked; null for nobody's. */
    seen: MembershipId.nullable(),
    note,
  }),
  status: 204,
  errors: ['conflict'],
});
export const releaseLeads = defineOperation({
  id: 'assignment.release',
  method: 'POST',
  path: '/api/v1/members/:membershipId/release-leads',
  host: 'tenant',
  access: memberAccess('leads.assign'),
  summary: 'Put all open leads of a member back to those that wait; the rules assign them anew',
  params: z.strictObject({ membershipId: MembershipId }),
  body: z.strictObject({ note }),
  response: z.object({ released: z.int() }),
});
