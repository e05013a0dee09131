import { z } from 'zod';
import { defineOperation, Instant, memberAccess, pageOf, PageQuery } from '../kit/operation.ts';
import { LeadId, MembershipId } from '../kit/ids.ts';
import { optionalText } from './fields.ts';
import { LeadHeat } from './heat.ts';
import { ResponseStep, TouchKind } from './responses.ts';
import { PipelineId, PipelineView, StageId, StageKind } from './pipelines.ts';

/** Who or what brought a lead to a stage. */
export const StageCause = z.enum(['registration', 'member', 'automation', 'import', 'booking', 'merge']);
export type StageCause = z.infer<typeof StageCause>;

export const LeadView = z.object({
  id: LeadId,
  version: z.int(),
  pipelineId: PipelineId,
  stage: StageId,
  /** What its stage means. */
  outcome: StageKind,
  person: z.object({
    firstName: z.string(),
    lastName: z.string(),
    /** Null also where the caller may not see contact data (`contacts.read`); everybody gives an address. */
    email: z.string().nullable(),
    phone: z.string().nullable(),
    company: z.string().nullable(),
    /** Missing where there are none, or the caller may not see them. */
    otherEmails: z.array(z.string()).optional(),
    otherPhones: z.array(z.string()).optional(),
  }),
  assignee: z.object({ membershipId: MembershipId, name: z.string() }).nullable(),
  /** The response limit of its owner (F-07); null where there is none. */
  response: z
    .object({
      dueAt: Instant,
      /** When a human first answered; null until then. */
      answeredAt: Instant.nullable(),
      /** How, and who. */
      answeredBy: z.object({ kind: TouchKind, name: z.string().nullable() }).nullable(),
      step: ResponseStep,
    })
    .nullable(),
  attendedMinutes: z.int(),
  /** Null for whoever has shown nothing. */
  heat: LeadHeat.nullable(),
  createdAt: Instant,
  stageChangedAt: Instant,
});
export type LeadView = z.infer<typeof LeadView>;

/** How somebody became a lead: on the site, by the invitation of somebody who was there before, or out of a file. */
export const LeadSource = z.enum(['site', 'invitation', 'import']);
export type LeadSource = z.infer<typeof LeadSource>;

/** Longest text that is searched for. */
export const MAX_SEARCH = 80;
const filter = {
  /** The beginning of a name (either way round), a company, and with `contacts.read` an e-mail address or a phone number. */
  q: z.string().trim().min(1).max(MAX_SEARCH).optional(),
  /** Whose they are; `nobody` for those that wait. */
  owner: z.union([MembershipId, z.literal('nobody')]).optional(),
  source: LeadSource.optional(),
  /** Became a lead on this day or later, by the days of the site. */
  from: z.iso.date().optional(),
  /** Became a lead on this day or before. */
  to: z.iso.date().optional(),
  phone: z.enum(['yes', 'no']).optional(),
  /** In their stage for at least so many days. */
  stageDays: z.coerce.number().int().min(1).max(3650).optional(),
  /** So hot, or hotter; the hottest come first then, in no other order. */
  heat: z.enum(['hot', 'warm']).optional(),
};
/** What narrows a board. */
export const BoardFilter = z.strictObject(filter);
export type BoardFilter = z.infer<typeof BoardFilter>;
/** How the leads of every stage are ordered: whoever came to it last, where nothing is said. */
export const BoardQuery = BoardFilter.extend({ sort: z.literal('hottest').optional() });
export type BoardQuery = z.infer<typeof BoardQuery>;
/** By when they became a lead, by heat; of one stage, also by when they came to it. */
export const LeadSort = z.enum(['newest', 'oldest', 'stage-newest', 'stage-oldest', 'hottest']);
export type LeadSort = z.infer<typeof LeadSort>;
/** What narrows a list. */
export const LeadFilter = BoardFilter.extend({
  /** Whose leads are meant; with a stage and without this, the default one. */
  pipeline: PipelineId.optional(),
  stage: StageId.optional(),
  /** Newest first where it is not said; of one stage, whoever came to it last. */
  sort: LeadSort.optional(),
});
export type LeadFilter = z.infer<typeof LeadFilter>;

export const listLeads = defineOperation({
  id: 'leads.list',
  method: 'GET',
  path: '/api/v1/leads',
  host: 'tenant',
  access: memberAccess('leads.read'),
  summary:
    'Leads: all of the site with leads.read-all, otherwise those of the caller, those shared with them and, with leads.read-team, those of whoever they lead',
  query: PageQuery.extend(LeadFilter.shape),
  response: pageOf(LeadView),
});
export const LeadParams = z.strictObject({ leadId: LeadId });
export const getLead = defineOperation({
  id: 'leads.get',
  method: 'GET',
  path: '/api/v1/leads/:leadId',
  host: 'tenant',
  access: memberAccess('leads.read'),
  summary: 'One lead with its stage history',
  params: LeadParams,
  response: LeadView.extend({
    /** Oldest first. */
    history: z.array(
      z.object({
        pipelineId: PipelineId,
        stage: StageId,
        at: Instant,
        /** When the lead went on; null for where it stands. */
        leftAt: Instant.nullable(),
        cause: StageCause,
        actorName: z.string().nullable(),
        reason: z.string().nullable(),
      }),
    ),
  }),
});
export const moveLead = defineOperation({
  id: 'leads.move',
  method: 'POST',
  path: '/api/v1/leads/:leadId/stage',
  host: 'tenant',
  access: memberAccess('leads.edit'),
  summary: 'Move a lead to another stage, of its own pipeline or of another; `version` is the one that the caller saw',
  params: LeadParams,
  body: z.strictObject({
    stage: StageId,
    version: z.int(),
    /** Where it is another pipeline than the lead stands in. */
    pipelineId: PipelineId.optional(),
    /** Why; a stage may ask for it. */
    reason: optionalText(300),
  }),
  response: LeadView,
  errors: ['conflict', 'stage-closed'],
});

const Colleague = z.object({ membershipId: MembershipId, name: z.string() });
const ShareView = z.object({
  sharedWith: z.array(Colleague),
  /** With whom else the caller may share it; null where they may not. */
  candidates: z.array(Colleague).nullable(),
});
export const MAX_SHARES = 20;
export const getShares = defineOperation({
  id: 'leads.shares',
  method: 'GET',
  path: '/api/v1/leads/:leadId/shares',
  host: 'tenant',
  access: memberAccess('leads.read'),
  summary: 'With whom a lead is shared',
  params: LeadParams,
  response: ShareView,
});
const ShareParams = LeadParams.extend({ membershipId: MembershipId });
export const shareLead = defineOperation({
  id: 'leads.share',
  method: 'PUT',
  path: '/api/v1/leads/:leadId/shares/:membershipId',
  host: 'tenant',
  access: memberAccess('leads.edit'),
  summary:
    'Share a lead with a member, who then sees it with its contact data; whoever it was shared with does not share it on',
  params: ShareParams,
  response: ShareView,
  errors: ['limit-reached'],
});
export const unshareLead = defineOperation({
  id: 'leads.unshare',
  method: 'DELETE',
  path: '/api/v1/leads/:leadId/shares/:membershipId',
  host: 'tenant',
  access: memberAccess('leads.edit'),
  summary: 'No longer share a lead with a member',
  params: ShareParams,
  response: ShareView,
});

/** Leads of a stage that a board brings at first; more come page by page from `leads.list`. */
export const BOARD_PAGE = 30;
export const getBoard = defineOperation({
  id: 'leads.board',
  method: 'GET',
  path: '/api/v1/pipelines/:pipelineId/board',
  host: 'tenant',
  access: memberAccess('leads.read'),
  summary: 'A pipeline with the leads of every stage that the caller may see: how many, and the first of them',
  params: z.strictObject({ pipelineId: PipelineId }),
  query: BoardQuery,
  response: z.object({
    pipeline: PipelineView,
    /** In the order of the stages; a stage that was taken away is there as long as leads stand in it. */
    columns: z.array(pageOf(LeadView).extend({ stage: StageId, count: z.int() })),
  }),
});
