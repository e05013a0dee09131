import { ProblemError, type AccountId, type AdminId, type TenantId } from '@stageline/contracts';
import { AccountModel } from './account.model.ts';
import { PlatformAdminModel } from './platform-admin.model.ts';

export interface Login<Id> {
  readonly id: Id;
  readonly email: string;
  readonly name: string;
  readonly sessionVersion: number;
}
export interface Account extends Login<AccountId> {
  readonly tenantIds: readonly TenantId[];
  /** When a mailed link showed that the address is theirs; null before. */
  readonly emailVerifiedAt: Date | null;
}
/** An account as it begins: nothing is verified yet. */
type FreshAccount = Omit<Account, 'emailVerifiedAt' | 'sessionVersion'>;
export type PlatformAdmin = Login<AdminId>;
type WithHash<T> = T & { readonly passwordHash: string };

const LOGIN = { email: 1, name: 1, sessionVersion: 1 } as const;
const ACCOUNT = { ...LOGIN, tenantIds: 1, emailVerifiedAt: 1 } as const;

/** Reads and writes accounts and platform administrators. A password hash leaves only through the `…WithHash` reads. */
export const accountsRepository = {
  async find(id: AccountId): Promise<Account | null> {
    return toLogin<Account>(await AccountModel.findById(id, ACCOUNT).lean());
  },
  async findByEmail(email: string): Promise<Account | null> {
    return toLogin<Account>(await AccountModel.findOne({ email }, ACCOUNT).lean());
  },
  async findWithHash(email: string): Promise<WithHash<Account> | null> {
    return toLogin<WithHash<Account>>(await AccountModel.findOne({ email }, { ...ACCOUNT, passwordHash: 1 }).lean());
  },

  /** @throws ProblemError `email-taken` */
  async insert(account: WithHash<FreshAccount>, now: Date): Promise<void> {
    const { id, tenantIds, ...rest } = account;
    try {
      await AccountModel.create([{ _id: id, tenantIds: [...tenantIds], ...rest, createdAt: now }]);
    } catch (error) {
      if ((error as { code?: unknown }).code === 11_000) throw new ProblemError('email-taken', { cause: error });
      throw error;
    }
  },
  async addTenant(id: AccountId, tenantId: TenantId): Promise<void> {
    await AccountModel.updateOne({ _id: id }, { $addToSet: { tenantIds: tenantId } });
  },
  async removeTenant(id: AccountId, tenantId: TenantId): Promise<void> {
    await AccountModel.updateOne({ _id: id }, { $pull: { tenantIds: tenantId } });
  },
  async setPassword(id: AccountId, passwordHash: string): Promise<void> {
    await AccountModel.updateOne({ _id: id }, { $set: { passwordHash }, $inc: { sessionVersion: 1 } });
  },
  async findByIdWithHash(id: AccountId): Promise<WithHash<Account> | null> {
    return toLogin<WithHash<Account>>(await AccountModel.findById(id, { ...ACCOUNT, passwordHash: 1 }).lean());
  },
  /** Only for the address that the proof is about, which may have changed meanwhile. @returns whether it was not so before */
  async verifyEmail(id: AccountId, email: string, now: Date): Promise<boolean> {
    const unverified = { _id: id, email, emailVerifiedAt: null };
    return (await AccountModel.updateOne(unverified, { $set: { emailVerifiedAt: now } })).modifiedCount === 1;
  },
  async sessionVersion(id: AccountId): Promise<number | null> {
    return (await AccountModel.findById(id, { sessionVersion: 1 }).lean())?.sessionVersion ?? null;
  },

  /** Takes a tenant from every account; one that has no other tenant is removed. */
  async leaveTenant(tenantId: TenantId): Promise<void> {
    await AccountModel.deleteMany({ tenantIds: [tenantId] });
    await AccountModel.updateMany({ tenantIds: tenantId }, { $pull: { tenantIds: tenantId } });
  },

  /** Every administrator. */
  async listAdmins(): Promise<PlatformAdmin[]> {
    const rows = await PlatformAdminModel.find({}, LOGIN).sort({ _id: 1 }).lean();
    return rows.map((row) => toLogin<PlatformAdmin>(row) as PlatformAdmin);
  },

  async findAdmin(id: AdminId): Promise<PlatformAdmin | null> {
    return toLogin<PlatformAdmin>(await PlatformAdminModel.findById(id, LOGIN).lean());
  },
  async findAdminWithHash(email: string): Promise<WithHash<PlatformAdmin> | null> {
    return toLogin<WithHash<PlatformAdmin>>(
      await PlatformAdminModel.findOne({ email }, { ...LOGIN, passwordHash: 1 }).lean(),
    );
  },
  /** @throws ProblemError `email-taken` */
  async insertAdmin(admin: Omit<WithHash<PlatformAdmin>, 'sessionVersion'>, now: Date): Promise<void> {
    const { id, ...rest } = admin;
    try {
      await PlatformAdminModel.create([{ _id: id, ...rest, createdAt: now }]);
    } catch (error) {
      if ((error as { code?: unknown }).code === 11_000) throw new ProblemError('email-taken', { cause: error });
      throw error;
    }
  },
  async setAdminPassword(id: AdminId, passwordHash: string): Promise<void> {
    await PlatformAdminModel.updateOne({ _id: id }, { $set: { passwordHash }, $inc: { sessionVersion: 1 } });
  },
  async adminSessionVersion(id: AdminId): Promise<number | null> {
    return (await PlatformAdminModel.findById(id, { sessionVersion: 1 }).lean())?.sessionVersion ?? null;
  },
};

function toLogin<T>(row: unknown): T | null {
  if (row === null) return null;
  const { _id, ...rest } = row as { _id: string };
  return { id: _id, ...rest } as T;
}
