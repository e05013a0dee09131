import {
  permissionsOfAdminRole,
  permissionsOfRoles,
  ProblemError,
  type AdminId,
  type SignInId,
  type TenantRole,
} from '@stageline/contracts';
import { newId } from '@stageline/platform';
import type { Actor, AdminActor, MemberActor } from '../http/route.ts';
import type { NewAdminSession, NewMemberSession, SessionStore, SessionTokens } from '../http/sessions.ts';

/** Longer than any test or measurement. */
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Sessions without a database, for tests and measurements of the pipeline alone: every member has these roles, nothing runs
 * out, and no refresh token is taken.
 * @param isAlive asked at every request
 */
export function createMemorySessions(roles: readonly TenantRole[], isAlive: () => boolean = () => true) {
  const actors = new Map<SignInId, Actor>();
  const permissions = permissionsOfRoles(roles);
  const find = <A extends Actor>(id: SignInId): A | null =>
    isAlive() ? ((actors.get(id) as A | undefined) ?? null) : null;

  function keep(id: SignInId, subject: string, actor: Actor): SessionTokens {
    actors.set(id, actor);
    return { signInId: id, subject, refreshToken: 'none', endsAt: new Date(Date.now() + DAY_MS) };
  }
  const signInOf = (id: SignInId) => ({ id, provedAt: Date.now(), strong: false });

  const store: SessionStore = {
    member: (_tenantId, id) => find<MemberActor>(id),
    admin: (id) => find<AdminActor>(id),
    async startMember({ accountId, membershipId }: NewMemberSession) {
      const id = newId('sin');
      return keep(id, accountId, { kind: 'member', accountId, membershipId, roles, permissions, signIn: signInOf(id) });
    },
    async startAdmin({ adminId }: NewAdminSession) {
      const id = newId('sin');
      return keep(id, adminId, {
        kind: 'admin',
        adminId,
        role: 'owner',
        permissions: permissionsOfAdminRole('owner'),
        signIn: signInOf(id),
      });
    },
    refresh: () => Promise.reject(new ProblemError('unauthenticated')),
    check: async () => null,
    end: async () => undefined,
  };
  return {
    store,
    /** A sign-in that is there already, for tokens that are signed by hand. */
    member(): { sid: SignInId; sub: string } {
      const [id, accountId] = [newId('sin'), newId('acc')];
      keep(id, accountId, {
        kind: 'member',
        accountId,
        membershipId: newId('mem'),
        roles,
        permissions,
        signIn: signInOf(id),
      });
      return { sid: id, sub: accountId };
    },
    admin(adminId: AdminId): { sid: SignInId; sub: string } {
      const id = newId('sin');
      keep(id, adminId, {
        kind: 'admin',
        adminId,
        role: 'owner',
        permissions: permissionsOfAdminRole('owner'),
        signIn: signInOf(id),
      });
      return { sid: id, sub: adminId };
    },
  };
}
