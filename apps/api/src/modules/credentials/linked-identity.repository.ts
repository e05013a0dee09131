import { ProblemError, type AccountId, type IdentityProvider } from '@stageline/contracts';
import { isDuplicateKey } from '@stageline/tenancy';
import { LinkedIdentityModel } from './linked-identity.model.ts';

export interface LinkedIdentity {
  readonly accountId: AccountId;
  readonly provider: IdentityProvider;
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | null;
  readonly linkedAt: Date;
}

/** An issuer is a URL and has no space in it. */
const keyOf = (issuer: string, subject: string): string => `${issuer} ${subject}`;

/** Reads and writes which log-ins of other companies belong to which account. */
export const linkedIdentityRepository = {
  find: (issuer: string, subject: string): Promise<LinkedIdentity | null> =>
    LinkedIdentityModel.findById(keyOf(issuer, subject)).lean<LinkedIdentity>(),
  listOf: (accountId: AccountId): Promise<LinkedIdentity[]> =>
    LinkedIdentityModel.find({ accountId }).sort({ provider: 1 }).lean<LinkedIdentity[]>(),
  /** @throws ProblemError `identity-taken` when it, or another of that provider, is linked already */
  async insert(identity: LinkedIdentity): Promise<void> {
    try {
      await LinkedIdentityModel.create([{ _id: keyOf(identity.issuer, identity.subject), ...identity }]);
    } catch (error) {
      if (isDuplicateKey(error)) throw new ProblemError('identity-taken', { cause: error });
      throw error;
    }
  },
  async remove(accountId: AccountId, provider: IdentityProvider): Promise<LinkedIdentity | null> {
    return LinkedIdentityModel.findOneAndDelete({ accountId, provider }).lean<LinkedIdentity>();
  },
};
