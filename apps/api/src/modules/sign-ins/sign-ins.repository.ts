import type { AccountId, AdminId, MembershipId, SignInId } from '@stageline/contracts';
import { AdminSignInModel, MemberSignInModel } from './sign-in.model.ts';

export interface SignIn {
  readonly id: SignInId;
  readonly subjectId: AccountId | AdminId;
  readonly membershipId: MembershipId | null;
  readonly sessionVersion: number;
  readonly secretHash: string;
  readonly previousHash: string | null;
  readonly startedAt: Date;
  readonly refreshedAt: Date;
  readonly provedAt: Date;
  readonly endsAt: Date;
  readonly ip: string;
  readonly userAgent: string;
}

/** What a refresh changes. */
export type Refresh = Pick<SignIn, 'secretHash' | 'previousHash' | 'refreshedAt' | 'endsAt' | 'ip' | 'userAgent'>;

/** Sign-ins that one list shows at most. */
const MAX_LISTED = 100;

/** Reads and writes sign-ins: those of the current tenant's members, or those of the administrators. */
const repositoryOf = (model: typeof MemberSignInModel | typeof AdminSignInModel) => {
  // Both models have one schema; their types differ in name only.
  const rows = model as typeof AdminSignInModel;
  return {
    async insert({ id, ...rest }: SignIn): Promise<void> {
      await rows.create([{ _id: id, ...rest }]);
    },
    async find(id: SignInId): Promise<SignIn | null> {
      return toSignIn(await rows.findOne({ _id: id }).lean());
    },
    /** Those of a subject that have not run out, the latest first. */
    async list(subjectId: string, now: Date): Promise<SignIn[]> {
      const found = await rows
        .find({ subjectId, endsAt: { $gt: now } })
        .sort({ endsAt: -1 })
        .limit(MAX_LISTED)
        .lean();
      return found.map((row) => toSignIn(row) as SignIn);
    },
    /** Replaces the secret if it is still `expected`: of several processes only one does. */
    async refresh(id: SignInId, expected: string, refresh: Refresh): Promise<boolean> {
      const result = await rows.updateOne({ _id: id, secretHash: expected }, { $set: refresh });
      return result.matchedCount === 1;
    },
    async prove(id: SignInId, provedAt: Date): Promise<void> {
      await rows.updateOne({ _id: id }, { $set: { provedAt } });
    },
    /** @returns whether there was one */
    async remove(id: SignInId, subjectId?: string): Promise<boolean> {
      const filter = subjectId === undefined ? { _id: id } : { _id: id, subjectId };
      return (await rows.deleteOne(filter)).deletedCount === 1;
    },
    async removeAllOf(subjectId: string, except?: SignInId): Promise<number> {
      const filter = except === undefined ? { subjectId } : { subjectId, _id: { $ne: except } };
      return (await rows.deleteMany(filter)).deletedCount;
    },
  };
};
export type SignInsRepository = ReturnType<typeof repositoryOf>;

export const memberSignIns = repositoryOf(MemberSignInModel);
export const adminSignIns = repositoryOf(AdminSignInModel);

function toSignIn(row: unknown): SignIn | null {
  if (row === null) return null;
  const { _id, tenantId: _tenantId, ...rest } = row as { _id: SignInId; tenantId?: string };
  return { id: _id, ...rest } as SignIn;
}
