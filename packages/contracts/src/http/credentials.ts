import { z } from 'zod';
import { defineOperation, publicAccess } from '../kit/operation.ts';
import { LogInAnswer, Me } from './auth.ts';
import { email, newPassword } from './fields.ts';
import {
  IdentityProvider,
  PasskeyOptions,
  PasskeyResponse,
  pendingToken,
  ProviderButton,
  recoveryCode,
  totpCode,
} from './log-in-step.ts';
import { PlatformLogInAnswer } from './signups.ts';

/** The secret of a mailed link, or of a hand-over. */
const linkToken = z.string().min(20).max(2000);
const ofAddress = z.strictObject({ email });
/** An address that exists and one that does not get the same answer, as fast. */
const asked = { status: 202, response: z.object({ email: z.string() }) } as const;
const few = { points: 10, perSeconds: 600, by: 'ip' } as const;
const some = { points: 20, perSeconds: 60, by: 'ip' } as const;
/** Where to go after the log-in: a path of this host. */
const next = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])/, 'A path of this site.')
  .optional();

type Door = 'auth' | 'platform';
type HostOf<D extends Door> = D extends 'auth' ? 'tenant' : 'platform';

/** The ways in that a site's host and the platform's have in common; they differ in what a finished log-in answers. */
function waysIn<const D extends Door, Answer extends z.ZodType>(door: D, answer: Answer) {
  const id = <const Name extends string>(name: Name) => `${door}.${name}` as `${D}.${Name}`;
  const common = {
    method: 'POST',
    host: (door === 'auth' ? 'tenant' : 'platform') as HostOf<D>,
    access: publicAccess,
  } as const;
  return {
    methods: defineOperation({
      ...common,
      id: id('methods'),
      method: 'GET',
      path: '/api/v1/auth/methods',
      summary: 'Which ways to log in this host offers',
      response: z.object({ providers: z.array(ProviderButton), passkeys: z.boolean() }),
    }),
    requestLink: defineOperation({
      ...common,
      ...asked,
      id: id('request-link'),
      path: '/api/v1/auth/links',
      summary: 'Ask for a mail with a link that logs in once; the answer does not tell whether the address is known',
      body: ofAddress,
      rateLimit: few,
    }),
    spendLink: defineOperation({
      ...common,
      id: id('spend-link'),
      path: '/api/v1/auth/links/spend',
      summary: 'Log in with a mailed link; only this POST spends it',
      body: z.strictObject({ token: linkToken }),
      response: answer,
      errors: ['invalid-link'],
      rateLimit: some,
    }),
    requestReset: defineOperation({
      ...common,
      ...asked,
      id: id('request-reset'),
      path: '/api/v1/auth/password-resets',
      summary: 'Ask for a mail with a link for a new password; the answer does not tell whether the address is known',
      body: ofAddress,
      rateLimit: few,
    }),
    resetPassword: defineOperation({
      ...common,
      id: id('reset-password'),
      path: '/api/v1/auth/password-resets/spend',
      summary: 'Set a new password with a mailed link; ends all sessions, then logs in',
      body: z.strictObject({ token: linkToken, password: newPassword }),
      response: answer,
      errors: ['invalid-link'],
      rateLimit: some,
    }),
    confirmEmail: defineOperation({
      ...common,
      id: id('confirm-email'),
      path: '/api/v1/auth/email/confirm',
      summary: 'Confirm an e-mail address with a mailed link',
      body: z.strictObject({ token: linkToken }),
      response: z.object({ email: z.string() }),
      errors: ['invalid-link'],
      rateLimit: some,
    }),
    secondFactor: defineOperation({
      ...common,
      id: id('second-factor'),
      path: '/api/v1/auth/second-factor',
      summary: 'Finish a log-in with a code of an authenticator app or a recovery code',
      body: z.strictObject({
        pending: pendingToken,
        proof: z.discriminatedUnion('method', [
          z.strictObject({ method: z.literal('totp'), code: totpCode }),
          z.strictObject({ method: z.literal('recovery-code'), code: recoveryCode }),
        ]),
      }),
      response: answer,
      errors: ['log-in-expired', 'invalid-code'],
      rateLimit: some,
    }),
    passkeyOptions: defineOperation({
      ...common,
      id: id('passkey-options'),
      path: '/api/v1/auth/passkey/options',
      summary: 'Begin a log-in with a passkey, or with `pending` the second step by one',
      body: z.strictObject({ pending: pendingToken.optional() }),
      response: PasskeyOptions,
      errors: ['log-in-expired'],
      rateLimit: some,
    }),
    passkeyLogIn: defineOperation({
      ...common,
      id: id('passkey-log-in'),
      path: '/api/v1/auth/passkey',
      summary: 'Log in with a passkey, or finish the second step with one',
      body: z.strictObject({ pending: pendingToken.optional(), response: PasskeyResponse }),
      response: answer,
      errors: ['log-in-expired', 'invalid-passkey'],
      rateLimit: some,
    }),
    startProvider: defineOperation({
      ...common,
      id: id('start-provider'),
      path: '/api/v1/auth/providers/:provider',
      summary: 'Begin a log-in with another company; answers the address to go to',
      params: z.strictObject({ provider: IdentityProvider }),
      body: z.strictObject({ next }),
      response: z.object({ url: z.string() }),
      rateLimit: some,
    }),
  };
}

export const {
  methods,
  requestLink,
  spendLink,
  requestReset,
  resetPassword,
  confirmEmail,
  secondFactor,
  passkeyOptions,
  passkeyLogIn,
  startProvider,
} = waysIn('auth', LogInAnswer);

export const {
  methods: platformMethods,
  requestLink: platformRequestLink,
  spendLink: platformSpendLink,
  requestReset: platformRequestReset,
  resetPassword: platformResetPassword,
  confirmEmail: platformConfirmEmail,
  secondFactor: platformSecondFactor,
  passkeyOptions: platformPasskeyOptions,
  passkeyLogIn: platformPasskeyLogIn,
  startProvider: platformStartProvider,
} = waysIn('platform', PlatformLogInAnswer);

export const platformHandover = defineOperation({
  id: 'platform.hand-over',
  method: 'POST',
  path: '/api/v1/auth/handover',
  host: 'platform',
  access: publicAccess,
  summary: "Finish on the platform's host a log-in with another company",
  body: z.strictObject({ token: linkToken }),
  response: PlatformLogInAnswer,
  errors: ['invalid-ticket'],
  rateLimit: some,
});

/** What an authenticator app needs: the same secret as an `otpauth:` address for the QR code and as text to type. */
export const TotpEnrolment = z.object({ uri: z.string(), secret: z.string() });
/** Ten codes, shown this once; null when the account has codes already. */
export const NewRecoveryCodes = z.array(z.string()).nullable();

export const beginEnrolment = defineOperation({
  id: 'auth.begin-enrolment',
  method: 'POST',
  path: '/api/v1/auth/enrolment',
  host: 'tenant',
  access: publicAccess,
  summary: 'Begin the enrolment of an authenticator app that this site demands before it lets in',
  body: z.strictObject({ pending: pendingToken }),
  response: TotpEnrolment,
  errors: ['log-in-expired'],
  rateLimit: some,
});
export const finishEnrolment = defineOperation({
  id: 'auth.finish-enrolment',
  method: 'POST',
  path: '/api/v1/auth/enrolment/confirm',
  host: 'tenant',
  access: publicAccess,
  summary: 'Confirm the app by its first code; then logs in',
  body: z.strictObject({ pending: pendingToken, code: totpCode }),
  response: z.object({ me: Me, recoveryCodes: NewRecoveryCodes }),
  errors: ['log-in-expired', 'invalid-code'],
  rateLimit: some,
});
