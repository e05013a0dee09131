import { z } from 'zod';
import { defineOperation, Instant, memberAccess } from '../kit/operation.ts';
import { RoleRef } from '../kit/permissions.ts';
import { MembershipId } from '../kit/ids.ts';

/** What a member has achieved with the promoter, from 1 to 10; who assigns leads may ask for a least one (F-06). */
export const Rank = z.int().min(1, 'From 1 to 10.').max(10, 'From 1 to 10.');
/** The roles of one member or invitation. */
export const Roles = z
  .array(RoleRef)
  .min(1, 'Please choose at least one.')
  .max(10)
  .refine((roles) => new Set(roles).size === roles.length, 'Each role once.');

export const MemberView = z.object({
  id: MembershipId,
  name: z.string(),
  email: z.string(),
  roles: z.array(RoleRef),
  rank: z.int(),
  /** Whether new leads are assigned to them. */
  active: z.boolean(),
  openLeads: z.int(),
  /** Who leads them; null for nobody. */
  leaderId: MembershipId.nullable(),
  createdAt: Instant,
});
export type MemberView = z.infer<typeof MemberView>;

const MemberParams = z.strictObject({ membershipId: MembershipId });

export const listMembers = defineOperation({
  id: 'members.list',
  method: 'GET',
  path: '/api/v1/members',
  host: 'tenant',
  access: memberAccess('team.read'),
  summary: 'The team of this site',
  response: z.object({ items: z.array(MemberView) }),
});
export const updateMember = defineOperation({
  id: 'members.update',
  method: 'PATCH',
  path: '/api/v1/members/:membershipId',
  host: 'tenant',
  access: memberAccess('team.manage'),
  summary: 'Pause or resume the assignment of leads to a member',
  params: MemberParams,
  body: z.strictObject({ active: z.boolean() }),
  response: MemberView,
});
export const changeMemberRoles = defineOperation({
  id: 'members.change-roles',
  method: 'PUT',
  path: '/api/v1/members/:membershipId/roles',
  host: 'tenant',
  access: memberAccess('team.manage'),
  stepUp: true,
  summary: 'Give a member other roles and another rank; holds at once, wherever they are signed in',
  params: MemberParams,
  body: z.strictObject({ roles: Roles, rank: Rank }),
  response: MemberView,
  errors: ['last-owner'],
});
export const setMemberLeader = defineOperation({
  id: 'members.set-leader',
  method: 'PUT',
  path: '/api/v1/members/:membershipId/leader',
  host: 'tenant',
  access: memberAccess('team.manage'),
  summary: 'Say who leads a member; nobody leads themselves, however many stand between',
  params: MemberParams,
  body: z.strictObject({ leaderId: MembershipId.nullable() }),
  response: MemberView,
});
export const removeMember = defineOperation({
  id: 'members.remove',
  method: 'DELETE',
  path: '/api/v1/members/:membershipId',
  host: 'tenant',
  access: memberAccess('team.manage'),
  stepUp: true,
  summary: 'Take a member off the team; signs them out of this site',
  params: MemberParams,
  status: 204,
  errors: ['last-owner'],
});
