import { BroadcastAddressed } from '@stageline/contracts';
import { subscriber } from '@stageline/platform/outbox';
import type { ApiModule } from '../../http/module.ts';
import { broadcastRoutes } from './broadcasts.routes.ts';
import { createBroadcastsService, type BroadcastsService, type BroadcastsServiceDeps } from './broadcasts.service.ts';

/** How late a planned notice may begin to go out; at the top of a dashboard it is on the second. */
const FAN_OUT_MS = 5000;

export function createBroadcastsModule(deps: BroadcastsServiceDeps): ApiModule & { service: BroadcastsService } {
  const service = createBroadcastsService(deps);
  return {
    name: 'broadcasts',
    service,
    routes: broadcastRoutes(service),
    subscribers: [
      subscriber({
        id: 'broadcasts.mail-owners',
        event: BroadcastAddressed,
        handle: ({ broadcastId }) => service.mailOwners(broadcastId),
      }),
    ],
    schedules: [{ name: 'broadcasts', everyMs: FAN_OUT_MS, run: () => service.fanOut() }],
  };
}
