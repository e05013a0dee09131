import { cockpit } from '@stageline/contracts';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { createCockpitService, type CockpitServiceDeps } from './cockpit.service.ts';

/** What hosts and those whose leads they are see of the people in a room, from what the site keeps already. */
export function createCockpitModule(deps: CockpitServiceDeps): ApiModule {
  const service = createCockpitService(deps);
  return {
    name: 'cockpit',
    routes: [
      route(cockpit.listCockpitViewers, ({ actor, params, body }) =>
        service.viewers(actor, params.sessionId, body.personIds),
      ),
    ],
  };
}
