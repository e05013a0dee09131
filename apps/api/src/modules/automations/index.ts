export { createAutomationsModule, type AutomationsModule, type AutomationsModuleDeps } from './automations.module.ts';
