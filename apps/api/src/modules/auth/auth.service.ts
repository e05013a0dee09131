import {
  AccountId,
  permissionsOfRoles,
  ProblemError,
  type auth,
  type signups,
  type TenantId,
} from '@stageline/contracts';
import type { SingleUseTokens } from '@stageline/platform/tickets';
import { runInTenant } from '@stageline/tenancy';
import { z } from 'zod';
import type { MemberActor } from '../../http/route.ts';
import type { NewMemberSession } from '../../http/sessions.ts';
import type { Account, AccountsService } from '../accounts/index.ts';
import type { Membership, MembersService } from '../members/index.ts';
import type { TenantsService } from '../tenants/index.ts';
import { operationsOf } from './permissions.policy.ts';

const HANDOVER = 'log-in';
/** Long enough for a redirect, too short to be of use in a browser's history. */
const HANDOVER_TTL_SECONDS = 60;
const HandoverPayload = z.strictObject({ accountId: AccountId });

export interface AuthServiceDeps {
  readonly accounts: AccountsService;
  readonly members: MembersService;
  readonly tenants: TenantsService;
  readonly tokens: SingleUseTokens;
}

/** What the session cookie of a tenant's host is made of, and the answer that goes with it. */
export interface StartedSession {
  readonly member: NewMemberSession;
  readonly me: auth.Me;
}

type SiteLink = z.output<(typeof signups)['platformLogin']['response']>['sites'][number];

export interface AuthService {
  /** @throws ProblemError `invalid-credentials` also for a right password of somebody who is no member here */
  logIn(tenantId: TenantId, email: string, password: string): Promise<StartedSession>;
  /** Spends a hand-over token. @throws ProblemError `invalid-ticket` */
  takeOver(tenantId: TenantId, token: string): Promise<StartedSession>;
  /** @throws ProblemError `unauthenticated` when the membership is gone */
  me(actor: MemberActor): Promise<auth.Me>;
  /** The active sites of an account, each with a token that logs in there. @throws ProblemError `invalid-credentials` */
  platformLogIn(email: string, password: string): Promise<SiteLink[]>;
  /** A token that logs the account in at the tenant's host, once, within 60 s. */
  issueHandover(tenantId: TenantId, accountId: AccountId): string;
}

/** Log-in, on a site and on the platform, and the hand-over between them. */
export function createAuthService({ accounts, members, tenants, tokens }: AuthServiceDeps): AuthService {
  const issueHandover = (tenantId: TenantId, accountId: AccountId): string =>
    tokens.issue(tenantId, HANDOVER, { accountId }, HANDOVER_TTL_SECONDS);

  async function startSession(tenantId: TenantId, account: Account, refusal: ProblemError): Promise<StartedSession> {
    const membership = await runInTenant(tenantId, () => members.findByAccount(account.id));
    if (membership === null) throw refusal;
    const { id: membershipId } = membership;
    const member = { accountId: account.id, membershipId, tenantId, sessionVersion: account.sessionVersion };
    return { member, me: presentMe(membership) };
  }

  /** The link to one site, or null where it is not served or the membership has ended. */
  async function linkTo(account: Account, tenantId: TenantId): Promise<SiteLink | null> {
    const tenant = await tenants.find(tenantId);
    if (tenant?.status !== 'active') return null;
    if ((await runInTenant(tenantId, () => members.findByAccount(account.id))) === null) return null;
    const { name, slug } = tenant;
    return { name, slug, url: tenants.urlOf(slug), handoverToken: issueHandover(tenantId, account.id) };
  }

  return {
    issueHandover,

    async logIn(tenantId, email, password) {
      const account = await accounts.authenticate(email, password);
      return startSession(tenantId, account, new ProblemError('invalid-credentials'));
    },

    async takeOver(tenantId, token) {
      const payload = HandoverPayload.safeParse(await tokens.spend(tenantId, HANDOVER, token));
      const account = payload.success ? await accounts.find(payload.data.accountId) : null;
      if (account === null) throw new ProblemError('invalid-ticket');
      return startSession(tenantId, account, new ProblemError('invalid-ticket'));
    },

    async me(actor) {
      const membership = await members.find(actor.membershipId);
      if (membership === null) throw new ProblemError('unauthenticated');
      return presentMe(membership);
    },

    async platformLogIn(email, password) {
      const account = await accounts.authenticate(email, password);
      const links = await Promise.all(account.tenantIds.map((tenantId) => linkTo(account, tenantId)));
      return links.filter((link) => link !== null);
    },
  };
}

function presentMe({ id, accountId, name, email, roles }: Membership): auth.Me {
  const permissions = permissionsOfRoles(roles);
  return {
    accountId,
    membershipId: id,
    name,
    email,
    roles: [...roles],
    permissions: [...permissions],
    operations: operationsOf(permissions),
  };
}
