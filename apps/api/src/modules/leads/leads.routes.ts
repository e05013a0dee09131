import { leads } from '@stageline/contracts';
import { route } from '../../http/route.ts';
import type { LeadsService } from './leads.service.ts';

export const leadRoutes = (service: LeadsService) => [
  route(leads.listLeads, ({ actor, query }) => service.list(actor, query)),
  route(leads.getLead, ({ actor, params }) => service.get(actor, params.leadId)),
  route(leads.moveLead, ({ actor, params, body }) => service.move(actor, params.leadId, body)),
  route(leads.getBoard, ({ actor, params }) => service.board(actor, params.pipelineId)),
];
