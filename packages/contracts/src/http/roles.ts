import { z } from 'zod';
import { defineOperation, memberAccess } from '../kit/operation.ts';
import { isOwnerOnly, Permission } from '../kit/permissions.ts';
import { RoleId } from '../kit/ids.ts';
import { requiredText } from './fields.ts';

/** Roles that one site may define besides those that every site has. */
export const MAX_CUSTOM_ROLES = 20;

export const CustomRole = z.object({
  id: RoleId,
  version: z.int(),
  name: z.string(),
  permissions: z.array(Permission),
  /** Members who have it. */
  members: z.int(),
});
export type CustomRole = z.infer<typeof CustomRole>;

const RoleBody = z.strictObject({
  name: requiredText(40),
  permissions: z
    .array(Permission)
    .max(100)
    .refine((granted) => !granted.some(isOwnerOnly), 'Some of these belong to the owner alone.'),
});
const RoleParams = z.strictObject({ roleId: RoleId });

export const listRoles = defineOperation({
  id: 'roles.list',
  method: 'GET',
  path: '/api/v1/roles',
  host: 'tenant',
  access: memberAccess('team.read'),
  summary: 'The roles that this site has defined for itself',
  response: z.object({ items: z.array(CustomRole) }),
});
export const createRole = defineOperation({
  id: 'roles.create',
  method: 'POST',
  path: '/api/v1/roles',
  host: 'tenant',
  access: memberAccess('roles.manage'),
  stepUp: true,
  summary: 'Define a role out of permissions that the caller has',
  body: RoleBody,
  status: 201,
  response: CustomRole,
  errors: ['limit-reached', 'name-taken'],
});
export const updateRole = defineOperation({
  id: 'roles.update',
  method: 'PUT',
  path: '/api/v1/roles/:roleId',
  host: 'tenant',
  access: memberAccess('roles.manage'),
  stepUp: true,
  summary: 'Change what a role allows; holds at once for everybody who has it',
  params: RoleParams,
  body: RoleBody.extend({ version: z.int() }),
  response: CustomRole,
  errors: ['conflict', 'name-taken'],
});
export const removeRole = defineOperation({
  id: 'roles.remove',
  method: 'DELETE',
  path: '/api/v1/roles/:roleId',
  host: 'tenant',
  access: memberAccess('roles.manage'),
  stepUp: true,
  summary: 'Remove a role that nobody has',
  params: RoleParams,
  status: 204,
  errors: ['role-in-use'],
});
