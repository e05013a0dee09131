import { z } from 'zod';
import { defineOperation, publicAccess } from '../kit/operation.ts';
import { AdminLogInAnswer, AdminMe } from './admin-auth.ts';
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

const hostOf = { auth: 'tenant', platform: 'platform', admin: 'admin' } as const;
type Door = keyof typeof hostOf;

/** What the public operations of a door have in common. */
const atHost = <const D extends Door>(door: D) =>
  ({ method: 'POST', host: hostOf[door], access: publicAccess }) as {
    readonly method: 'POST';
    readonly host: (typeof hostOf)[D];
    readonly access: typeof publicAccess;
  };
const idOf = <const D extends Door, const Name extends string>(door: D, name: Name) =>
  `${door}.${name}` as `${D}.${Name}`;

/** Factors besides the password, which all doors know; they differ in what a finished log-in answers. */
function factorsAt<const D extends Door, Answer extends z.ZodType>(door: D, answer: Answer) {
  const common = atHost(door);
  return {
    methods: defineOperation({
      ...common,
      id: idOf(door, 'methods'),
      method: 'GET',
      path: '/api/v1/auth/methods',
      summary: 'Which ways to log in this host offers',
      response: z.object({ providers: z.array(ProviderButton), passkeys: z.boolean() }),
    }),
    secondFactor: defineOperation({
      ...common,
      id: idOf(door, 'second-factor'),
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
      id: idOf(door, 'passkey-options'),
      path: '/api/v1/auth/passkey/options',
      summary: 'Begin a log-in with a passkey, or with `pending` the second step by one',
      body: z.strictObject({ pending: pendingToken.optional() }),
      response: PasskeyOptions,
      errors: ['log-in-expired'],
      rateLimit: some,
    }),
    passkeyLogIn: defineOperation({
      ...common,
      id: idOf(door, 'passkey-log-in'),
      path: '/api/v1/auth/passkey',
      summary: 'Log in with a passkey, or finish the second step with one',
      body: z.strictObject({ pending: pendingToken.optional(), response: PasskeyResponse }),
      response: answer,
      errors: ['log-in-expired', 'invalid-passkey'],
      rateLimit: some,
    }),
  };
}

/** The ways in over mail and over other companies; administrators have none of them. */
function waysIn<const D extends Door, Answer extends z.ZodType>(door: D, answer: Answer) {
  const common = atHost(door);
  return {
    requestLink: defineOperation({
      ...common,
      ...asked,
      id: idOf(door, 'request-link'),
      path: '/api/v1/auth/links',
      summary: 'Ask for a mail with a link that logs in once; the answer does not tell whether the address is known',
      body: ofAddress,
      rateLimit: few,
    }),
    spendLink: defineOperation({
      ...common,
      id: idOf(door, 'spend-link'),
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
      id: idOf(door, 'request-reset'),
      path: '/api/v1/auth/password-resets',
      summary: 'Ask for a mail with a link for a new password; the answer does not tell whether the address is known',
      body: ofAddress,
      rateLimit: few,
    }),
    resetPassword: defineOperation({
      ...common,
      id: idOf(door, 'reset-password'),
      path: '/api/v1/auth/password-resets/spend',
      summary: 'Set a new password with a mailed link; ends all sessions, then logs in',
      body: z.strictObject({ token: linkToken, password: newPassword }),
      response: answer,
      errors: ['invalid-link'],
      rateLimit: some,
    }),
    confirmEmail: defineOperation({
      ...common,
      id: idOf(door, 'confirm-email'),
      path: '/api/v1/auth/email/confirm',
      summary: 'Confirm an e-mail address with a mailed link',
      body: z.strictObject({ token: linkToken }),
      response: z.object({ email: z.string() }),
      errors: ['invalid-link'],
      rateLimit: some,
    }),
    startProvider: defineOperation({
      ...common,
      id: idOf(door, 'start-provider'),
      path: '/api/v1/auth/providers/:provider',
      summary: 'Begin a log-in with another company; answers the address to go to',
      params: z.strictObject({ provider: IdentityProvider }),
      body: z.strictObject({ next }),
      response: z.object({ url: z.string() }),
      rateLimit: some,
    }),
  };
}

export const { methods, secondFactor, passkeyOptions, passkeyLogIn } = factorsAt('auth', LogInAnswer);
export const { requestLink, spendLink, requestReset, resetPassword, confirmEmail, startProvider } = waysIn(
  'auth',
  LogInAnswer,
);

export const {
  methods: platformMethods,
  secondFactor: platformSecondFactor,
  passkeyOptions: platformPasskeyOptions,
  passkeyLogIn: platformPasskeyLogIn,
} = factorsAt('platform', PlatformLogInAnswer);
export const {
  requestLink: platformRequestLink,
  spendLink: platformSpendLink,
  requestReset: platformRequestReset,
  resetPassword: platformResetPassword,
  confirmEmail: platformConfirmEmail,
  startProvider: platformStartProvider,
} = waysIn('platform', PlatformLogInAnswer);

export const {
  methods: adminMethods,
  secondFactor: adminSecondFactor,
  passkeyOptions: adminPasskeyOptions,
  passkeyLogIn: adminPasskeyLogIn,
} = factorsAt('admin', AdminLogInAnswer);

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

/** Enrolment before there is a session, where a second factor is demanded. */
function enrolmentAt<const D extends 'auth' | 'admin', Who extends z.ZodType>(door: D, who: Who) {
  const common = atHost(door);
  return {
    begin: defineOperation({
      ...common,
      id: idOf(door, 'begin-enrolment'),
      path: '/api/v1/auth/enrolment',
      summary: 'Begin the enrolment of an authenticator app that is demanded before anybody is let in',
      body: z.strictObject({ pending: pendingToken }),
      response: TotpEnrolment,
      errors: ['log-in-expired'],
      rateLimit: some,
    }),
    finish: defineOperation({
      ...common,
      id: idOf(door, 'finish-enrolment'),
      path: '/api/v1/auth/enrolment/confirm',
      summary: 'Confirm the app by its first code; then logs in',
      body: z.strictObject({ pending: pendingToken, code: totpCode }),
      response: z.object({ me: who, recoveryCodes: NewRecoveryCodes }),
      errors: ['log-in-expired', 'invalid-code'],
      rateLimit: some,
    }),
  };
}
export const { begin: beginEnrolment, finish: finishEnrolment } = enrolmentAt('auth', Me);
export const { begin: adminBeginEnrolment, finish: adminFinishEnrolment } = enrolmentAt('admin', AdminMe);
