import type { SignInId, signIns } from '@stageline/contracts';
import { deviceOf } from './device.ts';
import type { SignIn } from './sign-ins.repository.ts';

/** @param current the sign-in that asks */
export function presentSignIn(signIn: SignIn, current: SignInId): signIns.SignInView {
  return {
    id: signIn.id,
    current: signIn.id === current,
    ...deviceOf(signIn.userAgent),
    ip: signIn.ip,
    signedInAt: signIn.startedAt.toISOString(),
    lastActiveAt: signIn.refreshedAt.toISOString(),
  };
}
