import { z } from 'zod';
import { defineOperation, Instant, memberAccess } from '../kit/operation.ts';
import { TenantRole } from '../kit/permissions.ts';
import { PasskeyId } from '../kit/ids.ts';
import { NewRecoveryCodes, TotpEnrolment } from './credentials.ts';
import { newPassword, password, requiredText } from './fields.ts';
import { IdentityProvider, PasskeyOptions, PasskeyResponse, ProviderButton, totpCode } from './log-in-step.ts';

export const PasskeyView = z.object({
  id: PasskeyId,
  name: z.string(),
  /** Whether the maker says that it is kept on more than one device. */
  synced: z.boolean(),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
});
export type PasskeyView = z.infer<typeof PasskeyView>;

/** How the signed-in member logs in. */
export const SecurityView = z.object({
  email: z.string(),
  emailVerified: z.boolean(),
  totpSince: Instant.nullable(),
  recoveryCodesLeft: z.int(),
  passkeys: z.array(PasskeyView),
  /** Whether this host can make passkeys; a domain of the site's own cannot. */
  passkeysHere: z.boolean(),
  identities: z.array(z.object({ provider: IdentityProvider, email: z.string().nullable(), linkedAt: Instant })),
  providers: z.array(ProviderButton),
  /** Whether this site demands a second factor of this member's role. */
  factorRequired: z.boolean(),
});
export type SecurityView = z.infer<typeof SecurityView>;

const common = { method: 'POST', host: 'tenant', access: memberAccess() } as const;
const few = { points: 10, perSeconds: 600, by: 'actor' } as const;

export const getSecurity = defineOperation({
  ...common,
  id: 'security.get',
  method: 'GET',
  path: '/api/v1/security',
  summary: 'How the signed-in member logs in',
  response: SecurityView,
});
export const changePassword = defineOperation({
  ...common,
  id: 'security.change-password',
  path: '/api/v1/security/password',
  summary: 'Set a new password; ends every other session',
  body: z.strictObject({ current: password, password: newPassword }),
  status: 204,
  errors: ['invalid-credentials'],
  rateLimit: few,
});
export const sendVerification = defineOperation({
  ...common,
  id: 'security.send-verification',
  path: '/api/v1/security/email/verification',
  summary: 'Mail the link that confirms the e-mail address again',
  status: 202,
  response: z.object({ email: z.string() }),
  rateLimit: { points: 3, perSeconds: 600, by: 'actor' },
});
export const beginTotp = defineOperation({
  ...common,
  id: 'security.begin-totp',
  path: '/api/v1/security/totp',
  stepUp: true,
  summary: 'Begin to enrol an authenticator app',
  response: TotpEnrolment,
  errors: ['conflict'],
  rateLimit: few,
});
export const confirmTotp = defineOperation({
  ...common,
  id: 'security.confirm-totp',
  path: '/api/v1/security/totp/confirm',
  summary: 'Confirm the app by its first code',
  body: z.strictObject({ code: totpCode }),
  response: z.object({ recoveryCodes: NewRecoveryCodes }),
  errors: ['invalid-code', 'log-in-expired'],
  rateLimit: few,
});
export const removeTotp = defineOperation({
  ...common,
  id: 'security.remove-totp',
  method: 'DELETE',
  path: '/api/v1/security/totp',
  stepUp: true,
  summary: 'Remove the authenticator app',
  status: 204,
  errors: ['factor-required'],
});
export const renewRecoveryCodes = defineOperation({
  ...common,
  id: 'security.renew-recovery-codes',
  path: '/api/v1/security/recovery-codes',
  stepUp: true,
  summary: 'Ten new recovery codes; the old ones end',
  response: z.object({ recoveryCodes: z.array(z.string()) }),
  errors: ['conflict'],
  rateLimit: few,
});
export const newPasskeyOptions = defineOperation({
  ...common,
  id: 'security.passkey-options',
  path: '/api/v1/security/passkeys/options',
  stepUp: true,
  summary: 'Begin to make a passkey',
  response: PasskeyOptions,
  errors: ['conflict'],
  rateLimit: { points: 30, perSeconds: 600, by: 'actor' },
});
export const addPasskey = defineOperation({
  ...common,
  id: 'security.add-passkey',
  path: '/api/v1/security/passkeys',
  summary: 'Keep a passkey that the browser has made',
  body: z.strictObject({ name: requiredText(60), response: PasskeyResponse }),
  status: 201,
  response: z.object({ passkey: PasskeyView, recoveryCodes: NewRecoveryCodes }),
  errors: ['invalid-passkey', 'conflict'],
});
const ofPasskey = z.strictObject({ passkeyId: PasskeyId });
export const renamePasskey = defineOperation({
  ...common,
  id: 'security.rename-passkey',
  method: 'PATCH',
  path: '/api/v1/security/passkeys/:passkeyId',
  summary: 'Name a passkey',
  params: ofPasskey,
  body: z.strictObject({ name: requiredText(60) }),
  response: PasskeyView,
});
export const removePasskey = defineOperation({
  ...common,
  id: 'security.remove-passkey',
  method: 'DELETE',
  path: '/api/v1/security/passkeys/:passkeyId',
  stepUp: true,
  summary: 'Remove a passkey',
  params: ofPasskey,
  status: 204,
  errors: ['factor-required'],
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
export const FactorPolicy = z.object({ roles: z.array(TenantRole) });
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
  summary: 'Demand a second factor of roles; who has none is led to enrolment at the next log-in',
  body: z.strictObject({ roles: z.array(TenantRole).max(TenantRole.options.length) }),
  response: FactorPolicy,
});
