export { countMembersByTenants } from './members.cross-tenant.repository.ts';
export { createMembersModule } from './members.module.ts';
export type { Membership } from './members.repository.ts';
export type { InvitationsService } from './invitations.service.ts';
export type { MembersService, NewMember, OpenLeadCounter, Recipient } from './members.service.ts';
export type { RolesService } from './roles.service.ts';
