export { createBroadcastsModule } from './broadcasts.module.ts';
export type { BroadcastsService, BroadcastsServiceDeps } from './broadcasts.service.ts';
