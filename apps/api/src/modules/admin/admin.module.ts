import type { ApiModule } from '../../http/module.ts';
import { adminRoutes } from './admin.routes.ts';
import { createAdminService, type AdminService, type AdminServiceDeps } from './admin.service.ts';

export function createAdminModule(deps: AdminServiceDeps): ApiModule & { service: AdminService } {
  const service = createAdminService(deps);
  return { name: 'admin', service, routes: adminRoutes(service) };
}
