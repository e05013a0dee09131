import { ProblemError, type AccountId, type IdentityProvider } from '@stageline/contracts';
import type { ExternalIdentity } from '@stageline/integrations/identity';
import type { Clock } from '@stageline/platform';
import type { Account, AccountsService } from '../accounts/index.ts';
import { linkedIdentityRepository, type LinkedIdentity } from './linked-identity.repository.ts';

export type LinkableIdentity = Pick<ExternalIdentity, 'provider' | 'issuer' | 'subject' | 'email'>;

export interface Identities {
  listOf(accountId: AccountId): Promise<LinkedIdentity[]>;
  /**
   * The account that somebody who is known to a provider logs in to. Who is not linked yet is linked to the account with the
   * same address, if both sides vouch for it: the provider says that it is verified, and so do we. Otherwise whoever can get
   * an unverified address written into a token, or into an account, would get into somebody else's.
   * @returns the account, and whether it was linked just now
   * @throws ProblemError `identity-unknown`
   */
  resolve(identity: ExternalIdentity): Promise<{ account: Account; isNew: boolean }>;
  /** @throws ProblemError `identity-taken` when it is another account's, or this one has another of that provider */
  link(accountId: AccountId, identity: LinkableIdentity): Promise<void>;
  /** @throws ProblemError `not-found` */
  unlink(accountId: AccountId, provider: IdentityProvider): Promise<LinkedIdentity>;
}

/** Log-ins of other companies, linked to accounts. */
export function createIdentities(deps: {
  readonly accounts: Pick<AccountsService, 'find' | 'findByEmail'>;
  readonly clock: Clock;
}): Identities {
  const { accounts, clock } = deps;

  async function link(accountId: AccountId, { provider, issuer, subject, email }: LinkableIdentity): Promise<void> {
    const held = await linkedIdentityRepository.find(issuer, subject);
    if (held?.accountId === accountId) return;
    if (held !== null) throw new ProblemError('identity-taken');
    try {
      await linkedIdentityRepository.insert({ accountId, provider, issuer, subject, email, linkedAt: clock.now() });
    } catch (error) {
      // Another tab may have linked the very same in this moment.
      if ((await linkedIdentityRepository.find(issuer, subject))?.accountId !== accountId) throw error;
    }
  }

  async function accountOfAddress({ email, emailVerified }: ExternalIdentity): Promise<Account | null> {
    if (email === null || !emailVerified) return null;
    const account = await accounts.findByEmail(email);
    return account?.emailVerifiedAt == null ? null : account;
  }

  return {
    listOf: (accountId) => linkedIdentityRepository.listOf(accountId),
    link,

    async resolve(identity) {
      const held = await linkedIdentityRepository.find(identity.issuer, identity.subject);
      const account = held === null ? await accountOfAddress(identity) : await accounts.find(held.accountId);
      if (account === null) throw new ProblemError('identity-unknown');
      if (held === null)
        await link(account.id, identity).catch((cause: unknown) => {
          // The account has another of this provider: that one was chosen, this one was not.
          throw cause instanceof ProblemError ? new ProblemError('identity-unknown', { cause }) : cause;
        });
      return { account, isNew: held === null };
    },

    async unlink(accountId, provider) {
      const removed = await linkedIdentityRepository.remove(accountId, provider);
      if (removed === null) throw new ProblemError('not-found');
      return removed;
    },
  };
}
