import { z } from 'zod';
import { AdminPermission, AdminRole } from '../kit/admin-permissions.ts';
import { AdminId } from '../kit/ids.ts';
import { LOCALES } from '../kit/locale.ts';
import { adminAccess, defineOperation, publicAccess } from '../kit/operation.ts';
import { email, password } from './fields.ts';
import { NextStep } from './log-in-step.ts';

/** The signed-in administrator, with what their role allows and the operations that they may call, for the client's menus. */
export const AdminMe = z.object({
  id: AdminId,
  name: z.string(),
  email: z.string(),
  role: AdminRole,
  permissions: z.array(AdminPermission),
  /** Ids of operations (`admin.list-tenants`). */
  operations: z.array(z.string()),
  /** Whether they have a second factor. Where the platform demands one, nobody is signed in without. */
  hasSecondFactor: z.boolean(),
});
export type AdminMe = z.infer<typeof AdminMe>;
/** Who is signed in now, or what the log-in asks for first. */
export const AdminLogInAnswer = z.union([AdminMe, NextStep]);

const onAdminHost = { host: 'admin', access: publicAccess, method: 'POST' } as const;

export const adminLogIn = defineOperation({
  ...onAdminHost,
  id: 'admin.log-in',
  path: '/api/v1/auth/log-in',
  summary: 'Log in as a central administrator',
  body: z.strictObject({ email, password }),
  response: AdminLogInAnswer,
  errors: ['invalid-credentials'],
  rateLimit: { points: 10, perSeconds: 60, by: 'ip' },
});
export const adminLogOut = defineOperation({
  ...onAdminHost,
  id: 'admin.log-out',
  path: '/api/v1/auth/log-out',
  summary: 'Forget the session cookie of this host',
  status: 204,
});
export const getAdminMe = defineOperation({
  id: 'admin.me',
  method: 'GET',
  path: '/api/v1/me',
  host: 'admin',
  access: adminAccess(),
  summary: 'Which administrator is signed in',
  response: AdminMe,
});
export const chooseAdminLanguage = defineOperation({
  id: 'admin.choose-language',
  method: 'PUT',
  path: '/api/v1/me/language',
  host: 'admin',
  access: adminAccess(),
  summary: 'The language in which we write to the signed-in administrator',
  body: z.strictObject({ locale: z.enum(LOCALES) }),
  status: 204,
});
