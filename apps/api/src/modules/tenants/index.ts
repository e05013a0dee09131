export { createTenantsModule, type TenantsModuleDeps } from './tenants.module.ts';
export type { TenantResolver } from './tenant-resolver.ts';
export type { ProvisioningRecords, SuspensionListener, TenantsService } from './tenants.service.ts';
export type { NewSignup, SignupRecord, TenantRecord } from './tenants.types.ts';
