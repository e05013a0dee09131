import {
  ProblemError,
  RoomRoleChanged,
  type MembershipId,
  type RoomRole,
  type SeenRoomRole,
  type SessionId,
  type sessions,
} from '@stageline/contracts';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId } from '@stageline/tenancy';
import type { MemberActor } from '../../http/route.ts';
import type { AuditLog } from '../audit/index.ts';
import type { RoomChannel } from './room-channel.ts';
import type { GivenRole, RoomRolesRepository } from './room-roles.repository.ts';
import type { SessionsRepository } from './sessions.repository.ts';
import type { MediaControl, RoomMember, TeamDirectory } from './sessions.types.ts';

export interface RoomTeamDeps {
  readonly roles: RoomRolesRepository;
  readonly repository: SessionsRepository;
  readonly members: TeamDirectory;
  readonly unitOfWork: UnitOfWork;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly media: MediaControl;
  readonly room: Pick<RoomChannel, 'disconnect'>;
}

const PAGE = 50;
/** Those with more to do come first. */
const RANKS = ['host', 'cohost', 'moderator'];

const folded = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Who of the team may do what in one room (C-01). */
export function createRoomTeam(deps: RoomTeamDeps) {
  const { roles, repository, members, unitOfWork, audit, media, room } = deps;

  async function assertSession(sessionId: SessionId): Promise<void> {
    if ((await repository.find(sessionId)) === null) throw new ProblemError('not-found');
  }

  /** By what was given for the room, else by the role on the site. An owner is always a host. */
  async function roleOf(member: RoomMember, given: GivenRole | null): Promise<SeenRoomRole | null> {
    if (member.roles.includes('owner')) return 'host';
    if (given !== null) return given;
    return (await members.permissionsOf(member.roles)).has('sessions.host') ? 'host' : null;
  }

  async function present(actor: MemberActor, member: RoomMember, given: GivenRole | null) {
    const role = await roleOf(member, given);
    const isFixed = member.roles.includes('owner') || member.id === actor.membershipId;
    return { id: member.id, name: member.name, role, isFixed };
  }

  async function existing(membershipId: MembershipId): Promise<RoomMember> {
    const member = await members.find(membershipId);
    if (member === null) throw new ProblemError('not-found');
    return member;
  }

  async function roleIn(actor: MemberActor, sessionId: SessionId): Promise<RoomRole | null> {
    if (actor.roles.includes('owner')) return 'host';
    const given = await roles.find(sessionId, actor.membershipId);
    return given ?? (actor.permissions.has('sessions.host') ? 'host' : null);
  }

  async function assertRole(actor: MemberActor, sessionId: SessionId, wanted: readonly RoomRole[]): Promise<RoomRole> {
    const role = await roleIn(actor, sessionId);
    if (role === null || !wanted.includes(role)) throw new ProblemError('forbidden');
    return role;
  }

  return {
    /** What somebody who is signed in may do in a room. @throws ProblemError `forbidden` unless it is one of these */
    assertRole,

    /**
     * Who shows and asks in a room what was prepared for it: its hosts and co-hosts, whatever they may do on the site. Their
     * role is read each time, so what is taken back is refused from then on.
     * @throws ProblemError `not-found`; `forbidden`
     */
    async assertDirects(actor: MemberActor, sessionId: SessionId): Promise<void> {
      await assertSession(sessionId);
      await assertRole(actor, sessionId, ['host', 'cohost']);
    },

    /** The same to look at what was prepared, which those who prepare it may, too. @throws ProblemError `not-found`; `forbidden` */
    async assertSeesPrepared(actor: MemberActor, sessionId: SessionId): Promise<void> {
      await assertSession(sessionId);
      if (!actor.permissions.has('sessions.host')) await assertRole(actor, sessionId, ['host', 'cohost']);
    },

    /** Whether a role that a ticket says is still what its holder has. */
    async holds(sessionId: SessionId, membershipId: MembershipId, role: RoomRole): Promise<boolean> {
      const member = await members.find(membershipId);
      return member !== null && (await roleOf(member, await roles.find(sessionId, membershipId))) === role;
    },

    /** The team of a room. @throws ProblemError `not-found`; `forbidden` */
    async list(actor: MemberActor, sessionId: SessionId, search: string) {
      await assertSession(sessionId);
      await assertRole(actor, sessionId, ['host']);
      const given = await roles.list(sessionId);
      const wanted = folded(search);
      const found = (await members.all()).filter(({ name }) => folded(name).includes(wanted));
      const team = await Promise.all(found.map((member) => present(actor, member, given.get(member.id) ?? null)));
      const rankOf = ({ role }: sessions.RoomTeamMember) => (role === null ? RANKS.length : RANKS.indexOf(role));
      team.sort((a, b) => rankOf(a) - rankOf(b) || a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
      return { items: team.slice(0, PAGE), hasMore: team.length > PAGE };
    },

    /**
     * Gives a member a role in a room, or takes it back; it holds at once.
     * @throws ProblemError `not-found`; `forbidden` to whoever is not a host there, and for an owner or oneself
     */
    async setRole(
      actor: MemberActor,
      sessionId: SessionId,
      membershipId: MembershipId,
      role: GivenRole | null,
    ): Promise<sessions.RoomTeamMember> {
      await assertSession(sessionId);
      await assertRole(actor, sessionId, ['host']);
      const member = await existing(membershipId);
      return unitOfWork.run(async (tx) => {
        const before = await roles.find(sessionId, membershipId);
        const changed = await present(actor, member, role);
        if (changed.isFixed) throw new ProblemError('forbidden');
        if (before === role) return changed;
        if (role === null) await roles.remove(sessionId, membershipId);
        else await roles.set(sessionId, membershipId, role);
        tx.record(RoomRoleChanged, { sessionId, membershipId });
        await audit.record({
          action: 'session.role-changed',
          target: { type: 'membership', id: membershipId, name: member.name },
          before: { role: before },
          after: { role, sessionId },
        });
        return changed;
      });
    },

    /** Carries a change out where somebody is in the room now: what holds by now, however late this is. */
    async applyRole(sessionId: SessionId, membershipId: MembershipId): Promise<void> {
      const tenantId = currentTenantId();
      const member = await members.find(membershipId);
      const role = member === null ? null : await roleOf(member, await roles.find(sessionId, membershipId));
      await media.setRole(tenantId, sessionId, membershipId, role);
      // They come back with a ticket that says what they may do now.
      room.disconnect(tenantId, sessionId, membershipId);
    },
  };
}
export type RoomTeam = ReturnType<typeof createRoomTeam>;
