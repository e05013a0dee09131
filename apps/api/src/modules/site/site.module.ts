import type { TenantId } from '@stageline/contracts';
import type { InvalidationBus } from '@stageline/platform/invalidation';
import type { ApiModule } from '../../http/module.ts';
import type { TenantsService } from '../tenants/index.ts';
import { createSiteCache } from './site.cache.ts';
import { siteRoutes } from './site.routes.ts';
import { createSiteService, type SiteService, type SiteServiceDeps } from './site.service.ts';

export type SiteModuleDeps = Omit<SiteServiceDeps, 'cache' | 'urlOf'> & {
  readonly bus: InvalidationBus;
  readonly tenants: Pick<TenantsService, 'find' | 'urlOf'>;
};

export function createSiteModule({ bus, tenants, ...deps }: SiteModuleDeps): ApiModule & { service: SiteService } {
  const slugOf = async (tenantId: TenantId) => (await tenants.find(tenantId))?.slug ?? null;
  const service = createSiteService({ ...deps, cache: createSiteCache(bus, slugOf), urlOf: tenants.urlOf });
  return { name: 'site', service, routes: siteRoutes(service) };
}
