import { SitePaused } from '@stageline/contracts';
import { subscriber } from '@stageline/platform/outbox';
import type { ApiModule } from '../../http/module.ts';
import { createPauseMails, type PauseMailsDeps } from './admin.mail.ts';
import { adminRoutes } from './admin.routes.ts';
import { createAdminService, type AdminService, type AdminServiceDeps } from './admin.service.ts';
import { createAdminTenants, type AdminTenants, type AdminTenantsDeps } from './admin.tenants.ts';

export type AdminModuleDeps = Omit<AdminServiceDeps & AdminTenantsDeps & PauseMailsDeps, 'tenants' | 'mail'> & {
  readonly tenants: AdminTenantsDeps['tenants'];
  readonly mail: AdminServiceDeps['mail'] & PauseMailsDeps['mail'];
};

export function createAdminModule(deps: AdminModuleDeps): ApiModule & { service: AdminService; tenants: AdminTenants } {
  const service = createAdminService(deps);
  const tenants = createAdminTenants(deps);
  const pauseMails = createPauseMails(deps);
  return {
    name: 'admin',
    service,
    tenants,
    routes: adminRoutes(service, tenants),
    subscribers: [
      subscriber({
        id: 'admin.tell-owners',
        event: SitePaused,
        alsoPaused: true,
        handle: (told, { eventId }) => pauseMails.tell(told, eventId),
      }),
    ],
  };
}
