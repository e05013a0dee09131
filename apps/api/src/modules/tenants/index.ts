export { createTenantsModule, type TenantsModuleDeps } from './tenants.module.ts';
export type { FormerAddress, SiteNames, TenantAddresses } from './tenant-addresses.ts';
export type { TenantResolver } from './tenant-resolver.ts';
export type { ProvisioningRecords, SuspensionListener, TenantsService } from './tenants.service.ts';
export { tenantMigrations } from './tenants.migrations.ts';
export type { NewSignup, SignupRecord, TenantRecord } from './tenants.types.ts';
