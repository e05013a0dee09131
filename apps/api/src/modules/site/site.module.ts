import type { MembershipId } from '@stageline/contracts';
import type { StoragePort } from '@stageline/integrations/storage';
import type { Clock } from '@stageline/platform';
import type { InvalidationBus } from '@stageline/platform/invalidation';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId } from '@stageline/tenancy';
import type { ApiModule } from '../../http/module.ts';
import type { AuditLog } from '../audit/index.ts';
import type { TenantsService } from '../tenants/index.ts';
import { createBrandPolicyService, type BrandPolicyService } from './brand-policy.service.ts';
import { createPictureMaker } from './picture.ts';
import { createSharePictures } from './share-picture.ts';
import { createSiteCache } from './site.cache.ts';
import { createSiteDrafts } from './site.drafts.ts';
import { siteSubscribers } from './site.events.ts';
import { createSitePictures } from './site.pictures.ts';
import { siteRoutes } from './site.routes.ts';
import { createSiteService, type NextSessionReader, type SiteService } from './site.service.ts';

export interface SiteModuleDeps {
  readonly bus: InvalidationBus;
  readonly storage: StoragePort;
  readonly unitOfWork: UnitOfWork;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly clock: Clock;
  readonly nextSession: NextSessionReader;
  readonly pastSession: NextSessionReader;
  readonly tenants: Pick<TenantsService, 'find' | 'urlOf' | 'addressOf'>;
  readonly memberName: (id: MembershipId) => Promise<string | null>;
}

export function createSiteModule(
  deps: SiteModuleDeps,
): ApiModule & { service: SiteService; brandPolicy: BrandPolicyService } {
  const { bus, tenants, storage, unitOfWork, audit, clock, nextSession, pastSession, memberName } = deps;
  const cache = createSiteCache(bus, async (tenantId) => {
    const tenant = await tenants.find(tenantId);
    if (tenant === null) return null;
    const { slug, kind } = tenant;
    return { slug, url: tenants.addressOf(tenant), homeUrl: tenants.urlOf(slug), maySimulate: kind !== 'public' };
  });
  const maySimulate = async () => ((await tenants.find(currentTenantId()))?.kind ?? 'public') !== 'public';
  const policy = createBrandPolicyService({ bus, unitOfWork, audit, clock });
  const pictures = createSitePictures({ storage, maker: createPictureMaker(), clock });
  const drafts = createSiteDrafts({ cache, pictures, policy, maySimulate, unitOfWork, audit, clock });
  const service = createSiteService({
    cache,
    drafts,
    pictures,
    sharePictures: createSharePictures(),
    policy,
    storage,
    unitOfWork,
    nextSession,
    pastSession,
    clock,
  });
  return {
    name: 'site',
    service,
    brandPolicy: policy,
    routes: siteRoutes({ service, policy, memberName }),
    subscribers: siteSubscribers(pictures),
  };
}
