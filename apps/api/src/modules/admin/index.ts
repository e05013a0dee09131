export { createAdminModule } from './admin.module.ts';
export type { AdminService, AdminServiceDeps, TenantCounter } from './admin.service.ts';
