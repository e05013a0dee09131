export { createAbuseModule } from './abuse.module.ts';
export type { AbuseService, AbuseServiceDeps } from './abuse.service.ts';
