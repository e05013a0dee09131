import { overview } from '@stageline/contracts';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { createOverviewService, type OverviewService, type OverviewServiceDeps } from './overview.service.ts';

/** The dashboard's first screen: read only, over other modules' numbers. */
export function createOverviewModule(deps: OverviewServiceDeps): ApiModule & { service: OverviewService } {
  const service = createOverviewService(deps);
  return { name: 'overview', service, routes: [route(overview.getOverview, ({ actor }) => service.overview(actor))] };
}
