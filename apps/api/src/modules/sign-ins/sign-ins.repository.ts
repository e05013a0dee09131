import type { AccountId, AdminId, MembershipId, SignInId } from '@stageline/contracts';
import { AdminSignInModel, MemberSignInModel } from './sign-in.model.ts';

export interface SignIn {
  readonly id: SignInId;
  readonly subjectId: AccountId | AdminId;
  readonly membershipId: MembershipId | null;
  readonly sessionVersion: number;
  /** Whether a second factor was proved in it; left out in those that began before that was noted. */
  readonly strong?: boolean;
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
    /** @param strong whether a second factor was the proof; one that was proved before stays proved */
    async prove(id: SignInId, provedAt: Date, strong: boolean): Promise<void> {
      await rows.updateOne({ _id: id }, { $set: { provedAt, failures: 0, ...(strong && { strong }) } });
    },
    async strengthen(id: SignInId): Promise<void> {
      await rows.updateOne({ _id: id }, { $set: { strong: true } });
    },
    /** Counts a wrong proof. @returns how many there were in a row; null when the sign-in has ended */
    async fail(id: SignInId): Promise<number | null> {
      const row = await rows.findOneAndUpdate({ _id: id }, { $inc: { failures: 1 } }, { new: true }).lean();
      return row?.failures ?? null;
    },
    /** @returns whether there was one */
    async remove(id: SignInId, subjectId?: string): Promise<boolean> {
      const filter = subjectId === undefined ? { _id: id } : { _id: id, subjectId };
      return (await rows.deleteOne(filter)).deletedCount === 1;
    },
    /** Those of these subjects in which no second factor was proved. */
    async weakOnesOf(subjectIds: readonly string[]): Promise<{ id: SignInId; subjectId: string }[]> {
      const found = await rows
        .find({ subjectId: { $in: [...subjectIds] }, strong: { $ne: true } }, { subjectId: 1 })
        .lean();
      return found.map(({ _id, subjectId }) => ({ id: _id as SignInId, subjectId }));
    },
    /** @returns the ids of those that there were; to be called in a transaction */
    async removeAllOf(subjectId: string, except?: SignInId): Promise<SignInId[]> {
      const filter = except === undefined ? { subjectId } : { subjectId, _id: { $ne: except } };
      const found = await rows.find(filter, { _id: 1 }).lean();
      const ids = found.map(({ _id }) => _id as SignInId);
      if (ids.length > 0) await rows.deleteMany({ subjectId, _id: { $in: ids } });
      return ids;
    },
  };
};
export type SignInsRepository = ReturnType<typeof repositoryOf>;

export const memberSignIns = repositoryOf(MemberSignInModel);
export const adminSignIns = repositoryOf(AdminSignInModel);

function toSignIn(row: unknown): SignIn | null {
  if (row === null) return null;
  const {
    _id,
    tenantId: _tenantId,
    failures: _failures,
    ...rest
  } = row as {
    _id: SignInId;
    tenantId?: string;
    failures?: number;
  };
  return { id: _id, ...rest } as SignIn;
}
