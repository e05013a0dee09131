import { admins } from '@stageline/contracts';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { createAdminsService, type AdminsService, type AdminsServiceDeps } from './admins.service.ts';

export type AdminsModuleDeps = AdminsServiceDeps;

/** Central administrators and their roles. */
export function createAdminsModule(deps: AdminsModuleDeps): ApiModule & { service: AdminsService } {
  const service = createAdminsService(deps);
  return {
    name: 'admins',
    service,
    routes: [
      route(admins.listAdmins, () => service.list()),
      route(admins.inviteAdmin, ({ actor, body }) => service.invite(actor.adminId, body)),
      route(admins.revokeAdminInvitation, ({ params }) => service.revoke(params.invitationId)),
      route(admins.changeAdminRole, ({ params, body }) => service.changeRole(params.adminId, body.role)),
      route(admins.removeAdmin, ({ params }) => service.remove(params.adminId)),
      route(admins.readAdminInvitation, ({ body }) => service.read(body.token)),
      route(admins.acceptAdminInvitation, ({ body }) => service.accept(body)),
    ],
  };
}
