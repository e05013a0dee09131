export { createMomentsModule, type MomentsModule, type MomentsModuleDeps } from './moments.module.ts';
export type { MomentsService } from './moments.service.ts';
export type { Mark, MomentSource, MomentSession } from './moments.types.ts';
