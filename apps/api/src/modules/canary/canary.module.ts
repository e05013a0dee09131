import { status } from '@stageline/contracts';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { createCanaryService, type CanaryService, type CanaryServiceDeps } from './canary.service.ts';

/** The permanent isolation canary (requirements A, beyond the peers, 3). */
export function createCanaryModule(deps: CanaryServiceDeps): ApiModule & { service: CanaryService } {
  const service = createCanaryService(deps);
  const everyMs = deps.everyMinutes * 60_000;
  return {
    name: 'canary',
    service,
    routes: [
      route(status.getStatus, () => service.status()),
      route(status.listCanaryRuns, async () => ({ items: await service.latest() })),
    ],
    schedules: everyMs === 0 ? [] : [{ name: 'isolation-canary', everyMs, run: () => service.runInTurn() }],
  };
}
