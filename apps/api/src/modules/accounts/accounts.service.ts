import {
  ProblemError,
  type AccountId,
  type AdminId,
  type AdminRole,
  type Locale,
  type TenantId,
} from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import {
  accountsRepository,
  type Account,
  type AccountStanding,
  type NewAdmin,
  type PlatformAdmin,
} from './accounts.repository.ts';
import type { Attempts } from './attempts.ts';
import type { PasswordHasher } from './password-hasher.ts';
import type { SessionVersionCache } from './session-versions.ts';

export interface AccountsServiceDeps {
  readonly hasher: PasswordHasher;
  readonly versions: SessionVersionCache;
  readonly clock: Clock;
  readonly attempts: Attempts;
  readonly unitOfWork: UnitOfWork;
  /** Ends all sign-ins of an account on a site, in the caller's transaction. */
  readonly endSignIns: (tenantId: TenantId, accountId: AccountId) => Promise<void>;
}

export interface NewAccount {
  readonly id: AccountId;
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  /** English when it is left out. */
  readonly locale?: Locale;
  readonly tenantIds: readonly TenantId[];
}

export interface AccountsService {
  find(id: AccountId): Promise<Account | null>;
  /** From memory once it is known; what another process has just changed in a transaction may take a minute to be seen. */
  standingOf(id: AccountId): Promise<AccountStanding | null>;
  findByEmail(email: string): Promise<Account | null>;
  /** Takes a tenant from every account; a login that was for it alone is removed. */
  leaveTenant(tenantId: TenantId): Promise<void>;
  listAdmins(): Promise<PlatformAdmin[]>;
  findAdmin(id: AdminId): Promise<PlatformAdmin | null>;
  /** @throws ProblemError `too-many-requests` when the machine is busy hashing */
  hashPassword(password: string): Promise<string>;
  /** Creates the account, or finds that this very one exists. @throws ProblemError `email-taken` for another one's address */
  ensure(account: NewAccount): Promise<void>;
  addTenant(id: AccountId, tenantId: TenantId): Promise<void>;
  /** A membership has ended: its site is no longer among the account's. */
  removeTenant(id: AccountId, tenantId: TenantId): Promise<void>;
  /**
   * @throws ProblemError `invalid-credentials` for a wrong password and an unknown address alike, `too-many-requests` after
   * many wrong ones, whether or not the address is known
   */
  authenticate(email: string, password: string): Promise<Account>;
  /** @throws as `authenticate` */
  authenticateAdmin(email: string, password: string): Promise<PlatformAdmin>;
  /** The language in which we write to somebody from now on. */
  setLocale(id: AccountId, locale: Locale): Promise<void>;
  setAdminLocale(id: AdminId, locale: Locale): Promise<void>;
  /** Of the accounts that are there. */
  localesOf(ids: readonly AccountId[]): Promise<ReadonlyMap<AccountId, Locale>>;
  /** Sets a password and ends every session of the account; a password that is right already changes nothing. */
  setPassword(email: string, password: string): Promise<void>;
  /**
   * Replaces a password that its owner knows; ends every session. @returns the account as it is now
   * @throws ProblemError `invalid-credentials`, `too-many-requests`
   */
  changePassword(id: AccountId, current: string, password: string): Promise<Account>;
  /** Sets a password for whoever has shown to own the address; ends every session. @returns the account as it is now */
  resetPassword(id: AccountId, password: string): Promise<Account>;
  /** Notes that this address, if it still is the account's, is theirs. @returns whether that is new */
  verifyEmail(id: AccountId, email: string): Promise<boolean>;
  /** As `changePassword`. */
  changeAdminPassword(id: AdminId, current: string, password: string): Promise<PlatformAdmin>;
  /** @throws ProblemError `email-taken` */
  addAdmin(admin: NewAdmin): Promise<void>;
  /** Within a transaction; `adminChanged` ends the sessions. @throws ProblemError `not-found`, `last-admin-owner` */
  setAdminRole(id: AdminId, role: AdminRole): Promise<{ before: AdminRole; after: PlatformAdmin }>;
  /** The same for a removal. @throws ProblemError `not-found`, `last-admin-owner` */
  removeAdmin(id: AdminId): Promise<PlatformAdmin>;
  /** Tells every process to look again at an administrator's sessions and visits. */
  adminChanged(id: AdminId): Promise<void>;
  /** Creates the administrator as a platform owner, or sets the password of an existing one as `setPassword` does. */
  ensureAdmin(admin: { email: string; name: string; password: string }): Promise<AdminId>;
}

/** Logins: who somebody is, on any host. What they may do on a site is the membership's business. */
export function createAccountsService(deps: AccountsServiceDeps): AccountsService {
  const { hasher, versions, clock, attempts } = deps;

  async function replacePassword(id: AccountId, password: string): Promise<Account> {
    const hash = await hasher.hash(password);
    const account = await deps.unitOfWork.run(async () => {
      await accountsRepository.setPassword(id, hash);
      const changed = await accountsRepository.find(id);
      // The version ends them already; what they opened, such as the media of a host on air, has to be told.
      for (const tenantId of changed?.tenantIds ?? []) await deps.endSignIns(tenantId, id);
      return changed;
    });
    await versions.changed(id);
    if (account === null) throw new ProblemError('not-found');
    return account;
  }

  async function foundAdmin(id: AdminId): Promise<PlatformAdmin> {
    const admin = await accountsRepository.findAdmin(id);
    if (admin === null) throw new ProblemError('not-found');
    return admin;
  }
  /** In the caller's transaction. @throws ProblemError `last-admin-owner` */
  async function assertNotLastOwner(id: AdminId): Promise<void> {
    if ((await accountsRepository.countOtherAdminOwners(id, clock.now())) === 0)
      throw new ProblemError('last-admin-owner');
  }

  return {
    find: (id) => accountsRepository.find(id),
    findByEmail: (email) => accountsRepository.findByEmail(email),
    leaveTenant: (tenantId) => accountsRepository.leaveTenant(tenantId),
    listAdmins: () => accountsRepository.listAdmins(),
    findAdmin: (id) => accountsRepository.findAdmin(id),
    hashPassword: (password) => hasher.hash(password),
    addTenant: (id, tenantId) => accountsRepository.addTenant(id, tenantId),
    removeTenant: (id, tenantId) => accountsRepository.removeTenant(id, tenantId),

    standingOf: async (id) => versions.standingOf(id),
    async setLocale(id, locale) {
      await accountsRepository.setLocale(id, locale);
      await versions.changed(id);
    },
    setAdminLocale: (id, locale) => accountsRepository.setAdminLocale(id, locale),
    localesOf: (ids) => accountsRepository.localesOf(ids),

    async ensure(account) {
      // Looked for first: a refused insert would end a transaction that this call may be part of.
      const held = await accountsRepository.findByEmail(account.email);
      if (held?.id === account.id) return;
      if (held !== null) throw new ProblemError('email-taken');
      try {
        await accountsRepository.insert(account, clock.now());
      } catch (error) {
        // The same step may be running in another process.
        if ((await accountsRepository.find(account.id)) === null) throw error;
      }
    },

    async authenticate(email, password) {
      await attempts.begin('password', email);
      const held = await accountsRepository.findWithHash(email);
      const matches = await hasher.verify(held?.passwordHash ?? null, password);
      if (held === null || !matches) throw new ProblemError('invalid-credentials');
      await attempts.succeeded('password', email);
      const { passwordHash: _, ...account } = held;
      return account;
    },

    async authenticateAdmin(email, password) {
      await attempts.begin('admin-password', email);
      const held = await accountsRepository.findAdminWithHash(email);
      const matches = await hasher.verify(held?.passwordHash ?? null, password);
      if (held === null || !matches) throw new ProblemError('invalid-credentials');
      await attempts.succeeded('admin-password', email);
      const { passwordHash: _, ...admin } = held;
      return admin;
    },

    async setPassword(email, password) {
      const held = await accountsRepository.findWithHash(email);
      if (held === null) throw new ProblemError('not-found');
      if (await hasher.verify(held.passwordHash, password)) return;
      await replacePassword(held.id, password);
    },

    async changePassword(id, current, password) {
      const held = await accountsRepository.findByIdWithHash(id);
      if (held === null) throw new ProblemError('invalid-credentials');
      await attempts.begin('password', held.email);
      if (!(await hasher.verify(held.passwordHash, current))) throw new ProblemError('invalid-credentials');
      await attempts.succeeded('password', held.email);
      return replacePassword(id, password);
    },
    resetPassword: replacePassword,
    async verifyEmail(id, email) {
      const isNew = await accountsRepository.verifyEmail(id, email, clock.now());
      if (isNew) await versions.changed(id);
      return isNew;
    },

    async changeAdminPassword(id, current, password) {
      const held = await accountsRepository.findAdminByIdWithHash(id);
      if (held === null) throw new ProblemError('invalid-credentials');
      await attempts.begin('admin-password', held.email);
      if (!(await hasher.verify(held.passwordHash, current))) throw new ProblemError('invalid-credentials');
      await attempts.succeeded('admin-password', held.email);
      await accountsRepository.setAdminPassword(id, await hasher.hash(password));
      await versions.changed(id);
      return foundAdmin(id);
    },
    addAdmin: (admin) => accountsRepository.insertAdmin(admin, clock.now()),
    async setAdminRole(id, role) {
      const { role: before } = await foundAdmin(id);
      if (role !== 'owner') await assertNotLastOwner(id);
      await accountsRepository.setAdminRole(id, role);
      return { before, after: await foundAdmin(id) };
    },
    async removeAdmin(id) {
      const admin = await foundAdmin(id);
      await assertNotLastOwner(id);
      await accountsRepository.removeAdmin(id);
      return admin;
    },
    adminChanged: (id) => versions.changed(id),

    async ensureAdmin({ email, name, password }) {
      const held = await accountsRepository.findAdminWithHash(email);
      if (held === null) {
        const id = newId('adm');
        await accountsRepository.insertAdmin(
          { id, email, name, role: 'owner', passwordHash: await hasher.hash(password) },
          clock.now(),
        );
        return id;
      }
      if (!(await hasher.verify(held.passwordHash, password))) {
        await accountsRepository.setAdminPassword(held.id, await hasher.hash(password));
        await versions.changed(held.id);
      }
      return held.id;
    },
  };
}
