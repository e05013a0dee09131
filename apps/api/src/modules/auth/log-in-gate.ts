import {
  ProblemError,
  type AccountId,
  type credentials as contract,
  type NextStep,
  type TenantId,
  type RoleRef,
} from '@stageline/contracts';
import { runInTenant } from '@stageline/tenancy';
import type { z } from 'zod';
import type { Account, AccountsService } from '../accounts/index.ts';
import { demandsFactor, type Credentials, type PasskeyAnswer, type RelyingParty } from '../credentials/index.ts';

export type Scope = TenantId | 'platform';
export type CodeProof = z.output<(typeof contract)['secondFactor']['body']>['proof'];

export interface LogInGateDeps {
  readonly accounts: Pick<AccountsService, 'find'>;
  readonly credentials: Pick<Credentials, 'factors' | 'passkeys' | 'pending' | 'links'>;
}

/** What stands between a first factor and a session. */
export interface LogInGate {
  /** @param roles at the site; none on the platform's host. @returns null when nothing stands between */
  nextStep(scope: Scope, account: Account, roles: readonly RoleRef[]): Promise<NextStep | null>;
  /** Finishes the second step by a code. @throws ProblemError `log-in-expired`, `invalid-code`, `too-many-requests` */
  passByCode(scope: Scope, pending: string, proof: CodeProof): Promise<Account>;
  /** The options for a passkey of whoever is at the second step. @throws ProblemError `log-in-expired` */
  passkeyOptions(scope: Scope, party: RelyingParty, pending: string): Promise<{ challenge: string }>;
  /** @throws ProblemError `log-in-expired`, `invalid-passkey` */
  passByPasskey(scope: Scope, party: RelyingParty, pending: string, answer: PasskeyAnswer): Promise<Account>;
  /** A seed for whoever has to enrol an app. @throws ProblemError `log-in-expired` */
  beginEnrolment(tenantId: TenantId, pending: string): Promise<{ uri: string; secret: string }>;
  /** @throws ProblemError `log-in-expired`, `invalid-code`, `too-many-requests` */
  passByEnrolment(
    tenantId: TenantId,
    pending: string,
    code: string,
  ): Promise<{ account: Account; recoveryCodes: string[] | null }>;
}

/** The second step of a log-in. Nothing of it is a session: it opens the one thing that it asks for. */
export function createLogInGate({ accounts, credentials }: LogInGateDeps): LogInGate {
  const { factors, passkeys, pending: store } = credentials;

  async function open(scope: Scope, account: Account, step: Omit<NextStep, 'pending'>): Promise<NextStep> {
    const { id: owner, sessionVersion } = account;
    return { ...step, pending: await store.open(scope, { owner, sessionVersion, next: step.next }) };
  }

  /** The account at a step, unless it has a new password since. */
  async function accountAt(scope: Scope, pending: string, next: NextStep['next']): Promise<Account> {
    const { owner, sessionVersion } = await store.read(scope, pending, next);
    const account = await accounts.find(owner as AccountId);
    if (account?.sessionVersion !== sessionVersion) throw new ProblemError('log-in-expired');
    return account;
  }

  const verifyCode = (owner: AccountId, { method, code }: CodeProof): Promise<void> =>
    method === 'totp' ? factors.verifyTotp(owner, code) : factors.spendRecoveryCode(owner, code);

  return {
    async nextStep(scope, account, roles) {
      const methods = await factors.methodsOf(account.id);
      if (methods.length > 0) return open(scope, account, { next: 'second-factor', methods });
      const isDemanded = scope !== 'platform' && (await runInTenant(scope, () => demandsFactor(roles)));
      return isDemanded ? open(scope, account, { next: 'enrolment', methods: ['totp'] }) : null;
    },

    async passByCode(scope, pending, proof) {
      const account = await accountAt(scope, pending, 'second-factor');
      await verifyCode(account.id, proof);
      await store.close(scope, pending);
      return account;
    },

    async passkeyOptions(scope, party, pending) {
      const { id } = await accountAt(scope, pending, 'second-factor');
      return passkeys.logInOptions(party, id);
    },
    async passByPasskey(scope, party, pending, answer) {
      const account = await accountAt(scope, pending, 'second-factor');
      await passkeys.verify(answer, party, account.id);
      await store.close(scope, pending);
      return account;
    },

    async beginEnrolment(tenantId, pending) {
      const { id, email } = await accountAt(tenantId, pending, 'enrolment');
      return factors.beginTotp(id, email);
    },
    async passByEnrolment(tenantId, pending, code) {
      const account = await accountAt(tenantId, pending, 'enrolment');
      const recoveryCodes = await factors.confirmTotp(account.id, code);
      await store.close(tenantId, pending);
      return { account, recoveryCodes };
    },
  };
}
