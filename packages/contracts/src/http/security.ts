import { z } from 'zod';
import { defineOperation, Instant, memberAccess } from '../kit/operation.ts';
import { RoleRef, TenantRole } from '../kit/permissions.ts';
import { PasskeyId } from '../kit/ids.ts';
import { NewRecoveryCodes, TotpEnrolment } from './credentials.ts';
import { newPassword, password, requiredText } from './fields.ts';
import { IdentityProvider, PasskeyOptions, PasskeyResponse, ProviderButton, totpCode } from './log-in-step.ts';
import { atDoor, idAt, type OwnDoor } from './own-doors.ts';
import { MAX_CUSTOM_ROLES } from './roles.ts';

export const PasskeyView = z.object({
  id: PasskeyId,
  name: z.string(),
  /** Whether the maker says that it is kept on more than one device. */
  synced: z.boolean(),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
});
export type PasskeyView = z.infer<typeof PasskeyView>;

/** How somebody logs in, as far as members and administrators do it alike. */
const OwnSecurity = z.object({
  email: z.string(),
  totpSince: Instant.nullable(),
  recoveryCodesLeft: z.int(),
  passkeys: z.array(PasskeyView),
  /** Whether this host can make passkeys; a domain of the site's own cannot. */
  passkeysHere: z.boolean(),
  /** Whether the site, or the platform, demands a second factor of the caller. */
  factorRequired: z.boolean(),
});
export type OwnSecurity = z.infer<typeof OwnSecurity>;

/** How the signed-in member logs in. */
export const SecurityView = OwnSecurity.extend({
  emailVerified: z.boolean(),
  identities: z.array(z.object({ provider: IdentityProvider, email: z.string().nullable(), linkedAt: Instant })),
  providers: z.array(ProviderButton),
});
export type SecurityView = z.infer<typeof SecurityView>;

const few = { points: 10, perSeconds: 600, by: 'actor' } as const;
const ofPasskey = z.strictObject({ passkeyId: PasskeyId });

/** The page on which somebody looks after how they log in; the same for members and for administrators. */
function securityAt<const D extends OwnDoor, View extends z.ZodType>(door: D, view: View) {
  const common = { ...atDoor(door), method: 'POST' } as const;
  return {
    getSecurity: defineOperation({
      ...common,
      id: idAt(door, 'security.get'),
      method: 'GET',
      path: '/api/v1/security',
      summary: 'How the caller logs in',
      response: view,
    }),
    changePassword: defineOperation({
      ...common,
      id: idAt(door, 'security.change-password'),
      path: '/api/v1/security/password',
      summary: 'Set a new password; ends every other session',
      body: z.strictObject({ current: password, password: newPassword }),
      status: 204,
      errors: ['invalid-credentials'],
      rateLimit: few,
    }),
    beginTotp: defineOperation({
      ...common,
      id: idAt(door, 'security.begin-totp'),
      path: '/api/v1/security/totp',
      stepUp: true,
      summary: 'Begin to enrol an authenticator app',
      response: TotpEnrolment,
      errors: ['conflict'],
      rateLimit: few,
    }),
    confirmTotp: defineOperation({
      ...common,
      id: idAt(door, 'security.confirm-totp'),
      path: '/api/v1/security/totp/confirm',
      summary: 'Confirm the app by its first code',
      body: z.strictObject({ code: totpCode }),
      response: z.object({ recoveryCodes: NewRecoveryCodes }),
      errors: ['invalid-code', 'log-in-expired'],
      rateLimit: few,
    }),
    removeTotp: defineOperation({
      ...common,
      id: idAt(door, 'security.remove-totp'),
      method: 'DELETE',
      path: '/api/v1/security/totp',
      stepUp: true,
      summary: 'Remove the authenticator app',
      status: 204,
      errors: ['factor-required'],
    }),
    renewRecoveryCodes: defineOperation({
      ...common,
      id: idAt(door, 'security.renew-recovery-codes'),
      path: '/api/v1/security/recovery-codes',
      stepUp: true,
      summary: 'Ten new recovery codes; the old ones end',
      response: z.object({ recoveryCodes: z.array(z.string()) }),
      errors: ['conflict'],
      rateLimit: few,
    }),
    newPasskeyOptions: defineOperation({
      ...common,
      id: idAt(door, 'security.passkey-options'),
      path: '/api/v1/security/passkeys/options',
      stepUp: true,
      summary: 'Begin to make a passkey',
      response: PasskeyOptions,
      errors: ['conflict'],
      rateLimit: { points: 30, perSeconds: 600, by: 'actor' },
    }),
    addPasskey: defineOperation({
      ...common,
      id: idAt(door, 'security.add-passkey'),
      path: '/api/v1/security/passkeys',
      summary: 'Keep a passkey that the browser has made',
      body: z.strictObject({ name: requiredText(60), response: PasskeyResponse }),
      status: 201,
      response: z.object({ passkey: PasskeyView, recoveryCodes: NewRecoveryCodes }),
      errors: ['invalid-passkey', 'conflict'],
    }),
    renamePasskey: defineOperation({
      ...common,
      id: idAt(door, 'security.rename-passkey'),
      method: 'PATCH',
      path: '/api/v1/security/passkeys/:passkeyId',
      summary: 'Name a passkey',
      params: ofPasskey,
      body: z.strictObject({ name: requiredText(60) }),
      response: PasskeyView,
    }),
    removePasskey: defineOperation({
      ...common,
      id: idAt(door, 'security.remove-passkey'),
      method: 'DELETE',
      path: '/api/v1/security/passkeys/:passkeyId',
      stepUp: true,
      summary: 'Remove a passkey',
      params: ofPasskey,
      status: 204,
      errors: ['factor-required'],
    }),
  };
}

export const {
  getSecurity,
  changePassword,
  beginTotp,
  confirmTotp,
  removeTotp,
  renewRecoveryCodes,
  newPasskeyOptions,
  addPasskey,
  renamePasskey,
  removePasskey,
} = securityAt('auth', SecurityView);

export const {
  getSecurity: getAdminSecurity,
  changePassword: adminChangePassword,
  beginTotp: adminBeginTotp,
  confirmTotp: adminConfirmTotp,
  removeTotp: adminRemoveTotp,
  renewRecoveryCodes: adminRenewRecoveryCodes,
  newPasskeyOptions: adminNewPasskeyOptions,
  addPasskey: adminAddPasskey,
  renamePasskey: adminRenamePasskey,
  removePasskey: adminRemovePasskey,
} = securityAt('admin', OwnSecurity);

const common = { method: 'POST', host: 'tenant', access: memberAccess() } as const;

export const sendVerification = defineOperation({
  ...common,
  id: 'security.send-verification',
  path: '/api/v1/security/email/verification',
  summary: 'Mail the link that confirms the e-mail address again',
  status: 202,
  response: z.object({ email: z.string() }),
  rateLimit: { points: 3, perSeconds: 600, by: 'actor' },
});
const ofProvider = z.strictObject({ provider: IdentityProvider });
export const startLinking = defineOperation({
  ...common,
  id: 'security.start-linking',
  path: '/api/v1/security/identities/:provider',
  stepUp: true,
  summary: 'Begin to link a log-in of another company; answers the address to go to',
  params: ofProvider,
  response: z.object({ url: z.string() }),
  rateLimit: few,
});
export const linkIdentity = defineOperation({
  ...common,
  id: 'security.link-identity',
  path: '/api/v1/security/identities',
  summary: 'Finish linking with the token that came back',
  body: z.strictObject({ token: z.string().min(20).max(2000) }),
  response: z.object({ provider: IdentityProvider }),
  errors: ['invalid-ticket', 'identity-taken'],
});
export const unlinkIdentity = defineOperation({
  ...common,
  id: 'security.unlink-identity',
  method: 'DELETE',
  path: '/api/v1/security/identities/:provider',
  stepUp: true,
  summary: 'Unlink a log-in of another company',
  params: ofProvider,
  status: 204,
});

/** Roles of this site whose members need a second factor. */
export const FactorPolicy = z.object({ roles: z.array(RoleRef) });
export const getFactorPolicy = defineOperation({
  ...common,
  id: 'security.get-policy',
  method: 'GET',
  path: '/api/v1/security/policy',
  access: memberAccess('security.manage'),
  summary: 'Of which roles this site demands a second factor',
  response: FactorPolicy,
});
export const updateFactorPolicy = defineOperation({
  ...common,
  id: 'security.update-policy',
  method: 'PUT',
  path: '/api/v1/security/policy',
  access: memberAccess('security.manage'),
  stepUp: true,
  summary:
    'Demand a second factor of roles. Sessions that began without one end at once; who has none is led to enrolment at the log-in',
  body: z.strictObject({ roles: z.array(RoleRef).max(TenantRole.options.length + MAX_CUSTOM_ROLES) }),
  response: FactorPolicy,
  errors: ['own-factor-first'],
});
