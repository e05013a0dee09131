export type { TenantAdministration, TenantFacts, TenantPause } from './tenant-administration.repository.ts';
export { createTenantsModule, type TenantsModuleDeps } from './tenants.module.ts';
export type { FormerAddress, SiteNames, TenantAddresses } from './tenant-addresses.ts';
export type { TenantDomains } from './tenant-domains.ts';
export type { TenantResolver } from './tenant-resolver.ts';
export type { ProvisioningRecords, SuspensionListener, TenantsService, Within } from './tenants.service.ts';
export { tenantMigrations } from './tenants.migrations.ts';
export type { NewSignup, SignupRecord, TenantRecord } from './tenants.types.ts';
