import { automations } from '@stageline/contracts';
import { route } from '../../http/route.ts';
import type { AutomationsService } from './automations.service.ts';
import type { Trial } from './trial.ts';

export const automationRoutes = (service: AutomationsService, trial: Trial) => [
  route(automations.listAutomations, () => service.list()),
  route(automations.createAutomation, ({ body }) => service.create(body)),
  route(automations.updateAutomation, ({ params, body: { version, ...body } }) =>
    service.update(params.automationId, version, body),
  ),
  route(automations.switchAutomation, ({ params, body }) => service.switch(params.automationId, body.on)),
  route(automations.removeAutomation, ({ params }) => service.remove(params.automationId)),
  route(automations.listAutomationRuns, ({ params, query }) => service.runs(params.automationId, query)),
  route(automations.stopAutomationRun, ({ params }) => service.stopRun(params.runId)),
  route(automations.tryAutomation, ({ body: { days, ...definition } }) => trial.look(definition, days)),
  route(automations.tryAutomationOnLead, ({ params, body }) => trial.tryOn(body, params.leadId)),
];
