export { createDnsLookup, isPublicAddress } from './dns-lookup.ts';
export { createDomainsModule, type DomainsModule, type DomainsModuleDeps } from './domains.module.ts';
export { failingDomainsByTenants } from './domains.cross-tenant.repository.ts';
export type { DomainsService } from './domains.service.ts';
export { createIssuanceCaps, DEFAULT_LIMITS } from './issuance-caps.ts';
