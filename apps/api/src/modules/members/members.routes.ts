import { invitations, members, roles } from '@stageline/contracts';
import { route, type RouteBinding } from '../../http/route.ts';
import type { InvitationsService } from './invitations.service.ts';
import type { MembersService } from './members.service.ts';
import type { RolesService } from './roles.service.ts';

/** The contract's permission is the policy of every route; what an actor may give away is the services' business. */
export function memberRoutes(service: MembersService): RouteBinding[] {
  return [
    route(members.listMembers, async () => ({ items: await service.list() })),
    route(members.updateMember, ({ params, body }) => service.setActive(params.membershipId, body.active)),
    route(members.changeMemberRoles, ({ actor, params, body }) =>
      service.changeRoles(actor, params.membershipId, body),
    ),
    route(members.setMemberLeader, ({ params, body }) => service.setLeader(params.membershipId, body.leaderId)),
    route(members.removeMember, ({ actor, params }) => service.remove(actor, params.membershipId)),
  ];
}

export function roleRoutes(service: RolesService): RouteBinding[] {
  return [
    route(roles.listRoles, async () => ({ items: await service.list() })),
    route(roles.createRole, ({ actor, body }) => service.create(actor, body)),
    route(roles.updateRole, ({ actor, params, body: { version, ...change } }) =>
      service.update(actor, params.roleId, version, change),
    ),
    route(roles.removeRole, ({ params }) => service.remove(params.roleId)),
  ];
}

export function invitationRoutes(service: InvitationsService): RouteBinding[] {
  return [
    route(invitations.listInvitations, async () => ({ items: await service.list() })),
    route(invitations.invite, ({ actor, body }) => service.invite(actor, body)),
    route(invitations.resendInvitation, ({ actor, params }) => service.resend(actor, params.invitationId)),
    route(invitations.revokeInvitation, ({ params }) => service.revoke(params.invitationId)),
    route(invitations.readInvitation, ({ body }) => service.read(body.token)),
    route(invitations.acceptInvitation, ({ body }) => service.accept(body)),
  ];
}
