import { admin } from '@stageline/contracts';
import { route, type RouteBinding } from '../../http/route.ts';
import type { AdminService } from './admin.service.ts';

export function adminRoutes(service: AdminService): RouteBinding[] {
  return [
    route(admin.adminLogIn, async ({ body, session }) => {
      const started = await service.logIn(body.email, body.password);
      await session.startAdmin({ adminId: started.admin.id, sessionVersion: started.admin.sessionVersion });
      return started.me;
    }),
    route(admin.adminLogOut, async ({ session }) => session.end()),
    route(admin.getAdminMe, ({ actor }) => service.me(actor.adminId)),
    route(admin.listTenants, ({ query }) => service.listTenants(query)),
    route(admin.suspendTenant, ({ actor, params, body }) =>
      service.suspend(actor.adminId, params.tenantId, body.slug, body.reason),
    ),
    route(admin.reactivateTenant, ({ params }) => service.reactivate(params.tenantId)),
    route(admin.listMail, ({ query }) => service.listMail(query)),
    route(admin.getMail, ({ params }) => service.getMail(params.mailId)),
  ];
}
