export { createOverviewModule } from './overview.module.ts';
export type { Overview, OverviewService, OverviewServiceDeps } from './overview.service.ts';
