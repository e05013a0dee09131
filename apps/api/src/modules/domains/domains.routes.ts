import { domains } from '@stageline/contracts';
import { route, type RouteBinding } from '../../http/route.ts';
import type { DomainDoctor } from './doctor.ts';
import type { DomainsService } from './domains.service.ts';

/** The contract's permission is the policy of every route here. */
export function domainRoutes(service: DomainsService, doctor: DomainDoctor): RouteBinding[] {
  return [
    route(domains.listDomains, ({ tenant }) => service.list(tenant)),
    route(domains.addDomain, ({ body }) => service.add(body.host)),
    route(domains.checkDomain, ({ params }) => service.checkNow(params.domainId)),
    route(domains.removeDomain, ({ params }) => service.remove(params.domainId)),
    route(domains.setPrimaryHost, ({ body }) => service.choosePrimary(body.domainId)),
    route(domains.inspectDomain, ({ tenant, query }) => doctor.examine(tenant, query.domainId ?? null)),
  ];
}
