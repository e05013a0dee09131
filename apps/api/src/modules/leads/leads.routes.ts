import { leads } from '@stageline/contracts';
import { route } from '../../http/route.ts';
import type { LeadShares } from './lead-shares.service.ts';
import type { LeadsService } from './leads.service.ts';

export const leadRoutes = (service: LeadsService, shares: LeadShares) => [
  route(leads.getShares, ({ actor, params }) => shares.get(actor, params.leadId)),
  route(leads.shareLead, ({ actor, params }) => shares.set(actor, params.leadId, params.membershipId, true)),
  route(leads.unshareLead, ({ actor, params }) => shares.set(actor, params.leadId, params.membershipId, false)),
  route(leads.listLeads, ({ actor, query }) => service.list(actor, query)),
  route(leads.getLead, ({ actor, params }) => service.follow(actor, params.leadId)),
  route(leads.moveLead, ({ actor, params, body }) => service.move(actor, params.leadId, body)),
  route(leads.getBoard, ({ actor, params, query }) => service.board(actor, params.pipelineId, query)),
];
