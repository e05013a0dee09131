import { address } from '@stageline/contracts';
import { route, type RouteBinding } from '../../http/route.ts';
import type { AddressService } from './address.service.ts';

export function addressRoutes(service: AddressService): RouteBinding[] {
  return [
    route(address.getAddress, ({ tenant }) => service.get(tenant.id)),
    route(address.checkAddress, ({ tenant, query }) => service.check(tenant.id, query.slug)),
    route(address.renameSite, ({ tenant, actor, body }) =>
      service.rename(tenant.id, actor.accountId, body.from, body.slug),
    ),
  ];
}
