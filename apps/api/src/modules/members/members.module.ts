import type { ApiModule } from '../../http/module.ts';
import { createInvitationsService, type InvitationsServiceDeps } from './invitations.service.ts';
import { invitationRoutes, memberRoutes, roleRoutes } from './members.routes.ts';
import { createMembersService, type MembersService, type MembersServiceDeps } from './members.service.ts';
import { createRolesService, type RolesService } from './roles.service.ts';

export type MembersModuleDeps = Omit<MembersServiceDeps & InvitationsServiceDeps, 'roles' | 'members'>;

/** The team of a site: members, their roles, and invitations. */
export function createMembersModule(
  deps: MembersModuleDeps,
): ApiModule & { service: MembersService; roles: RolesService } {
  const roles = createRolesService(deps);
  const service = createMembersService({ ...deps, roles });
  const invitations = createInvitationsService({ ...deps, roles, members: service });
  const routes = [...memberRoutes(service), ...roleRoutes(roles), ...invitationRoutes(invitations)];
  return { name: 'members', service, roles, routes };
}
