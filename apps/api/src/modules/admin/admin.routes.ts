import { admin } from '@stageline/contracts';
import { route, type RouteBinding } from '../../http/route.ts';
import type { AdminService } from './admin.service.ts';
import type { AdminTenants } from './admin.tenants.ts';

export function adminRoutes(service: AdminService, tenants: AdminTenants): RouteBinding[] {
  return [
    route(admin.listTenants, ({ query }) => tenants.listTenants(query)),
    route(admin.getTenant, ({ params }) => tenants.getTenant(params.tenantId)),
    route(admin.suspendTenant, ({ actor, params, body }) =>
      tenants.suspend(actor.adminId, params.tenantId, body.slug, body.reason),
    ),
    route(admin.reactivateTenant, ({ params }) => tenants.reactivate(params.tenantId)),
    route(admin.closeTenant, ({ actor, params, body }) =>
      tenants.close(actor.adminId, params.tenantId, body.slug, body.reason),
    ),
    route(admin.reopenTenant, ({ params }) => tenants.reopen(params.tenantId)),
    route(admin.changePlan, ({ params, body }) => tenants.changePlan(params.tenantId, body.plan)),
    route(admin.listMail, ({ query }) => service.listMail(query)),
    route(admin.getMail, ({ params }) => service.getMail(params.mailId)),
  ];
}
