export { createSupportModule, type SupportModuleDeps } from './support.module.ts';
export type { SupportService } from './support.service.ts';
