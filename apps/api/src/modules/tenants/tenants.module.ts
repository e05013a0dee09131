import type { Clock, Logger } from '@stageline/platform';
import type { InvalidationBus } from '@stageline/platform/invalidation';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { Redis } from 'ioredis';
import type { ApiModule } from '../../http/module.ts';
import { createTenantAddresses, type SiteNames } from './tenant-addresses.ts';
import { tenantAdministration, type TenantAdministration } from './tenant-administration.repository.ts';
import { createTenantDomains } from './tenant-domains.ts';
import { createTenantPurge, type TenantPurge, type TenantPurgeDeps } from './tenant-purge.ts';
import { createTenantResolver, type TenantResolver } from './tenant-resolver.ts';
import { createTenantsService, type SuspensionListener, type TenantsService } from './tenants.service.ts';

export interface TenantsModuleDeps {
  readonly apex: string;
  readonly scheme: 'http' | 'https';
  readonly redis: Redis;
  readonly bus: InvalidationBus;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly unitOfWork: UnitOfWork;
  readonly names: SiteNames;
  readonly onSuspended: readonly SuspensionListener[];
  readonly onReactivated: readonly SuspensionListener[];
  readonly onAddressChanged: readonly SuspensionListener[];
  readonly outside: TenantPurgeDeps['outside'];
}

const SWEEP_MS = 30 * 60_000;

/** Tenants have no routes of their own: the kernel resolves hosts, sign-ups make them, the admin host governs them. */
export function createTenantsModule(deps: TenantsModuleDeps): ApiModule & {
  service: TenantsService;
  resolver: TenantResolver;
  administration: TenantAdministration;
  purge: TenantPurge;
} {
  const resolver = createTenantResolver(deps);
  const addresses = createTenantAddresses({ ...deps, resolver });
  const domains = createTenantDomains({ ...deps, resolver, onAddressChanged: addresses.addressChanged });
  const service = createTenantsService({ ...deps, resolver, addresses, domains });
  const purge = createTenantPurge({ ...deps, resolver });
  return {
    name: 'tenants',
    service,
    resolver,
    administration: tenantAdministration,
    purge,
    schedules: [
      { name: 'ended-addresses', everyMs: SWEEP_MS, run: async () => void (await addresses.freeEnded()) },
      { name: 'purges', everyMs: SWEEP_MS, run: async () => void (await purge.runDue()) },
    ],
  };
}
