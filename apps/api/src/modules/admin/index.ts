export { createAdminModule, type AdminModuleDeps } from './admin.module.ts';
export type { AdminService } from './admin.service.ts';
export type { AdminTenants, TenantCounter, TenantProbes } from './admin.tenants.ts';
