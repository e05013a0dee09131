import { z } from 'zod';
import { defineOperation, Instant, memberAccess, pageOf, PageQuery } from '../kit/operation.ts';
import { LeadId, MembershipId } from '../kit/ids.ts';
import { optionalText } from './fields.ts';
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
  }),
  assignee: z.object({ membershipId: MembershipId, name: z.string() }).nullable(),
  attendedMinutes: z.int(),
  createdAt: Instant,
  stageChangedAt: Instant,
});
export type LeadView = z.infer<typeof LeadView>;

export const listLeads = defineOperation({
  id: 'leads.list',
  method: 'GET',
  path: '/api/v1/leads',
  host: 'tenant',
  access: memberAccess('leads.read'),
  summary:
    'Leads, newest first; of one stage, whoever came to it last first. All of the site with leads.read-all, otherwise those of the caller',
  query: PageQuery.extend({
    /** Whose stage is meant; the default one where it is not said. */ pipeline: PipelineId.optional(),
    stage: StageId.optional(),
  }),
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
  response: z.object({
    pipeline: PipelineView,
    /** In the order of the stages; a stage that was taken away is there as long as leads stand in it. */
    columns: z.array(pageOf(LeadView).extend({ stage: StageId, count: z.int() })),
  }),
});
