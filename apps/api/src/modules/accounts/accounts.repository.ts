import {
  DEFAULT_LOCALE,
  ProblemError,
  type AccountId,
  type AdminId,
  type AdminRole,
  type Locale,
  type TenantId,
} from '@stageline/contracts';
import { isDuplicateKey } from '@stageline/tenancy';
import { AccountModel } from './account.model.ts';
import { PlatformAdminModel } from './platform-admin.model.ts';

export interface Login<Id> {
  readonly id: Id;
  readonly email: string;
  readonly name: string;
  readonly sessionVersion: number;
  /** What we write to them is in it. */
  readonly locale: Locale;
}
export interface Account extends Login<AccountId> {
  readonly tenantIds: readonly TenantId[];
  /** When a mailed link showed that the address is theirs; null before. */
  readonly emailVerifiedAt: Date | null;
}
/** What is asked of an account again and again. */
export type AccountStanding = Pick<Account, 'sessionVersion' | 'locale' | 'emailVerifiedAt'>;
/** An account as it begins: nothing is verified yet. */
type FreshAccount = Omit<Account, 'emailVerifiedAt' | 'sessionVersion' | 'locale'> & { readonly locale?: Locale };
export interface PlatformAdmin extends Login<AdminId> {
  readonly role: AdminRole;
  readonly createdAt: Date;
}
export type NewAdmin = Pick<PlatformAdmin, 'id' | 'email' | 'name' | 'role'> & { readonly passwordHash: string };
type WithHash<T> = T & { readonly passwordHash: string };

const LOGIN = { email: 1, name: 1, sessionVersion: 1, locale: 1 } as const;
const ADMIN = { ...LOGIN, role: 1, createdAt: 1 } as const;
/** Administrators from before there were roles may do everything. */
const OWNERS = { role: { $ne: 'support' } } as const;
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
      if (isDuplicateKey(error)) throw new ProblemError('email-taken', { cause: error });
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
  async setLocale(id: AccountId, locale: Locale): Promise<void> {
    await AccountModel.updateOne({ _id: id }, { $set: { locale } });
  },
  /** Of the accounts that are there. */
  async localesOf(ids: readonly AccountId[]): Promise<Map<AccountId, Locale>> {
    const rows = await AccountModel.find({ _id: { $in: [...ids] } }, { locale: 1 }).lean();
    // Those from before there was a choice have none.
    return new Map(rows.map(({ _id, locale }) => [_id as AccountId, (locale ?? DEFAULT_LOCALE) as Locale]));
  },
  /** Only for the address that the proof is about, which may have changed meanwhile. @returns whether it was not so before */
  async verifyEmail(id: AccountId, email: string, now: Date): Promise<boolean> {
    const unverified = { _id: id, email, emailVerifiedAt: null };
    return (await AccountModel.updateOne(unverified, { $set: { emailVerifiedAt: now } })).modifiedCount === 1;
  },
  async standing(id: AccountId): Promise<AccountStanding | null> {
    const row = await AccountModel.findById(id, { _id: 0, sessionVersion: 1, locale: 1, emailVerifiedAt: 1 }).lean();
    if (row === null) return null;
    const { sessionVersion, locale, emailVerifiedAt = null } = row;
    return { sessionVersion, locale: locale ?? DEFAULT_LOCALE, emailVerifiedAt };
  },

  /** Takes a tenant from every account; one that has no other tenant is removed. */
  async leaveTenant(tenantId: TenantId): Promise<void> {
    await AccountModel.deleteMany({ tenantIds: [tenantId] });
    await AccountModel.updateMany({ tenantIds: tenantId }, { $pull: { tenantIds: tenantId } });
  },

  /** Every administrator. */
  async listAdmins(): Promise<PlatformAdmin[]> {
    const rows = await PlatformAdminModel.find({}, ADMIN).sort({ _id: 1 }).lean();
    return rows.map((row) => toAdmin<PlatformAdmin>(row) as PlatformAdmin);
  },

  async findAdmin(id: AdminId): Promise<PlatformAdmin | null> {
    return toAdmin<PlatformAdmin>(await PlatformAdminModel.findById(id, ADMIN).lean());
  },
  async findAdminByIdWithHash(id: AdminId): Promise<WithHash<PlatformAdmin> | null> {
    return toAdmin<WithHash<PlatformAdmin>>(
      await PlatformAdminModel.findById(id, { ...ADMIN, passwordHash: 1 }).lean(),
    );
  },
  async findAdminWithHash(email: string): Promise<WithHash<PlatformAdmin> | null> {
    return toAdmin<WithHash<PlatformAdmin>>(
      await PlatformAdminModel.findOne({ email }, { ...ADMIN, passwordHash: 1 }).lean(),
    );
  },
  /** @throws ProblemError `email-taken` */
  async insertAdmin(admin: NewAdmin, now: Date): Promise<void> {
    const { id, ...rest } = admin;
    try {
      await PlatformAdminModel.create([{ _id: id, ...rest, createdAt: now }]);
    } catch (error) {
      if (isDuplicateKey(error)) throw new ProblemError('email-taken', { cause: error });
      throw error;
    }
  },
  async setAdminPassword(id: AdminId, passwordHash: string): Promise<void> {
    await PlatformAdminModel.updateOne({ _id: id }, { $set: { passwordHash }, $inc: { sessionVersion: 1 } });
  },
  /** Another role ends every session that began with the one before. */
  async setAdminRole(id: AdminId, role: AdminRole): Promise<void> {
    await PlatformAdminModel.updateOne({ _id: id }, { $set: { role }, $inc: { sessionVersion: 1 } });
  },
  async removeAdmin(id: AdminId): Promise<void> {
    await PlatformAdminModel.deleteOne({ _id: id });
  },
  /**
   * How many platform owners there are besides one. Writes to all of them, so that of two transactions that each take an
   * owner away only one commits: the other runs again and counts anew.
   */
  async countOtherAdminOwners(id: AdminId, now: Date): Promise<number> {
    await PlatformAdminModel.updateMany(OWNERS, { $set: { ownersCountedAt: now } });
    return PlatformAdminModel.countDocuments({ ...OWNERS, _id: { $ne: id } });
  },
  async setAdminLocale(id: AdminId, locale: Locale): Promise<void> {
    await PlatformAdminModel.updateOne({ _id: id }, { $set: { locale } });
  },
  async adminSession(id: AdminId): Promise<Pick<PlatformAdmin, 'sessionVersion'> | null> {
    return PlatformAdminModel.findById(id, { _id: 0, sessionVersion: 1 }).lean();
  },
};

const toAdmin = <T extends PlatformAdmin>(row: object | null): T | null =>
  row === null ? null : toLogin<T>({ role: 'owner', ...row });

function toLogin<T>(row: unknown): T | null {
  if (row === null) return null;
  const { _id, ...rest } = row as { _id: string };
  // Who is from before there was a choice has none.
  return { id: _id, locale: DEFAULT_LOCALE, ...rest } as T;
}
