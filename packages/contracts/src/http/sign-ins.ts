import { z } from 'zod';
import { defineOperation, Instant } from '../kit/operation.ts';
import { SignInId } from '../kit/ids.ts';
import { password } from './fields.ts';
import { PasskeyOptions, PasskeyResponse, recoveryCode, totpCode } from './log-in-step.ts';
import { atDoor, idAt, type OwnDoor } from './own-doors.ts';

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

/** Wrong proofs of one session before it ends. */
export const STEP_UP_TRIES = 5;

const SignInParams = z.strictObject({ signInId: SignInId });
/** Where somebody is signed in, and step-up; the same for members and for administrators. */
function signInsAt<const D extends OwnDoor>(door: D) {
  const common = atDoor(door);
  return {
    list: defineOperation({
      ...common,
      id: idAt(door, 'sign-ins.list'),
      method: 'GET',
      path: '/api/v1/sign-ins',
      summary: 'Where the caller is signed in on this host, the latest first',
      response: z.object({ items: z.array(SignInView) }),
    }),
    end: defineOperation({
      ...common,
      id: idAt(door, 'sign-ins.end'),
      method: 'DELETE',
      path: '/api/v1/sign-ins/:signInId',
      stepUp: true,
      summary: 'Sign one browser out',
      params: SignInParams,
      status: 204,
    }),
    endOthers: defineOperation({
      ...common,
      id: idAt(door, 'sign-ins.end-others'),
      method: 'DELETE',
      path: '/api/v1/sign-ins',
      stepUp: true,
      summary: 'Sign every browser out but this one',
      response: z.object({ ended: z.int() }),
    }),
    stepUpOptions: defineOperation({
      ...common,
      id: `${door}.step-up-options` as `${D}.step-up-options`,
      method: 'POST',
      path: '/api/v1/auth/step-up/options',
      summary: 'How the caller may confirm who they are',
      response: StepUpOptions,
      rateLimit: { points: 30, perSeconds: 300, by: 'actor' },
    }),
    stepUp: defineOperation({
      ...common,
      id: `${door}.step-up` as `${D}.step-up`,
      method: 'POST',
      path: '/api/v1/auth/step-up',
      summary: 'Confirm who is signed in; what asks for it is open for ten minutes. Five wrong tries end the session',
      body: StepUpProof,
      status: 204,
      errors: ['invalid-credentials', 'invalid-code', 'invalid-passkey', 'step-up-failed'],
      rateLimit: { points: 30, perSeconds: 300, by: 'actor' },
    }),
  };
}

export const {
  list: listSignIns,
  end: endSignIn,
  endOthers: endOtherSignIns,
  stepUpOptions,
  stepUp,
} = signInsAt('auth');

export const {
  list: listAdminSignIns,
  end: endAdminSignIn,
  endOthers: endOtherAdminSignIns,
  stepUpOptions: adminStepUpOptions,
  stepUp: adminStepUp,
} = signInsAt('admin');
