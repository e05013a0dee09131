import { z } from 'zod';
import { defineOperation, memberAccess, publicAccess } from '../kit/operation.ts';
import { Permission, TenantRole } from '../kit/permissions.ts';
import { AccountId, MembershipId } from '../kit/ids.ts';
import { email, password } from './fields.ts';

/** The signed-in member, with what their roles allow and the operations that they may call, for the client's menus. */
export const Me = z.object({
  accountId: AccountId,
  membershipId: MembershipId,
  name: z.string(),
  email: z.string(),
  roles: z.array(TenantRole),
  permissions: z.array(Permission),
  /** Ids of operations (`leads.list`). */
  operations: z.array(z.string()),
});
export type Me = z.infer<typeof Me>;

export const logIn = defineOperation({
  id: 'auth.log-in',
  method: 'POST',
  path: '/api/v1/auth/log-in',
  host: 'tenant',
  access: publicAccess,
  summary: 'Log in to this site; sets the session cookie of this host',
  body: z.strictObject({ email, password }),
  response: Me,
  errors: ['invalid-credentials'],
  rateLimit: { points: 10, perSeconds: 60, by: 'ip' },
});
export const handover = defineOperation({
  id: 'auth.hand-over',
  method: 'POST',
  path: '/api/v1/auth/handover',
  host: 'tenant',
  access: publicAccess,
  summary: 'Spend a hand-over token of the platform host; sets the session cookie of this host',
  body: z.strictObject({ token: z.string().min(20).max(2000) }),
  response: Me,
  errors: ['invalid-ticket'],
  rateLimit: { points: 30, perSeconds: 60, by: 'ip' },
});
export const logOut = defineOperation({
  id: 'auth.log-out',
  method: 'POST',
  path: '/api/v1/auth/log-out',
  host: 'tenant',
  access: publicAccess,
  summary: 'Forget the session cookie of this host',
  status: 204,
});
export const getMe = defineOperation({
  id: 'auth.me',
  method: 'GET',
  path: '/api/v1/me',
  host: 'tenant',
  access: memberAccess(),
  summary: 'Who is signed in',
  response: Me,
});
