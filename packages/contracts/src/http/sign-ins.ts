import { z } from 'zod';
import { adminAccess, defineOperation, Instant, memberAccess } from '../kit/operation.ts';
import { SignInId } from '../kit/ids.ts';
import { password } from './fields.ts';
import { PasskeyOptions, PasskeyResponse, recoveryCode, totpCode } from './log-in-step.ts';

/** One browser that is signed in on this host. */
export const SignInView = z.object({
  id: SignInId,
  /** The one that asks. */
  current: z.boolean(),
  /** In plain words, from what the browser says of itself: `Firefox on Windows`. */
  device: z.string(),
  kind: z.enum(['desktop', 'phone', 'tablet', 'unknown']),
  /** The address that it was last seen at. */
  ip: z.string(),
  signedInAt: Instant,
  /** To within ten minutes. */
  lastActiveAt: Instant,
});
export type SignInView = z.infer<typeof SignInView>;

/** A proof of who is signed in, besides the session itself. */
export const StepUpProof = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('password'), password }),
  z.strictObject({ method: z.literal('totp'), code: totpCode }),
  z.strictObject({ method: z.literal('recovery-code'), code: recoveryCode }),
  z.strictObject({ method: z.literal('passkey'), response: PasskeyResponse }),
]);
export type StepUpProof = z.infer<typeof StepUpProof>;
export const StepUpMethod = z.enum(['password', 'totp', 'recovery-code', 'passkey']);
export type StepUpMethod = z.infer<typeof StepUpMethod>;

const StepUpOptions = z.object({
  /** Whether the last proof is good for half a minute still: then nothing has to be asked. */
  fresh: z.boolean(),
  /** The ways that this account can use, the best first. */
  methods: z.array(StepUpMethod),
  /** What to hand to `navigator.credentials.get`, where a passkey is one of the ways. */
  passkey: PasskeyOptions.nullable(),
});
export type StepUpOptions = z.infer<typeof StepUpOptions>;

const SignInParams = z.strictObject({ signInId: SignInId });
const few = { points: 10, perSeconds: 300, by: 'actor' } as const;
const onSite = { host: 'tenant', access: memberAccess() } as const;
const onAdminHost = { host: 'admin', access: adminAccess } as const;

export const listSignIns = defineOperation({
  ...onSite,
  id: 'sign-ins.list',
  method: 'GET',
  path: '/api/v1/sign-ins',
  summary: 'Where the caller is signed in on this site, the latest first',
  response: z.object({ items: z.array(SignInView) }),
});
export const endSignIn = defineOperation({
  ...onSite,
  id: 'sign-ins.end',
  method: 'DELETE',
  path: '/api/v1/sign-ins/:signInId',
  stepUp: true,
  summary: 'Sign one browser out',
  params: SignInParams,
  status: 204,
});
export const endOtherSignIns = defineOperation({
  ...onSite,
  id: 'sign-ins.end-others',
  method: 'DELETE',
  path: '/api/v1/sign-ins',
  stepUp: true,
  summary: 'Sign every browser out but this one',
  response: z.object({ ended: z.int() }),
});
export const stepUpOptions = defineOperation({
  ...onSite,
  id: 'auth.step-up-options',
  method: 'POST',
  path: '/api/v1/auth/step-up/options',
  summary: 'How the caller may confirm who they are',
  response: StepUpOptions,
  rateLimit: { points: 30, perSeconds: 300, by: 'actor' },
});
export const stepUp = defineOperation({
  ...onSite,
  id: 'auth.step-up',
  method: 'POST',
  path: '/api/v1/auth/step-up',
  summary: 'Confirm who is signed in; what asks for it is open for ten minutes',
  body: StepUpProof,
  status: 204,
  errors: ['invalid-credentials', 'invalid-code', 'invalid-passkey'],
  rateLimit: few,
});

export const listAdminSignIns = defineOperation({
  ...onAdminHost,
  id: 'admin.list-sign-ins',
  method: 'GET',
  path: '/api/v1/sign-ins',
  summary: 'Where the administrator is signed in, the latest first',
  response: z.object({ items: z.array(SignInView) }),
});
export const endAdminSignIn = defineOperation({
  ...onAdminHost,
  id: 'admin.end-sign-in',
  method: 'DELETE',
  path: '/api/v1/sign-ins/:signInId',
  stepUp: true,
  summary: 'Sign one browser of the administrator out',
  params: SignInParams,
  status: 204,
});
export const endOtherAdminSignIns = defineOperation({
  ...onAdminHost,
  id: 'admin.end-other-sign-ins',
  method: 'DELETE',
  path: '/api/v1/sign-ins',
  stepUp: true,
  summary: 'Sign every browser of the administrator out but this one',
  response: z.object({ ended: z.int() }),
});
export const adminStepUpOptions = defineOperation({
  ...onAdminHost,
  id: 'admin.step-up-options',
  method: 'POST',
  path: '/api/v1/auth/step-up/options',
  summary: 'How the administrator may confirm who they are',
  response: StepUpOptions,
  rateLimit: { points: 30, perSeconds: 300, by: 'actor' },
});
export const adminStepUp = defineOperation({
  ...onAdminHost,
  id: 'admin.step-up',
  method: 'POST',
  path: '/api/v1/auth/step-up',
  summary: 'Confirm who is signed in; what asks for it is open for ten minutes',
  body: StepUpProof,
  status: 204,
  errors: ['invalid-credentials', 'invalid-code', 'invalid-passkey'],
  rateLimit: few,
});
