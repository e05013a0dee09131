import { z } from 'zod';
import { AdminRole } from '../kit/admin-permissions.ts';
import { AdminId, AdminInvitationId } from '../kit/ids.ts';
import { adminAccess, defineOperation, Instant, publicAccess } from '../kit/operation.ts';
import { email, newPassword, personName } from './fields.ts';

/** Administrators and invitations that there may be together. */
export const MAX_ADMINS = 50;
/** Days that the link in an invitation is good. */
export const ADMIN_INVITATION_DAYS = 3;

/** One central administrator. */
export const AdminView = z.object({
  id: AdminId,
  name: z.string(),
  email: z.string(),
  role: AdminRole,
  hasSecondFactor: z.boolean(),
  since: Instant,
});
export type AdminView = z.infer<typeof AdminView>;

export const AdminInvitationView = z.object({
  id: AdminInvitationId,
  email: z.string(),
  role: AdminRole,
  invitedBy: z.string(),
  expiresAt: Instant,
  expired: z.boolean(),
});
export type AdminInvitationView = z.infer<typeof AdminInvitationView>;

/** `<invitation>.<secret>`, from the fragment of the link: what only fetches the page never sends it. */
const token = z.string().min(20).max(200);
const AdminParams = z.strictObject({ adminId: AdminId });

export const listAdmins = defineOperation({
  id: 'admins.list',
  method: 'GET',
  path: '/api/v1/admins',
  host: 'admin',
  access: adminAccess('admins.read'),
  summary: 'Who administers the platform, and who is invited to',
  response: z.object({ items: z.array(AdminView), invitations: z.array(AdminInvitationView) }),
});
export const inviteAdmin = defineOperation({
  id: 'admins.invite',
  method: 'POST',
  path: '/api/v1/admins/invitations',
  host: 'admin',
  access: adminAccess('admins.manage'),
  stepUp: true,
  summary:
    'Invite an administrator; the link is mailed and answered once. A second one to an address replaces the first',
  body: z.strictObject({ email, role: AdminRole }),
  status: 201,
  response: z.object({ invitation: AdminInvitationView, url: z.string() }),
  errors: ['email-taken', 'limit-reached'],
  rateLimit: { points: 30, perSeconds: 3600, by: 'actor' },
});
export const revokeAdminInvitation = defineOperation({
  id: 'admins.revoke-invitation',
  method: 'DELETE',
  path: '/api/v1/admins/invitations/:invitationId',
  host: 'admin',
  access: adminAccess('admins.manage'),
  summary: 'Take an invitation back; its link ends',
  params: z.strictObject({ invitationId: AdminInvitationId }),
  status: 204,
});
export const changeAdminRole = defineOperation({
  id: 'admins.change-role',
  method: 'PUT',
  path: '/api/v1/admins/:adminId/role',
  host: 'admin',
  access: adminAccess('admins.manage'),
  stepUp: true,
  summary: 'Give an administrator another role; ends their sessions and visits',
  params: AdminParams,
  body: z.strictObject({ role: AdminRole }),
  response: AdminView,
  errors: ['last-admin-owner'],
});
export const removeAdmin = defineOperation({
  id: 'admins.remove',
  method: 'DELETE',
  path: '/api/v1/admins/:adminId',
  host: 'admin',
  access: adminAccess('admins.manage'),
  stepUp: true,
  summary: 'Remove an administrator with all that they log in with; ends their sessions and visits',
  params: AdminParams,
  status: 204,
  errors: ['last-admin-owner'],
});
export const readAdminInvitation = defineOperation({
  id: 'admins.read-invitation',
  method: 'POST',
  path: '/api/v1/admins/invitations/read',
  host: 'admin',
  access: publicAccess,
  summary: 'What the holder of a link is invited to; spends nothing',
  body: z.strictObject({ token }),
  response: z.object({ email: z.string(), invitedBy: z.string(), role: AdminRole, expiresAt: Instant }),
  errors: ['invalid-link'],
  rateLimit: { points: 30, perSeconds: 300, by: 'ip' },
});
export const acceptAdminInvitation = defineOperation({
  id: 'admins.accept-invitation',
  method: 'POST',
  path: '/api/v1/admins/invitations/accept',
  host: 'admin',
  access: publicAccess,
  summary: 'Become an administrator, once, with a password of their own. Log in afterwards',
  body: z.strictObject({ token, name: personName, password: newPassword }),
  response: z.object({ email: z.string() }),
  errors: ['invalid-link', 'email-taken'],
  rateLimit: { points: 10, perSeconds: 300, by: 'ip' },
});
