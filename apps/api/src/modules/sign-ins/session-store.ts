import {
  permissionsOfAdminRole,
  type AccountId,
  type AdminId,
  type Permission,
  type RoleRef,
  type SignInId,
  type TenantId,
} from '@stageline/contracts';
import { newId, type Clock, type Logger } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { runInTenant } from '@stageline/tenancy';
import type { AdminActor, MemberActor } from '../../http/route.ts';
import {
  unauthenticated,
  type Device,
  type SessionOwner,
  type SessionStore,
  type SessionTokens,
} from '../../http/sessions.ts';
import type { PlatformAdmin, SessionVersionCache } from '../accounts/index.ts';
import type { AuditLog } from '../audit/index.ts';
import type { Membership } from '../members/index.ts';
import type { LiveSignIns } from './live-sign-ins.ts';
import type { RefreshToken, RefreshTokens } from './refresh-tokens.ts';
import { adminSignIns, memberSignIns, type SignIn, type SignInsRepository } from './sign-ins.repository.ts';
import { recordEnd } from './access-ended.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** A session ends when it was not used for this long … */
const IDLE_MS = 14 * DAY_MS;
/** … and in any case this long after its log-in. */
const ABSOLUTE_MS = 90 * DAY_MS;
/** Tabs of one browser come with the same token at the same moment; later than this it is somebody else's copy. */
const GRACE_MS = 10_000;

export interface SessionStoreDeps {
  readonly live: LiveSignIns;
  readonly tokens: RefreshTokens;
  readonly versions: SessionVersionCache;
  /** A membership of the current tenant, null when it has ended. */
  readonly findMember: (id: Membership['id']) => Promise<Membership | null>;
  /** What these roles allow on the current tenant's site. */
  readonly permissionsOf: (roles: readonly RoleRef[]) => Promise<ReadonlySet<Permission>>;
  readonly findAdmin: (id: AdminId) => Promise<PlatformAdmin | null>;
  /** Who may be signed in only with a second factor; a function, because the module that owns factors is made later. */
  readonly factorRule: () => FactorRule;
  readonly audit: AuditLog;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Of whom a second factor is demanded, and who has one. */
export interface FactorRule {
  /** Whether the current tenant demands one of somebody with these roles. */
  demandedOf(roles: readonly RoleRef[]): Promise<boolean>;
  /** Whether the platform demands one of its administrators. */
  readonly demandedOfAdmins: boolean;
  has(owner: AccountId | AdminId): Promise<boolean>;
}

/** Runs `work` where an owner's sign-ins are. */
export const inOwner = <T>(owner: SessionOwner, work: (repository: SignInsRepository) => Promise<T>): Promise<T> =>
  owner === 'admin' ? work(adminSignIns) : runInTenant(owner, () => work(memberSignIns));

/** Sessions of members and administrators: access tokens stand for a sign-in, refresh tokens carry it on. */
export function createSessionStore(deps: SessionStoreDeps): SessionStore {
  const { live, tokens, versions, clock } = deps;
  /** Requests of this process that came with one token at once share one replacement. */
  const underWay = new Map<string, Promise<SessionTokens>>();

  const endsAt = (startedAt: Date, now: Date): Date =>
    new Date(Math.min(now.getTime() + IDLE_MS, startedAt.getTime() + ABSOLUTE_MS));
  const isOver = (signIn: SignIn): boolean => signIn.endsAt.getTime() <= clock.now().getTime();
  const factsOf = ({ id, provedAt, strong = false }: SignIn) => ({ id, provedAt: provedAt.getTime(), strong });
  /** Where a second factor is demanded, a sign-in in which none was proved counts for nothing. */
  const isStrong = async ({ strong = false, subjectId }: SignIn): Promise<boolean> =>
    strong && (await deps.factorRule().has(subjectId));

  async function loadMember(tenantId: TenantId, id: SignInId) {
    const ended = { actor: null, keys: [] };
    const signIn = await memberSignIns.find(id);
    if (signIn?.membershipId == null || isOver(signIn)) return ended;
    const accountId = signIn.subjectId as AccountId;
    const [version, member] = await Promise.all([versions.ofAccount(accountId), deps.findMember(signIn.membershipId)]);
    if (version !== signIn.sessionVersion || member?.accountId !== accountId) return ended;
    const { id: membershipId, roles } = member;
    if ((await deps.factorRule().demandedOf(roles)) && !(await isStrong(signIn))) return ended;
    const permissions = await deps.permissionsOf(roles);
    const actor: MemberActor = {
      kind: 'member',
      accountId,
      membershipId,
      roles,
      permissions,
      signIn: factsOf(signIn),
    };
    return { actor, keys: [accountId, membershipId, tenantId] };
  }

  async function loadAdmin(id: SignInId) {
    const ended = { actor: null, keys: [] };
    const signIn = await adminSignIns.find(id);
    if (signIn === null || isOver(signIn)) return ended;
    const admin = await deps.findAdmin(signIn.subjectId as AdminId);
    if (admin === null || admin.sessionVersion !== signIn.sessionVersion) return ended;
    if (deps.factorRule().demandedOfAdmins && !(await isStrong(signIn))) return ended;
    const { id: adminId, role } = admin;
    const permissions = permissionsOfAdminRole(role);
    const actor: AdminActor = { kind: 'admin', adminId, role, permissions, signIn: factsOf(signIn) };
    return { actor, keys: [adminId] };
  }

  async function begin(
    owner: SessionOwner,
    who: Pick<SignIn, 'subjectId' | 'membershipId' | 'sessionVersion' | 'strong'>,
    device: Device,
  ): Promise<SessionTokens> {
    const now = clock.now();
    const token = tokens.first(newId('sin'));
    const signIn: SignIn = {
      id: token.id,
      ...who,
      secretHash: tokens.hash(token),
      previousHash: null,
      startedAt: now,
      refreshedAt: now,
      provedAt: now,
      endsAt: endsAt(now, now),
      ...device,
    };
    await inOwner(owner, (repository) => repository.insert(signIn));
    return present(signIn, token);
  }

  const present = ({ id, subjectId, endsAt: end }: SignIn, token: RefreshToken): SessionTokens => ({
    signInId: id,
    subject: subjectId,
    refreshToken: tokens.seal(token),
    endsAt: end,
  });

  /** Whether a token is the one that was replaced just now, by another tab of the same browser. */
  const isJustReplaced = (signIn: SignIn, hash: string): boolean =>
    signIn.previousHash === hash && clock.now().getTime() - signIn.refreshedAt.getTime() <= GRACE_MS;

  async function replace(owner: SessionOwner, token: RefreshToken, device: Device): Promise<SessionTokens> {
    const hash = tokens.hash(token);
    const successor = tokens.successorOf(token);
    return inOwner(owner, async (repository) => {
      let signIn = await repository.find(token.id);
      if (signIn?.secretHash === hash && !isOver(signIn)) {
        const now = clock.now();
        const next = { previousHash: hash, refreshedAt: now, endsAt: endsAt(signIn.startedAt, now), ...device };
        const change = { ...next, secretHash: tokens.hash(successor) };
        if (await repository.refresh(token.id, hash, change)) return present({ ...signIn, ...change }, successor);
        // Another process was faster: what it wrote says whether we come at the same moment.
        signIn = await repository.find(token.id);
      }
      if (signIn === null || isOver(signIn)) throw unauthenticated();
      if (isJustReplaced(signIn, hash)) return present(signIn, successor);
      await endStolen(owner, repository, signIn, device);
      throw unauthenticated();
    });
  }

  /** @returns whether there was one */
  async function removeOne(owner: SessionOwner, repository: SignInsRepository, id: SignInId): Promise<boolean> {
    const removed = await deps.unitOfWork.run(async (tx) => {
      if (!(await repository.remove(id))) return false;
      recordEnd(tx, owner, [id]);
      return true;
    });
    if (removed) await live.changed(id);
    return removed;
  }

  /** A token that we gave away once, and long replaced: two hold the family, and we cannot tell which is the owner. */
  async function endStolen(
    owner: SessionOwner,
    repository: SignInsRepository,
    signIn: SignIn,
    device: Device,
  ): Promise<void> {
    await removeOne(owner, repository, signIn.id);
    deps.logger.warn({ signInId: signIn.id, owner }, 'a replaced refresh token came back');
    await deps.audit.record({
      action: 'sign-in.reuse-detected',
      target: { type: 'sign-in', id: signIn.id },
      after: { ip: device.ip, userAgent: device.userAgent },
      actor: { kind: 'visitor', id: null, name: null },
    });
  }

  return {
    member: (tenantId, id) =>
      live.get(id, () => runInTenant(tenantId, () => loadMember(tenantId, id))) as
        MemberActor | null | Promise<MemberActor | null>,
    admin: (id) => live.get(id, () => loadAdmin(id)) as AdminActor | null | Promise<AdminActor | null>,

    startMember: ({ tenantId, accountId, ...rest }, device) =>
      begin(tenantId, { subjectId: accountId, ...rest }, device),
    startAdmin: ({ adminId, ...rest }, device) =>
      begin('admin', { subjectId: adminId, membershipId: null, ...rest }, device),

    async refresh(owner, refreshToken, device) {
      const token = tokens.open(refreshToken);
      if (token === null) throw unauthenticated();
      const key = `${owner}.${token.id}.${token.secret}`;
      let replacing = underWay.get(key);
      if (replacing === undefined) {
        replacing = replace(owner, token, device).finally(() => underWay.delete(key));
        underWay.set(key, replacing);
      }
      return replacing;
    },

    async check(owner, refreshToken) {
      const token = tokens.open(refreshToken);
      if (token === null) return null;
      const hash = tokens.hash(token);
      const signIn = await inOwner(owner, (repository) => repository.find(token.id));
      if (signIn === null || isOver(signIn)) return null;
      return signIn.secretHash === hash || isJustReplaced(signIn, hash) ? signIn.id : null;
    },

    async end(owner, refreshToken) {
      const token = tokens.open(refreshToken);
      if (token === null) return;
      // Any token of the family ends it: its holder has shown that it is theirs to end.
      await inOwner(owner, async (repository) => {
        const signIn = await repository.find(token.id);
        if (signIn === null || !(await removeOne(owner, repository, token.id))) return;
        const action = owner === 'admin' ? 'admin.logged-out' : 'auth.logged-out';
        await deps.audit.record({ action, actorId: signIn.membershipId ?? signIn.subjectId });
      });
    },
  };
}
