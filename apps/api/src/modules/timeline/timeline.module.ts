import { timeline } from '@stageline/contracts';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { createTimelineService, type TimelineServiceDeps } from './timeline.service.ts';

/** The timeline of a lead: read from what other modules keep, nothing is stored twice. */
export function createTimelineModule(deps: TimelineServiceDeps): ApiModule {
  const service = createTimelineService(deps);
  return {
    name: 'timeline',
    routes: [route(timeline.getTimeline, ({ actor, params, query }) => service.page(actor, params.leadId, query))],
  };
}
