import { line } from '@stageline/contracts';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { createActivityService, type ActivityDeps, type ActivityService } from './activity.service.ts';

export type ActivityModuleDeps = ActivityDeps;

/** What happened in a site's line, from the rows that it left, and what its numbers are made of. */
export function createActivityModule(deps: ActivityModuleDeps): ApiModule & { service: ActivityService } {
  const service = createActivityService(deps);
  return { name: 'activity', service, routes: [route(line.getLineAbout, () => service.about())] };
}
