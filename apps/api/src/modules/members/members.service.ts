import {
  DEFAULT_LOCALE,
  AccessEnded,
  MemberAvailable,
  MemberLeft,
  ProblemError,
  type AccountId,
  type Locale,
  type members,
  type MembershipId,
  type Permission,
  type RoleRef,
  type TenantId,
} from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId, isDuplicateKey } from '@stageline/tenancy';
import type { MemberActor } from '../../http/route.ts';
import type { AccountsService } from '../accounts/index.ts';
import type { AuditLog } from '../audit/index.ts';
import { membersRepository, type Membership } from './members.repository.ts';
import { presentMember } from './members.presenter.ts';
import type { RolesService } from './roles.service.ts';

/** Open leads per member of the current tenant; a member without any may be missing. */
export type OpenLeadCounter = (ids: readonly MembershipId[]) => Promise<ReadonlyMap<MembershipId, number>>;

export interface MembersServiceDeps {
  readonly accounts: AccountsService;
  readonly unitOfWork: UnitOfWork;
  readonly countOpenLeads: OpenLeadCounter;
  readonly clock: Clock;
  readonly roles: RolesService;
  readonly audit: AuditLog;
  /** Ends every sign-in of an account on the current tenant's site, in the caller's transaction. */
  readonly endSignIns: (accountId: AccountId) => Promise<void>;
  /** What somebody may do here has changed: every process looks again at their sign-ins. */
  readonly onAccessChanged: (key: string) => Promise<void>;
}

export interface NewMember {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly roles: readonly RoleRef[];
  /** 1 to 10; 1 where it is left out. */
  readonly rank?: number;
  /** Of an account that is not there yet. */
  readonly locale?: Locale | undefined;
}

/** A member as somebody writes to them. */
export interface Recipient extends Pick<Membership, 'id' | 'name' | 'email'> {
  readonly locale: Locale;
}

export interface OwnerMembership {
  readonly id: MembershipId;
  readonly accountId: AccountId;
  readonly name: string;
  readonly email: string;
}

/** The team of the current tenant. */
export interface MembersService {
  list(): Promise<members.MemberView[]>;
  /** Everybody, as they are stored. */
  all(): Promise<Membership[]>;
  find(id: MembershipId): Promise<Membership | null>;
  findMany(ids: readonly MembershipId[]): Promise<Membership[]>;
  findByAccount(accountId: AccountId): Promise<Membership | null>;
  /** The accounts of those who have one of these roles. */
  accountsWithRoles(roles: readonly RoleRef[]): Promise<AccountId[]>;
  recipient(id: MembershipId): Promise<Recipient | null>;
  /** The owners, the oldest membership first. */
  owners(): Promise<Recipient[]>;
  /** Whose site it is: the oldest of its owners; null while it has none. */
  promoter(): Promise<MembershipId | null>;
  /**
   * Adds a member with a login. An address that has an account already keeps its password.
   * @throws ProblemError `already-member`
   */
  add(member: NewMember): Promise<members.MemberView>;
  /**
   * Adds somebody whose address is known to be theirs, in the caller's transaction.
   * @param passwordHash for an account that is not there yet
   * @throws ProblemError `already-member`
   */
  join(member: Omit<NewMember, 'password'>, passwordHash: string): Promise<Membership>;
  /** What these roles allow on the current tenant's site. */
  permissionsOf(roles: readonly RoleRef[]): Promise<ReadonlySet<Permission>>;
  /** @throws ProblemError `not-found`; `forbidden` for more than the actor may; `last-owner` */
  changeRoles(
    actor: MemberActor,
    id: MembershipId,
    change: { roles: readonly RoleRef[]; rank: number },
  ): Promise<members.MemberView>;
  /** @throws as `changeRoles` */
  remove(actor: MemberActor, id: MembershipId): Promise<void>;
  /** Those whom a member leads themselves. */
  ledBy(leaderId: MembershipId): Promise<MembershipId[]>;
  /** @throws ProblemError `not-found`; `validation-failed` for an unknown leader or one whom the member leads */
  setLeader(id: MembershipId, leaderId: MembershipId | null): Promise<members.MemberView>;
  /** Pauses or resumes the assignment of leads. @throws ProblemError `not-found` */
  setActive(id: MembershipId, active: boolean): Promise<members.MemberView>;
  /** The first step of a team, during provisioning; a second call finds what the first made. */
  ensureOwner(owner: OwnerMembership): Promise<void>;
}

export function createMembersService(deps: MembersServiceDeps): MembersService {
  const { accounts, unitOfWork, clock, roles, audit } = deps;

  async function present(membership: Membership): Promise<members.MemberView> {
    const counts = await deps.countOpenLeads([membership.id]);
    return presentMember(membership, counts.get(membership.id) ?? 0);
  }

  async function recipients(memberships: readonly Membership[]): Promise<Recipient[]> {
    const locales = await accounts.localesOf(memberships.map(({ accountId }) => accountId));
    return memberships.map(({ id, accountId, name, email }) => {
      return { id, name, email, locale: locales.get(accountId) ?? DEFAULT_LOCALE };
    });
  }

  const targetOf = ({ id, name }: Pick<Membership, 'id' | 'name'>) => ({ type: 'member', id, name });

  /** A member who may do nothing that the actor may not. @throws ProblemError `not-found`, `forbidden` */
  async function requireManageable(actor: MemberActor, id: MembershipId): Promise<Membership> {
    const membership = await membersRepository.find(id);
    if (membership === null) throw new ProblemError('not-found');
    for (const permission of await roles.permissionsOf(membership.roles))
      if (!actor.permissions.has(permission)) throw new ProblemError('forbidden');
    return membership;
  }

  /** @throws ProblemError `last-owner` */
  async function assertOtherOwner(id: MembershipId): Promise<void> {
    if ((await membersRepository.countOtherOwners(id, clock.now())) === 0) throw new ProblemError('last-owner');
  }

  /** Account and membership together, or neither. */
  async function insertWithLogin(member: Omit<NewMember, 'password'>, passwordHash: string): Promise<Membership> {
    const { name, email, rank = 1, locale = DEFAULT_LOCALE } = member;
    const tenantId: TenantId = currentTenantId();
    return unitOfWork.run(async (tx) => {
      const held = await accounts.findByEmail(email);
      const accountId = held?.id ?? newId('acc');
      if (held === null)
        await accounts.ensure({ id: accountId, email, name, passwordHash, locale, tenantIds: [tenantId] });
      else if ((await membersRepository.findByAccount(accountId)) !== null) throw new ProblemError('already-member');
      else await accounts.addTenant(accountId, tenantId);
      const membership: Membership = {
        id: newId('mem'),
        accountId,
        name,
        email,
        roles: member.roles,
        rank,
        active: true,
        createdAt: clock.now(),
      };
      await membersRepository.insert(membership);
      tx.record(MemberAvailable, { membershipId: membership.id });
      return membership;
    });
  }

  return {
    async list() {
      const memberships = await membersRepository.list();
      const counts = await deps.countOpenLeads(memberships.map(({ id }) => id));
      return memberships.map((membership) => presentMember(membership, counts.get(membership.id) ?? 0));
    },
    all: () => membersRepository.list(),
    find: (id) => membersRepository.find(id),
    findMany: (ids) => membersRepository.findMany(ids),
    accountsWithRoles: (refs) => membersRepository.accountsWithRoles(refs),
    findByAccount: (accountId) => membersRepository.findByAccount(accountId),
    async recipient(id) {
      const membership = await membersRepository.find(id);
      return membership === null ? null : (await recipients([membership]))[0]!;
    },
    owners: async () => recipients(await membersRepository.owners()),
    promoter: async () => (await membersRepository.owners())[0]?.id ?? null,

    async add({ password, ...member }) {
      // Hashed whether or not the address has an account, so that the time does not tell.
      const passwordHash = await accounts.hashPassword(password);
      try {
        const membership = await insertWithLogin(member, passwordHash);
        return await present(membership);
      } catch (error) {
        // Somebody added the same address at the same moment.
        throw isDuplicateKey(error) ? new ProblemError('already-member', { cause: error }) : error;
      }
    },

    join: insertWithLogin,
    permissionsOf: (refs) => roles.permissionsOf(refs),

    async changeRoles(actor, id, { roles: wanted, rank }) {
      const membership = await unitOfWork.run(async (tx) => {
        const before = await requireManageable(actor, id);
        await roles.assertGrantable(actor, wanted);
        if (before.roles.includes('owner') && !wanted.includes('owner')) await assertOtherOwner(id);
        const after = await membersRepository.setRoles(id, wanted, rank);
        if (after === null) throw new ProblemError('not-found');
        if (!(await roles.permissionsOf(wanted)).has('sessions.host')) tx.record(AccessEnded, { holders: [id] });
        if (after.active) tx.record(MemberAvailable, { membershipId: id });
        await audit.record({
          action: 'member.changed',
          target: targetOf(before),
          before: { roles: before.roles, rank: before.rank },
          after: { roles: wanted, rank },
        });
        return after;
      });
      await deps.onAccessChanged(id);
      return present(membership);
    },

    async remove(actor, id) {
      await unitOfWork.run(async (tx) => {
        const { accountId, ...before } = await requireManageable(actor, id);
        if (before.roles.includes('owner')) await assertOtherOwner(id);
        await membersRepository.remove(id);
        await membersRepository.releaseLed(id);
        await accounts.removeTenant(accountId, currentTenantId());
        await deps.endSignIns(accountId);
        tx.record(AccessEnded, { holders: [id] });
        tx.record(MemberLeft, { membershipId: id });
        const { email, roles: held, rank } = before;
        await audit.record({
          action: 'member.removed',
          target: targetOf(before),
          before: { email, roles: held, rank },
        });
      });
      await deps.onAccessChanged(id);
    },

    ledBy: (leaderId) => membersRepository.ledBy(leaderId),

    async setLeader(id, leaderId) {
      const membership = await unitOfWork.run(async () => {
        const before = await membersRepository.find(id);
        if (before === null) throw new ProblemError('not-found');
        if (leaderId !== null) await assertMayLead(leaderId, id, clock.now());
        const after = await membersRepository.setLeader(id, leaderId);
        if (after === null) throw new ProblemError('not-found');
        await audit.record({
          action: 'member.leader-changed',
          target: targetOf(before),
          before: { leaderId: before.leaderId ?? null },
          after: { leaderId },
        });
        return after;
      });
      return present(membership);
    },

    async setActive(id, active) {
      const membership = await unitOfWork.run(async (tx) => {
        const changed = await membersRepository.setActive(id, active);
        if (changed === null) throw new ProblemError('not-found');
        if (active) tx.record(MemberAvailable, { membershipId: id });
        return changed;
      });
      return present(membership);
    },

    async ensureOwner(owner) {
      if ((await membersRepository.find(owner.id)) !== null) return;
      const membership: Membership = {
        ...owner,
        roles: ['owner', 'host'],
        rank: 1,
        active: true,
        createdAt: clock.now(),
      };
      try {
        await membersRepository.insert(membership);
      } catch (error) {
        // The same step may be running in another process.
        if ((await membersRepository.find(owner.id)) === null) throw error;
      }
    },
  };
}

/** @throws ProblemError `validation-failed` for a leader who is not there, or whom the member leads, however many stand between */
async function assertMayLead(leaderId: MembershipId, id: MembershipId, now: Date): Promise<void> {
  const refuse = (message: string) =>
    new ProblemError('validation-failed', { issues: [{ in: 'body', pointer: '/leaderId', message }] });
  const passed = new Set<MembershipId>();
  for (let above: MembershipId | null = leaderId; above !== null && !passed.has(above);) {
    if (above === id) throw refuse('Nobody leads themselves, nor those who lead them.');
    passed.add(above);
    const leader = await membersRepository.readLeader(above, now);
    if (leader === null && above === leaderId) throw refuse('They are not on the team.');
    above = leader?.leaderId ?? null;
  }
}
