import { z } from 'zod';
import { defineOperation, Instant, memberAccess, pageOf, PageQuery } from '../kit/operation.ts';
import { LeadId, MembershipId } from '../kit/ids.ts';

/** The stages of the default pipeline, in order; `won` and `lost` are ends. */
export const LeadStage = z.enum(['new', 'contacted', 'qualified', 'won', 'lost']);
export type LeadStage = z.infer<typeof LeadStage>;

export const LeadView = z.object({
  id: LeadId,
  version: z.int(),
  stage: LeadStage,
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
  summary: 'Leads, newest first: all of the site with leads.read-all, otherwise those of the caller',
  query: PageQuery.extend({ stage: LeadStage.optional() }),
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
    history: z.array(z.object({ stage: LeadStage, at: Instant, actorName: z.string().nullable() })),
  }),
});
export const moveLead = defineOperation({
  id: 'leads.move',
  method: 'POST',
  path: '/api/v1/leads/:leadId/stage',
  host: 'tenant',
  access: memberAccess('leads.edit'),
  summary: 'Move a lead to another stage; `version` is the one that the caller saw',
  params: LeadParams,
  body: z.strictObject({ stage: LeadStage, version: z.int() }),
  response: LeadView,
  errors: ['conflict'],
});
