import type { TenantId } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import { tenantDomainsRepository, type HeldDomain } from './tenant-domains.repository.ts';
import type { TenantResolver } from './tenant-resolver.ts';
import { tenantsRepository } from './tenants.repository.ts';

/** Custom hosts as the resolver knows them. Changes join the caller's transaction; `announce` follows its commit. */
export interface TenantDomains {
  find(host: string): Promise<HeldDomain | null>;
  /**
   * Gives a host to a tenant whose owner has proved that it is theirs.
   * @param enabled whether it leads to us, so that a certificate may be ordered
   * @returns false when another tenant has it
   */
  hold(host: string, tenantId: TenantId, enabled: boolean): Promise<boolean>;
  /** Takes a host from a tenant; one that it has not is left alone. */
  release(host: string, tenantId: TenantId): Promise<void>;
  /** Where visitors of the tenant's other hosts are led; null: nowhere. */
  setPrimaryHost(tenantId: TenantId, host: string | null): Promise<void>;
  /** Puts a tenant and its hosts before every process, and makes all forget a host that it has given up. */
  announce(tenantId: TenantId, releasedHost?: string): Promise<void>;
}

export function createTenantDomains(deps: {
  readonly resolver: TenantResolver;
  readonly clock: Clock;
  /** Told after the address of a site may have changed. */
  readonly onAddressChanged: (tenantId: TenantId) => Promise<void>;
}): TenantDomains {
  return {
    find: (host) => tenantDomainsRepository.find(host),
    hold: (host, tenantId, enabled) => tenantDomainsRepository.hold(host, tenantId, enabled, deps.clock.now()),
    release: (host, tenantId) => tenantDomainsRepository.release(host, tenantId),
    setPrimaryHost: (tenantId, host) => tenantsRepository.setPrimaryHost(tenantId, host),
    async announce(tenantId, releasedHost) {
      const tenant = await tenantsRepository.findById(tenantId);
      if (releasedHost !== undefined) await deps.resolver.forgetDomain(releasedHost);
      if (tenant !== null) await deps.resolver.announce(tenant);
      await deps.onAddressChanged(tenantId);
    },
  };
}
