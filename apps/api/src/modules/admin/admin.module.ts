import type { ApiModule } from '../../http/module.ts';
import { adminRoutes } from './admin.routes.ts';
import { createAdminService, type AdminService, type AdminServiceDeps } from './admin.service.ts';
import { createAdminTenants, type AdminTenants, type AdminTenantsDeps } from './admin.tenants.ts';

export type AdminModuleDeps = Omit<AdminServiceDeps & AdminTenantsDeps, 'tenants'> & {
  readonly tenants: AdminTenantsDeps['tenants'];
};

export function createAdminModule(deps: AdminModuleDeps): ApiModule & { service: AdminService; tenants: AdminTenants } {
  const service = createAdminService(deps);
  const tenants = createAdminTenants(deps);
  return { name: 'admin', service, tenants, routes: adminRoutes(service, tenants) };
}
