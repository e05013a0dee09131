import { moments } from '@stageline/contracts';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { createMomentsService, type MomentsService, type MomentsServiceDeps } from './moments.service.ts';

export type MomentsModuleDeps = MomentsServiceDeps;
export interface MomentsModule extends ApiModule {
  readonly service: MomentsService;
}

/** The one timeline of a masterclass: what the modules of the room know of it, each from its own records. */
export function createMomentsModule(deps: MomentsModuleDeps): MomentsModule {
  const service = createMomentsService(deps);
  return {
    name: 'moments',
    service,
    routes: [route(moments.listMoments, ({ params }) => service.of(params.sessionId))],
  };
}
