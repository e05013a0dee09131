import { ProblemError } from '@stageline/contracts';
import { stepUpWay, type StepUpSubject, type StepUpWay } from '../sign-ins/index.ts';
import type { Passkeys } from './passkeys.service.ts';
import { relyingPartyOf, type RelyingParty } from './relying-party.ts';
import type { SecondFactors } from './second-factors.service.ts';

export interface StepUpWaysDeps {
  readonly factors: SecondFactors;
  readonly passkeys: Passkeys;
  readonly apex: string;
  readonly scheme: 'http' | 'https';
}

/** Step-up by what the account has besides its password, the best first. */
export function credentialWays({ factors, passkeys, apex, scheme }: StepUpWaysDeps): StepUpWay[] {
  const partyOf = ({ tenant }: StepUpSubject): RelyingParty | null =>
    relyingPartyOf(tenant === null ? `admin.${apex}` : new URL(tenant.url).host, apex, scheme);
  const has = async ({ id }: StepUpSubject, method: 'totp' | 'recovery-code') =>
    (await factors.methodsOf(id)).includes(method);
  return [
    stepUpWay({
      method: 'passkey',
      async offer(subject) {
        const party = partyOf(subject);
        if (party === null || (await passkeys.listOf(subject.id)).length === 0) return false;
        return passkeys.logInOptions(party, subject.id);
      },
      async verify(subject, { response }) {
        const party = partyOf(subject);
        if (party === null) throw new ProblemError('invalid-passkey');
        await passkeys.verify(response, party, subject.id);
      },
    }),
    stepUpWay({
      method: 'totp',
      offer: (subject) => has(subject, 'totp'),
      verify: ({ id }, { code }) => factors.verifyTotp(id, code),
    }),
    stepUpWay({
      method: 'recovery-code',
      offer: (subject) => has(subject, 'recovery-code'),
      verify: ({ id }, { code }) => factors.spendRecoveryCode(id, code),
    }),
  ];
}
