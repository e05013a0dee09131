import {
  AccessEnded,
  isTenantRole,
  permissionSet,
  ProblemError,
  roleCatalogue,
  roleLabels,
  rolePermissions,
  type Locale,
  type MembershipId,
  type Permission,
  type RoleId,
  type RoleRef,
  roles,
} from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId, isDuplicateKey } from '@stageline/tenancy';
import type { MemberActor } from '../../http/route.ts';
import type { AuditLog } from '../audit/index.ts';
import { customRolesRepository, type CustomRoleRow } from './custom-roles.repository.ts';
import { invitationsRepository } from './invitations.repository.ts';
import { membersRepository } from './members.repository.ts';

export interface RolesServiceDeps {
  readonly unitOfWork: UnitOfWork;
  readonly audit: AuditLog;
  readonly clock: Clock;
  /** What these ids stand for has changed: every process looks again at the sign-ins that they touch. */
  readonly onAccessChanged: (key: string) => Promise<void>;
}

export type NewRole = Pick<CustomRoleRow, 'name' | 'permissions'>;

const idsAmong = (refs: readonly RoleRef[]): RoleId[] => refs.filter((ref): ref is RoleId => !isTenantRole(ref));

/** The roles of the current tenant: those that every site has, and its own. */
export function createRolesService({ unitOfWork, audit, clock, onAccessChanged }: RolesServiceDeps) {
  async function permissionsOf(refs: readonly RoleRef[]): Promise<ReadonlySet<Permission>> {
    const own = idsAmong(refs);
    const custom = own.length === 0 ? [] : await customRolesRepository.findMany(own);
    const common = refs.filter(isTenantRole).flatMap((role) => rolePermissions[role]);
    return permissionSet([...common, ...custom.flatMap(({ permissions }) => permissions)]);
  }

  async function present(row: CustomRoleRow): Promise<roles.CustomRole> {
    const { id, version, name, permissions } = row;
    return { id, version, name, permissions: [...permissions], members: await membersRepository.countWithRole(id) };
  }

  /** Nobody gives away what they do not have. @throws ProblemError `forbidden` */
  function assertHolds(actor: MemberActor, wanted: Iterable<Permission>): void {
    for (const permission of wanted) if (!actor.permissions.has(permission)) throw new ProblemError('forbidden');
  }

  /** Turns a name that is taken, by another role or by one that every site has, into its problem. */
  async function named<T>(name: string, write: () => Promise<T>): Promise<T> {
    const wanted = name.toLowerCase();
    if (Object.values(roleCatalogue).some(({ label }) => label.toLowerCase() === wanted))
      throw new ProblemError('name-taken');
    try {
      return await write();
    } catch (error) {
      throw isDuplicateKey(error) ? new ProblemError('name-taken', { cause: error }) : error;
    }
  }

  /** Members with a role, who may host by none of theirs. */
  async function hostsNoMore(role: RoleId): Promise<MembershipId[]> {
    const ended: MembershipId[] = [];
    for (const { id, roles: held } of await membersRepository.withRole(role))
      if (!(await permissionsOf(held)).has('sessions.host')) ended.push(id);
    return ended;
  }

  return {
    permissionsOf,

    /** Those among these roles that the site has. */
    async existing(refs: readonly RoleRef[]): Promise<RoleRef[]> {
      const own = idsAmong(refs);
      const custom = own.length === 0 ? [] : await customRolesRepository.findMany(own);
      const held = new Set<RoleRef>(custom.map(({ id }) => id));
      return refs.filter((ref) => isTenantRole(ref) || held.has(ref));
    },

    /** The roles with their names in a language; one that is gone is left out. */
    async namesOf(refs: readonly RoleRef[], locale: Locale): Promise<{ ref: RoleRef; name: string }[]> {
      const custom = new Map((await customRolesRepository.findMany(idsAmong(refs))).map(({ id, name }) => [id, name]));
      return refs.flatMap((ref) => {
        const name = isTenantRole(ref) ? roleLabels[locale][ref] : custom.get(ref);
        return name === undefined ? [] : [{ ref, name }];
      });
    },

    /**
     * Whether an actor may give these roles away; within a transaction they cannot be removed before it commits.
     * @throws ProblemError `forbidden` where they allow more than the actor may; `validation-failed` for an unknown role
     */
    async assertGrantable(actor: MemberActor, refs: readonly RoleRef[]): Promise<void> {
      const own = idsAmong(refs);
      if (own.length > 0 && (await customRolesRepository.hold(own, clock.now())) !== own.length) {
        const issue = { in: 'body', pointer: '/roles', message: 'One of these roles is gone.' } as const;
        throw new ProblemError('validation-failed', { issues: [issue] });
      }
      assertHolds(actor, await permissionsOf(refs));
    },

    async list(): Promise<roles.CustomRole[]> {
      return Promise.all((await customRolesRepository.list()).map(present));
    },

    /** @throws ProblemError `limit-reached`, `name-taken`, `forbidden` */
    async create(actor: MemberActor, { name, permissions }: NewRole): Promise<roles.CustomRole> {
      assertHolds(actor, permissions);
      const row: CustomRoleRow = { id: newId('rol'), version: 1, name, permissions: [...permissionSet(permissions)] };
      await named(name, () =>
        unitOfWork.run(async () => {
          if ((await customRolesRepository.count()) >= roles.MAX_CUSTOM_ROLES) throw new ProblemError('limit-reached');
          await customRolesRepository.insert(row, clock.now());
          const after = { permissions: row.permissions };
          await audit.record({ action: 'role.defined', target: { type: 'role', id: row.id, name }, after });
        }),
      );
      return present(row);
    },

    /** @throws ProblemError `not-found`, `conflict`, `name-taken`, `forbidden` */
    async update(actor: MemberActor, id: RoleId, seen: number, change: NewRole): Promise<roles.CustomRole> {
      assertHolds(actor, change.permissions);
      const row = await named(change.name, () =>
        unitOfWork.run(async (tx) => {
          const before = await customRolesRepository.find(id);
          if (before === null) throw new ProblemError('not-found');
          const wanted = { name: change.name, permissions: [...permissionSet(change.permissions)] };
          const after = await customRolesRepository.update(id, seen, wanted);
          if (after === null) throw new ProblemError('conflict');
          if (before.permissions.includes('sessions.host') && !wanted.permissions.includes('sessions.host')) {
            const hosts = await hostsNoMore(id);
            if (hosts.length > 0) tx.record(AccessEnded, { holders: hosts });
          }
          const { name, permissions } = before;
          const target = { type: 'role', id, name };
          await audit.record({ action: 'role.changed', target, before: { name, permissions }, after: wanted });
          return after;
        }),
      );
      await onAccessChanged(currentTenantId());
      return present(row);
    },

    /** @throws ProblemError `not-found`; `role-in-use` while a member or an invitation has it */
    async remove(id: RoleId): Promise<void> {
      await unitOfWork.run(async () => {
        const row = await customRolesRepository.find(id);
        if (row === null) throw new ProblemError('not-found');
        const holders = await membersRepository.countWithRole(id);
        if (holders > 0 || (await invitationsRepository.existsWithRole(id))) throw new ProblemError('role-in-use');
        await customRolesRepository.remove(id);
        const target = { type: 'role', id, name: row.name };
        await audit.record({ action: 'role.removed', target, before: { permissions: row.permissions } });
      });
    },
  };
}
export type RolesService = ReturnType<typeof createRolesService>;
