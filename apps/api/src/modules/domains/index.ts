export { createDnsLookup, isPublicAddress, type Answer as DnsAnswer, type DnsLookup } from './dns-lookup.ts';
export { parseDomainName, registrableDomain } from './domain-name.ts';
export { createDomainsModule, type DomainsModule, type DomainsModuleDeps } from './domains.module.ts';
export { failingDomainsByTenants } from './domains.cross-tenant.repository.ts';
export type { DomainsService } from './domains.service.ts';
export { createIssuanceCaps, DEFAULT_LIMITS } from './issuance-caps.ts';
