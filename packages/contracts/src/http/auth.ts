import { z } from 'zod';
import { defineOperation, memberAccess, publicAccess } from '../kit/operation.ts';
import { Permission, RoleRef } from '../kit/permissions.ts';
import { AccountId, MembershipId } from '../kit/ids.ts';
import { LOCALES } from '../kit/locale.ts';
import { email, password } from './fields.ts';
import { NextStep } from './log-in-step.ts';

/** The signed-in member, with what their roles allow and the operations that they may call, for the client's menus. */
export const Me = z.object({
  accountId: AccountId,
  membershipId: MembershipId,
  name: z.string(),
  email: z.string(),
  roles: z.array(RoleRef),
  permissions: z.array(Permission),
  /** Ids of operations (`leads.list`). */
  operations: z.array(z.string()),
  emailVerified: z.boolean(),
  /** What we write to them is in it. */
  locale: z.enum(LOCALES),
});
export type Me = z.infer<typeof Me>;
/** Who is signed in now, or what the log-in asks for first. */
export const LogInAnswer = z.union([Me, NextStep]);

export const logIn = defineOperation({
  id: 'auth.log-in',
  method: 'POST',
  path: '/api/v1/auth/log-in',
  host: 'tenant',
  access: publicAccess,
  summary: 'Log in to this site; sets the session cookie of this host',
  body: z.strictObject({ email, password }),
  response: LogInAnswer,
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
  response: LogInAnswer,
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
export const chooseLanguage = defineOperation({
  id: 'auth.choose-language',
  method: 'PUT',
  path: '/api/v1/me/language',
  host: 'tenant',
  access: memberAccess(),
  summary: 'The language in which we write to the signed-in member, on every site',
  body: z.strictObject({ locale: z.enum(LOCALES) }),
  status: 204,
});
