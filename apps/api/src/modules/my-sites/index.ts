import { mySites } from '@stageline/contracts';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { createMySitesService, type MySitesDeps, type MySitesService } from './my-sites.service.ts';

export type { MySitesService } from './my-sites.service.ts';

/** The switcher between the sites of one account. */
export function createMySitesModule(deps: MySitesDeps): ApiModule & { service: MySitesService } {
  const service = createMySitesService(deps);
  return {
    name: 'my-sites',
    service,
    routes: [
      route(mySites.listMySites, async ({ actor, tenant }) => ({
        items: await service.list(actor.accountId, tenant.id),
      })),
      route(mySites.openMySite, ({ actor, body }) => service.open(actor.accountId, body.slug)),
    ],
  };
}
