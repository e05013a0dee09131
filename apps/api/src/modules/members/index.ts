export { createMembersModule } from './members.module.ts';
export type { Membership } from './members.repository.ts';
export type { MembersService, MembersServiceDeps, NewMember, OpenLeadCounter } from './members.service.ts';
