import {
  AccountId,
  ProblemError,
  type auth,
  type Locale,
  type NextStep,
  type Permission,
  type signups,
  type TenantId,
} from '@stageline/contracts';
import type { SingleUseTokens } from '@stageline/platform/tickets';
import { runInTenant } from '@stageline/tenancy';
import { z } from 'zod';
import type { MemberActor } from '../../http/route.ts';
import type { NewMemberSession } from '../../http/sessions.ts';
import type { Account, AccountStanding, AccountsService } from '../accounts/index.ts';
import type { AuditLog } from '../audit/index.ts';
import type { Credentials, PasskeyAnswer, RelyingParty } from '../credentials/index.ts';
import type { Membership, MembersService } from '../members/index.ts';
import type { TenantAdministration, TenantsService } from '../tenants/index.ts';
import { createLogInGate, type CodeProof } from './log-in-gate.ts';
import { createPausedSites } from './paused-sites.ts';
import { operationsOf } from './permissions.policy.ts';

const HANDOVER = 'log-in';
/** Long enough for a redirect, too short to be of use in a browser's history. */
const HANDOVER_TTL_SECONDS = 60;
const HandoverPayload = z.strictObject({
  accountId: AccountId,
  /** Whether a second factor was proved already. */
  strong: z.boolean().default(false),
  /** The mark of the browser that the log-in was begun in; only that one may spend the token. */
  browser: z.string().optional(),
});
type Handover = z.input<typeof HandoverPayload>;

export interface AuthServiceDeps {
  readonly accounts: AccountsService;
  readonly members: MembersService;
  readonly tenants: TenantsService;
  readonly tokens: SingleUseTokens;
  readonly credentials: Credentials;
  readonly audit: AuditLog;
  /** Why sites are not served. */
  readonly administration: Pick<TenantAdministration, 'factsOf'>;
  /** Whom an owner asks about a suspended site; null where the operator named nobody. */
  readonly supportEmail: string | null;
}

/** What the session cookie of a tenant's host is made of, and the answer that goes with it. */
export interface StartedSession {
  readonly member: NewMemberSession;
  readonly me: auth.Me;
}
/** A session, or what the log-in asks for first. */
export type Entry = { readonly started: StartedSession } | { readonly next: NextStep };

type PlatformAnswer = z.output<(typeof signups)['platformLogin']['response']>;
type SiteLink = Extract<PlatformAnswer, { sites: unknown }>['sites'][number];

/** How somebody proved who they are; the audit log keeps it. */
export type LogInMethod =
  'password' | 'link' | 'new-password' | 'hand-over' | 'totp' | 'recovery-code' | 'passkey' | 'enrolment';

/** Who has proved what. `strong`: a second factor, too. */
interface Proof {
  readonly method: LogInMethod;
  readonly strong: boolean;
}

/** Log-in on a site's host. `tenantId` is always the host's own. */
export interface AuthService {
  /**
   * @throws ProblemError `invalid-credentials` also for a right password of somebody who is no member here,
   *   `too-many-requests`
   */
  logIn(tenantId: TenantId, email: string, password: string): Promise<Entry>;
  /** Spends a hand-over token. @param isBrowser whether the caller's browser has this mark. @throws ProblemError `invalid-ticket` */
  takeOver(tenantId: TenantId, token: string, isBrowser: (mark: string) => boolean): Promise<Entry>;
  /** @throws ProblemError `invalid-link` */
  spendLink(tenantId: TenantId, token: string): Promise<Entry>;
  /** Sets the password and ends all sessions, then logs in. @throws ProblemError `invalid-link` */
  resetPassword(tenantId: TenantId, token: string, password: string): Promise<Entry>;
  /** The second step by a code. @throws ProblemError `log-in-expired`, `invalid-code`, `too-many-requests` */
  passByCode(tenantId: TenantId, pending: string, proof: CodeProof): Promise<Entry>;
  /** A log-in by passkey, or with `pending` the second step by one. @throws ProblemError `log-in-expired`, `invalid-passkey` */
  enterByPasskey(tenantId: TenantId, party: RelyingParty, answer: PasskeyAnswer, pending?: string): Promise<Entry>;
  /** The second step where an app has to be enrolled first. @throws ProblemError `log-in-expired`, `invalid-code` */
  passByEnrolment(
    tenantId: TenantId,
    pending: string,
    code: string,
  ): Promise<{ started: StartedSession; recoveryCodes: string[] | null }>;
  beginEnrolment(tenantId: TenantId, pending: string): Promise<{ uri: string; secret: string }>;
  passkeyOptions(scope: TenantId | 'platform', party: RelyingParty, pending?: string): Promise<{ challenge: string }>;
  /** @throws ProblemError `unauthenticated` when the membership is gone */
  me(actor: MemberActor): Promise<auth.Me>;
  /** In which language we write to them from now on. */
  chooseLanguage(actor: MemberActor, locale: Locale): Promise<void>;
  /** A token that logs the account in at the tenant's host, once, within 60 s. */
  issueHandover(tenantId: TenantId, accountId: AccountId, more?: Omit<Handover, 'accountId'>): string;
  /** The same on the platform's host, where each answers the active sites of the account, with a token for each. */
  readonly platform: {
    logIn(email: string, password: string): Promise<PlatformAnswer>;
    takeOver(token: string, isBrowser: (mark: string) => boolean): Promise<PlatformAnswer>;
    spendLink(token: string): Promise<PlatformAnswer>;
    resetPassword(token: string, password: string): Promise<PlatformAnswer>;
    passByCode(pending: string, proof: CodeProof): Promise<PlatformAnswer>;
    enterByPasskey(party: RelyingParty, answer: PasskeyAnswer, pending?: string): Promise<PlatformAnswer>;
    /** A token that finishes a log-in on the platform's host. */
    issueHandover(accountId: AccountId, browser: string): string;
  };
}

/** Log-in, on a site and on the platform, and the hand-over between them. */
export function createAuthService(deps: AuthServiceDeps): AuthService {
  const { accounts, members, tenants, tokens, credentials, audit } = deps;
  const { passkeys, links } = credentials;
  const gate = createLogInGate<Account>({
    find: async (owner) => {
      const id = AccountId.safeParse(owner);
      return id.success ? accounts.find(id.data) : null;
    },
    credentials,
  });

  const pausedSites = createPausedSites(deps);

  const issueHandover: AuthService['issueHandover'] = (tenantId, accountId, more = {}) =>
    tokens.issue(tenantId, HANDOVER, { accountId, ...more } satisfies Handover, HANDOVER_TTL_SECONDS);

  async function start(tenantId: TenantId, account: Account, membership: Membership, { method, strong }: Proof) {
    const { id: membershipId, name } = membership;
    const actor = { kind: 'member', id: membershipId, name } as const;
    const me = await runInTenant(tenantId, async () => {
      await audit.record({ action: 'auth.logged-in', actor, after: { method } });
      return presentMe(membership, account, await members.permissionsOf(membership.roles));
    });
    const { id: accountId, sessionVersion } = account;
    return { member: { accountId, membershipId, tenantId, sessionVersion, strong }, me };
  }

  /** @param refusal for somebody who is no member here */
  async function enter(tenantId: TenantId, account: Account, proof: Proof, refusal: ProblemError): Promise<Entry> {
    const membership = await runInTenant(tenantId, () => members.findByAccount(account.id));
    if (membership === null) throw refusal;
    const isDemanded = () => runInTenant(tenantId, () => credentials.rule.demandedOf(membership.roles));
    const next = proof.strong ? null : await gate.nextStep(tenantId, account, isDemanded);
    return next === null ? { started: await start(tenantId, account, membership, proof) } : { next };
  }

  /** Past the second step; only the end of the membership can still be in the way. */
  async function finish(
    tenantId: TenantId,
    account: Account,
    method: LogInMethod,
  ): Promise<{ started: StartedSession }> {
    const entry = await enter(tenantId, account, { method, strong: true }, new ProblemError('log-in-expired'));
    if ('next' in entry) throw new Error('A proved second factor led to another');
    return entry;
  }

  /** The link to one site, or null where it is not served or the membership has ended. */
  async function linkTo(account: Account, tenantId: TenantId, strong: boolean): Promise<SiteLink | null> {
    const tenant = await tenants.find(tenantId);
    if (tenant?.status !== 'active') return null;
    if ((await runInTenant(tenantId, () => members.findByAccount(account.id))) === null) return null;
    const { name, slug } = tenant;
    return {
      name,
      slug,
      url: tenants.addressOf(tenant),
      handoverToken: issueHandover(tenantId, account.id, { strong }),
    };
  }

  async function enterPlatform(account: Account, { strong }: Pick<Proof, 'strong'>): Promise<PlatformAnswer> {
    const next = strong ? null : await gate.nextStep('platform', account, async () => false);
    if (next !== null) return next;
    const all = await Promise.all(account.tenantIds.map((tenantId) => linkTo(account, tenantId, strong)));
    return { sites: all.filter((link) => link !== null), paused: await pausedSites.of(account) };
  }

  async function redeem(scope: TenantId | 'platform', token: string, isBrowser: (mark: string) => boolean) {
    const payload = HandoverPayload.safeParse(await tokens.spend(scope, HANDOVER, token));
    if (!payload.success) throw new ProblemError('invalid-ticket');
    const { accountId, browser, strong } = payload.data;
    const account = browser === undefined || isBrowser(browser) ? await accounts.find(accountId) : null;
    if (account === null) throw new ProblemError('invalid-ticket');
    return { account, strong };
  }

  async function authenticate(email: string, password: string): Promise<Account> {
    try {
      return await accounts.authenticate(email, password);
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'invalid-credentials') await noteFailure(email);
      throw error;
    }
  }
  const noteFailure = (email: string) =>
    audit.record({ action: 'auth.log-in-failed', target: { type: 'address', id: email } });

  async function passByCode(scope: TenantId | 'platform', pending: string, proof: CodeProof): Promise<Account> {
    const account = await gate.passByCode(scope, pending, proof);
    const target = { type: 'account', id: account.id, name: account.name };
    if (proof.method === 'recovery-code') await audit.record({ action: 'account.recovery-code-used', target });
    return account;
  }

  async function reset(scope: TenantId | 'platform', token: string, password: string): Promise<Account> {
    const { id } = await links.spend(scope, 'password-reset', token);
    const account = await accounts.resetPassword(id, password);
    const target = { type: 'account', id, name: account.name };
    await audit.record({ action: 'account.password-changed', target, after: { method: 'mailed link' } });
    return account;
  }

  return {
    issueHandover,

    async logIn(tenantId, email, password) {
      const account = await authenticate(email, password);
      const refusal = new ProblemError('invalid-credentials');
      return enter(tenantId, account, { method: 'password', strong: false }, refusal).catch(async (error: unknown) => {
        if (error === refusal) await noteFailure(email);
        throw error;
      });
    },
    async takeOver(tenantId, token, isBrowser) {
      const { account, strong } = await redeem(tenantId, token, isBrowser);
      return enter(tenantId, account, { method: 'hand-over', strong }, new ProblemError('invalid-ticket'));
    },
    async spendLink(tenantId, token) {
      const account = await links.spend(tenantId, 'log-in', token);
      return enter(tenantId, account, { method: 'link', strong: false }, new ProblemError('invalid-link'));
    },
    async resetPassword(tenantId, token, password) {
      const account = await reset(tenantId, token, password);
      return enter(tenantId, account, { method: 'new-password', strong: false }, new ProblemError('invalid-link'));
    },
    async passByCode(tenantId, pending, proof) {
      const account = await passByCode(tenantId, pending, proof);
      return finish(tenantId, account, proof.method);
    },
    async enterByPasskey(tenantId, party, answer, pending) {
      const account = await gate.passByPasskey(tenantId, party, answer, pending);
      const proof = { method: 'passkey', strong: true } as const;
      return enter(tenantId, account, proof, new ProblemError('invalid-passkey'));
    },
    beginEnrolment: (tenantId, pending) => gate.beginEnrolment(tenantId, pending),
    async passByEnrolment(tenantId, pending, code) {
      const { logIn: account, recoveryCodes } = await gate.passByEnrolment(tenantId, pending, code);
      await audit.record({
        action: 'account.totp-added',
        target: { type: 'account', id: account.id, name: account.name },
      });
      return { ...(await finish(tenantId, account, 'enrolment')), recoveryCodes };
    },
    passkeyOptions: (scope, party, pending) =>
      pending === undefined ? passkeys.logInOptions(party) : gate.passkeyOptions(scope, party, pending),

    async me(actor) {
      const [membership, account] = await Promise.all([
        members.find(actor.membershipId),
        accounts.standingOf(actor.accountId),
      ]);
      if (membership === null || account === null) throw new ProblemError('unauthenticated');
      return presentMe(membership, account, actor.permissions);
    },

    chooseLanguage: ({ accountId }, locale) => accounts.setLocale(accountId, locale),

    platform: {
      logIn: async (email, password) => enterPlatform(await authenticate(email, password), { strong: false }),
      async takeOver(token, isBrowser) {
        const { account, strong } = await redeem('platform', token, isBrowser);
        return enterPlatform(account, { strong });
      },
      spendLink: async (token) => enterPlatform(await links.spend('platform', 'log-in', token), { strong: false }),
      resetPassword: async (token, password) =>
        enterPlatform(await reset('platform', token, password), { strong: false }),
      passByCode: async (pending, proof) =>
        enterPlatform(await passByCode('platform', pending, proof), { strong: true }),
      enterByPasskey: async (party, answer, pending) =>
        enterPlatform(await gate.passByPasskey('platform', party, answer, pending), { strong: true }),
      issueHandover: (accountId, browser) =>
        tokens.issue('platform', HANDOVER, { accountId, browser } satisfies Handover, HANDOVER_TTL_SECONDS),
    },
  };
}

function presentMe(
  { id, accountId, name, email, roles }: Membership,
  account: AccountStanding,
  permissions: ReadonlySet<Permission>,
): auth.Me {
  return {
    accountId,
    membershipId: id,
    name,
    email,
    roles: [...roles],
    permissions: [...permissions],
    operations: operationsOf(permissions),
    emailVerified: account.emailVerifiedAt !== null,
    locale: account.locale,
  };
}
