import { ProblemError, type credentials as contract, type NextStep } from '@stageline/contracts';
import type { TokenScope } from '@stageline/platform/tickets';
import type { z } from 'zod';
import type { Credentials, FactorOwner, PasskeyAnswer, RelyingParty } from '../credentials/index.ts';

export type CodeProof = z.output<(typeof contract)['secondFactor']['body']>['proof'];

/** Who is at a log-in: an account, or an administrator. */
interface LogIn {
  readonly id: FactorOwner;
  readonly email: string;
  readonly sessionVersion: number;
}

export interface LogInGateDeps<L extends LogIn> {
  /** Null also for the owner of another kind of log-in. */
  readonly find: (owner: FactorOwner) => Promise<L | null>;
  readonly credentials: Pick<Credentials, 'factors' | 'passkeys' | 'pending'>;
}

/** What stands between a first factor and a session. */
export interface LogInGate<L extends LogIn> {
  /** @param isDemanded whether a second factor is demanded of whoever has none. @returns null when nothing stands between */
  nextStep(scope: TokenScope, logIn: L, isDemanded: () => Promise<boolean>): Promise<NextStep | null>;
  /** Finishes the second step by a code. @throws ProblemError `log-in-expired`, `invalid-code`, `too-many-requests` */
  passByCode(scope: TokenScope, pending: string, proof: CodeProof): Promise<L>;
  /** The options for a passkey of whoever is at the second step. @throws ProblemError `log-in-expired` */
  passkeyOptions(scope: TokenScope, party: RelyingParty, pending: string): Promise<{ challenge: string }>;
  /**
   * Whose passkey has answered: of whoever is at the second step, or, without `pending`, anybody's.
   * @throws ProblemError `log-in-expired`, `invalid-passkey`
   */
  passByPasskey(scope: TokenScope, party: RelyingParty, answer: PasskeyAnswer, pending?: string): Promise<L>;
  /** A seed for whoever has to enrol an app. @throws ProblemError `log-in-expired` */
  beginEnrolment(scope: TokenScope, pending: string): Promise<{ uri: string; secret: string }>;
  /** @throws ProblemError `log-in-expired`, `invalid-code`, `too-many-requests` */
  passByEnrolment(
    scope: TokenScope,
    pending: string,
    code: string,
  ): Promise<{ logIn: L; recoveryCodes: string[] | null }>;
}

/**
 * The second step of a log-in, for members and administrators alike. Nothing of it is a session: it opens the one thing that
 * it asks for.
 */
export function createLogInGate<L extends LogIn>({ find, credentials }: LogInGateDeps<L>): LogInGate<L> {
  const { factors, passkeys, pending: store } = credentials;

  async function open(scope: TokenScope, logIn: L, step: Omit<NextStep, 'pending'>): Promise<NextStep> {
    const { id: owner, sessionVersion } = logIn;
    return { ...step, pending: await store.open(scope, { owner, sessionVersion, next: step.next }) };
  }

  /** Who is at a step, unless they have a new password since. */
  async function at(scope: TokenScope, pending: string, next: NextStep['next']): Promise<L> {
    const { owner, sessionVersion } = await store.read(scope, pending, next);
    const logIn = await find(owner);
    if (logIn?.sessionVersion !== sessionVersion) throw new ProblemError('log-in-expired');
    return logIn;
  }

  const verifyCode = (owner: FactorOwner, { method, code }: CodeProof): Promise<void> =>
    method === 'totp' ? factors.verifyTotp(owner, code) : factors.spendRecoveryCode(owner, code);

  return {
    async nextStep(scope, logIn, isDemanded) {
      const methods = await factors.methodsOf(logIn.id);
      if (methods.length > 0) return open(scope, logIn, { next: 'second-factor', methods });
      return (await isDemanded()) ? open(scope, logIn, { next: 'enrolment', methods: ['totp'] }) : null;
    },

    async passByCode(scope, pending, proof) {
      const logIn = await at(scope, pending, 'second-factor');
      await verifyCode(logIn.id, proof);
      await store.close(scope, pending);
      return logIn;
    },

    async passkeyOptions(scope, party, pending) {
      const { id } = await at(scope, pending, 'second-factor');
      return passkeys.logInOptions(party, id);
    },
    async passByPasskey(scope, party, answer, pending) {
      if (pending === undefined) {
        const holder = await find((await passkeys.verify(answer, party)).ownerId);
        if (holder === null) throw new ProblemError('invalid-passkey');
        return holder;
      }
      const logIn = await at(scope, pending, 'second-factor');
      await passkeys.verify(answer, party, logIn.id);
      await store.close(scope, pending);
      return logIn;
    },

    async beginEnrolment(scope, pending) {
      const { id, email } = await at(scope, pending, 'enrolment');
      return factors.beginTotp(id, email);
    },
    async passByEnrolment(scope, pending, code) {
      const logIn = await at(scope, pending, 'enrolment');
      const recoveryCodes = await factors.confirmTotp(logIn.id, code);
      await store.close(scope, pending);
      return { logIn, recoveryCodes };
    },
  };
}
