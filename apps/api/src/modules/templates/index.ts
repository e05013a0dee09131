export { createTemplatesModule, type TemplatesModuleDeps } from './templates.module.ts';
export { DEFAULT_TEMPLATE, type SiteBeginning, type TemplatesService } from './templates.service.ts';
