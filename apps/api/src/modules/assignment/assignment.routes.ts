import { assignment } from '@stageline/contracts';
import { route } from '../../http/route.ts';
import type { AssignmentService } from './assignment.service.ts';
import type { HandOvers } from './by-hand.service.ts';

export const assignmentRoutes = (service: AssignmentService, handOvers: HandOvers) => [
  route(assignment.getAssignment, () => service.get()),
  route(assignment.setAssignment, ({ body }) => service.set(body)),
  route(assignment.explainAssignment, ({ actor, params }) => service.explain(actor, params.leadId)),
  route(assignment.replayDecision, ({ actor, params }) => service.replay(actor, params.decisionId)),
  route(assignment.assignLead, ({ actor, params, body }) => handOvers.assign(actor, params.leadId, body)),
  route(assignment.releaseLeads, async ({ actor, params, body }) => ({
    released: await handOvers.release(actor, params.membershipId, body.note),
  })),
];
