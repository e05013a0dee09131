import { z } from 'zod';
import { defineOperation, Instant, memberAccess } from '../kit/operation.ts';
import { TenantRole } from '../kit/permissions.ts';
import { MembershipId } from '../kit/ids.ts';
import { email, newPassword, personName } from './fields.ts';

export const MemberView = z.object({
  id: MembershipId,
  name: z.string(),
  email: z.string(),
  roles: z.array(TenantRole),
  /** Whether new leads are assigned to them. */
  active: z.boolean(),
  openLeads: z.int(),
  createdAt: Instant,
});
export type MemberView = z.infer<typeof MemberView>;

export const listMembers = defineOperation({
  id: 'members.list',
  method: 'GET',
  path: '/api/v1/members',
  host: 'tenant',
  access: memberAccess('team.read'),
  summary: 'The team of this site',
  response: z.object({ items: z.array(MemberView) }),
});
export const addMember = defineOperation({
  id: 'members.add',
  method: 'POST',
  path: '/api/v1/members',
  host: 'tenant',
  access: memberAccess('team.manage'),
  summary: 'Add a team member with a first password',
  body: z.strictObject({
    name: personName,
    email,
    password: newPassword,
    roles: z.array(TenantRole.exclude(['owner'])).min(1),
  }),
  status: 201,
  response: MemberView,
  errors: ['email-taken'],
});
export const updateMember = defineOperation({
  id: 'members.update',
  method: 'PATCH',
  path: '/api/v1/members/:membershipId',
  host: 'tenant',
  access: memberAccess('team.manage'),
  summary: 'Pause or resume the assignment of leads to a member',
  params: z.strictObject({ membershipId: MembershipId }),
  body: z.strictObject({ active: z.boolean() }),
  response: MemberView,
});
