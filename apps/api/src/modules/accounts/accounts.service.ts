import { ProblemError, type AccountId, type AdminId, type TenantId } from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import { accountsRepository, type Account, type PlatformAdmin } from './accounts.repository.ts';
import type { Attempts } from './attempts.ts';
import type { PasswordHasher } from './password-hasher.ts';
import type { SessionVersionCache } from './session-versions.ts';

export interface AccountsServiceDeps {
  readonly hasher: PasswordHasher;
  readonly versions: SessionVersionCache;
  readonly clock: Clock;
  readonly attempts: Attempts;
}

export interface NewAccount {
  readonly id: AccountId;
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly tenantIds: readonly TenantId[];
}

export interface AccountsService {
  find(id: AccountId): Promise<Account | null>;
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
  /** Creates the administrator, or sets the password of an existing one as `setPassword` does. */
  ensureAdmin(admin: { email: string; name: string; password: string }): Promise<AdminId>;
}

/** Logins: who somebody is, on any host. What they may do on a site is the membership's business. */
export function createAccountsService({ hasher, versions, clock, attempts }: AccountsServiceDeps): AccountsService {
  async function replacePassword(id: AccountId, password: string): Promise<Account> {
    await accountsRepository.setPassword(id, await hasher.hash(password));
    await versions.changed(id);
    const account = await accountsRepository.find(id);
    if (account === null) throw new ProblemError('not-found');
    return account;
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
      await accountsRepository.setPassword(held.id, await hasher.hash(password));
      await versions.changed(held.id);
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
    verifyEmail: (id, email) => accountsRepository.verifyEmail(id, email, clock.now()),

    async ensureAdmin({ email, name, password }) {
      const held = await accountsRepository.findAdminWithHash(email);
      if (held === null) {
        const id = newId('adm');
        await accountsRepository.insertAdmin(
          { id, email, name, passwordHash: await hasher.hash(password) },
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
