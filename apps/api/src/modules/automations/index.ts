export { createAutomationsModule, type AutomationsModule, type AutomationsModuleDeps } from './automations.module.ts';
export { mergingRuns } from './runs.merging.repository.ts';
export { createTemplateAutomations, type AutomationUndo, type TemplateAutomations } from './template-automations.ts';
export type { AutomationsService } from './automations.service.ts';
