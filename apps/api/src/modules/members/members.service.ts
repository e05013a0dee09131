import {
  ProblemError,
  type AccountId,
  type members,
  type MembershipId,
  type TenantId,
  type TenantRole,
} from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId } from '@stageline/tenancy';
import type { AccountsService } from '../accounts/index.ts';
import { membersRepository, type Membership } from './members.repository.ts';
import { presentMember } from './members.presenter.ts';

/** Open leads per member of the current tenant; a member without any may be missing. */
export type OpenLeadCounter = (ids: readonly MembershipId[]) => Promise<ReadonlyMap<MembershipId, number>>;

export interface MembersServiceDeps {
  readonly accounts: AccountsService;
  readonly unitOfWork: UnitOfWork;
  readonly countOpenLeads: OpenLeadCounter;
  /** Somebody can take leads who could not before: leads that waited may be assigned. Runs in the tenant. */
  readonly onAvailable: () => Promise<void>;
  readonly clock: Clock;
}

export interface NewMember {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly roles: readonly TenantRole[];
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
  find(id: MembershipId): Promise<Membership | null>;
  findMany(ids: readonly MembershipId[]): Promise<Membership[]>;
  findByAccount(accountId: AccountId): Promise<Membership | null>;
  /**
   * Adds a member with a login. An address that has an account already keeps its password.
   * @throws ProblemError `email-taken` when they are on the team already
   */
  add(member: NewMember): Promise<members.MemberView>;
  /** Pauses or resumes the assignment of leads. @throws ProblemError `not-found` */
  setActive(id: MembershipId, active: boolean): Promise<members.MemberView>;
  /** The first step of a team, during provisioning; a second call finds what the first made. */
  ensureOwner(owner: OwnerMembership): Promise<void>;
  /**
   * Round robin: the active rep whose turn it is, or the owner where no rep is active. The turn passes on in the same
   * write, and within the caller's transaction where there is one.
   */
  takeNextAssignee(): Promise<Membership | null>;
}

export function createMembersService(deps: MembersServiceDeps): MembersService {
  const { accounts, unitOfWork, clock } = deps;

  async function present(membership: Membership): Promise<members.MemberView> {
    const counts = await deps.countOpenLeads([membership.id]);
    return presentMember(membership, counts.get(membership.id) ?? 0);
  }

  /** Account and membership together, or neither. */
  async function insertWithLogin(member: Omit<NewMember, 'password'>, passwordHash: string): Promise<Membership> {
    const { name, email, roles } = member;
    const tenantId: TenantId = currentTenantId();
    return unitOfWork.run(async () => {
      const held = await accounts.findByEmail(email);
      const accountId = held?.id ?? newId('acc');
      if (held === null) await accounts.ensure({ id: accountId, email, name, passwordHash, tenantIds: [tenantId] });
      else if ((await membersRepository.findByAccount(accountId)) !== null) throw new ProblemError('email-taken');
      else await accounts.addTenant(accountId, tenantId);
      const membership: Membership = {
        id: newId('mem'),
        accountId,
        name,
        email,
        roles,
        active: true,
        createdAt: clock.now(),
      };
      await membersRepository.insert(membership, await membersRepository.lowestTurn());
      return membership;
    });
  }

  return {
    async list() {
      const memberships = await membersRepository.list();
      const counts = await deps.countOpenLeads(memberships.map(({ id }) => id));
      return memberships.map((membership) => presentMember(membership, counts.get(membership.id) ?? 0));
    },
    find: (id) => membersRepository.find(id),
    findMany: (ids) => membersRepository.findMany(ids),
    findByAccount: (accountId) => membersRepository.findByAccount(accountId),

    async add({ password, ...member }) {
      // Hashed whether or not the address has an account, so that the time does not tell.
      const passwordHash = await accounts.hashPassword(password);
      try {
        const membership = await insertWithLogin(member, passwordHash);
        await deps.onAvailable();
        return await present(membership);
      } catch (error) {
        // Somebody added the same address at the same moment.
        throw (error as { code?: unknown }).code === 11_000 ? new ProblemError('email-taken', { cause: error }) : error;
      }
    },

    async setActive(id, active) {
      const membership = await membersRepository.setActive(id, active, await membersRepository.lowestTurn());
      if (membership === null) throw new ProblemError('not-found');
      if (active) await deps.onAvailable();
      return present(membership);
    },

    async ensureOwner(owner) {
      if ((await membersRepository.find(owner.id)) !== null) return;
      const membership: Membership = { ...owner, roles: ['owner', 'host'], active: true, createdAt: clock.now() };
      try {
        await membersRepository.insert(membership, 0);
      } catch (error) {
        // The same step may be running in another process.
        if ((await membersRepository.find(owner.id)) === null) throw error;
      }
    },

    async takeNextAssignee() {
      return (await membersRepository.takeTurn('rep')) ?? (await membersRepository.takeTurn('owner'));
    },
  };
}
