import {
  ProblemError,
  type IdentityProvider,
  type PasskeyId,
  type PasskeyView,
  type security,
  type SecurityView,
  type RoleRef,
} from '@stageline/contracts';
import type { z } from 'zod';
import type { MemberActor, TenantFacts } from '../../http/route.ts';
import type { Account, AccountsService } from '../accounts/index.ts';
import type { AuditLog } from '../audit/index.ts';
import type { AuditAction } from '@stageline/contracts';
import type { EmailLinks, SecurityNotice } from './email-links.ts';
import { factorPolicyRepository } from './factor-policy.repository.ts';
import type { Identities } from './identities.service.ts';
import type { PasskeyAnswer, Passkeys } from './passkeys.service.ts';
import type { Passkey } from './passkey.repository.ts';
import { relyingPartyOf, type RelyingParty } from './relying-party.ts';
import type { SecondFactors } from './second-factors.service.ts';

/** Who asks, and on which page of theirs. */
export interface Member {
  readonly actor: MemberActor;
  readonly tenant: TenantFacts;
  /** The host of the page, with its port. */
  readonly host: string;
}

export interface SecurityServiceDeps {
  readonly accounts: Pick<AccountsService, 'find' | 'changePassword'>;
  readonly factors: SecondFactors;
  readonly passkeys: Passkeys;
  readonly identities: Identities;
  readonly links: EmailLinks;
  readonly audit: AuditLog;
  readonly providers: readonly { readonly id: IdentityProvider; readonly label: string }[];
  readonly apex: string;
  readonly scheme: 'http' | 'https';
}

type Policy = z.output<typeof security.FactorPolicy>;

/** Roles among these of which the current tenant demands a second factor. */
export async function demandsFactor(roles: readonly RoleRef[]): Promise<boolean> {
  const demanded: readonly RoleRef[] = await factorPolicyRepository.roles();
  return roles.some((role) => demanded.includes(role));
}

/** The page on which members look after how they log in. Every change is in the audit log, and is mailed to them. */
export function createSecurityService(deps: SecurityServiceDeps) {
  const { accounts, factors, passkeys, identities, links, audit } = deps;

  const partyOf = (host: string): RelyingParty | null => relyingPartyOf(host, deps.apex, deps.scheme);

  /** @throws ProblemError `not-found` on a host where passkeys cannot work */
  function requireParty(host: string): RelyingParty {
    const party = partyOf(host);
    if (party === null) throw new ProblemError('not-found');
    return party;
  }

  async function accountOf({ actor }: Member): Promise<Account> {
    const account = await accounts.find(actor.accountId);
    if (account === null) throw new ProblemError('unauthenticated');
    return account;
  }

  async function changed(
    { actor, host }: Member,
    action: AuditAction,
    notice: SecurityNotice,
    facts: { readonly before?: object; readonly after?: object } = {},
  ): Promise<void> {
    await audit.record({ action, target: { type: 'account', id: actor.accountId }, ...facts });
    links.notify(`${deps.scheme}://${host}`, actor.accountId, notice);
  }

  /** Whoever has to have a factor keeps the last one. @throws ProblemError `factor-required` */
  async function assertMayLose({ actor }: Member, method: 'totp' | 'passkey', count: number): Promise<void> {
    if (!(await demandsFactor(actor.roles))) return;
    const methods = await factors.methodsOf(actor.accountId);
    const isLast = count <= 1 && !methods.some((other) => other !== method && other !== 'recovery-code');
    if (isLast) throw new ProblemError('factor-required');
  }

  return {
    async view(member: Member): Promise<SecurityView> {
      const { actor, host } = member;
      const [account, state, held, linked, factorRequired] = await Promise.all([
        accountOf(member),
        factors.stateOf(actor.accountId),
        passkeys.listOf(actor.accountId),
        identities.listOf(actor.accountId),
        demandsFactor(actor.roles),
      ]);
      return {
        email: account.email,
        emailVerified: account.emailVerifiedAt !== null,
        totpSince: state.totpSince?.toISOString() ?? null,
        recoveryCodesLeft: state.recoveryCodesLeft,
        passkeys: held.map(presentPasskey),
        passkeysHere: partyOf(host) !== null,
        identities: linked.map(({ provider, email, linkedAt }) => ({
          provider,
          email,
          linkedAt: linkedAt.toISOString(),
        })),
        providers: deps.providers.map((provider) => ({ ...provider })),
        factorRequired,
      };
    },

    /** @returns the account with the version that new sessions carry. @throws as `AccountsService.changePassword` */
    async changePassword(member: Member, current: string, password: string): Promise<Account> {
      const account = await accounts.changePassword(member.actor.accountId, current, password);
      await changed(member, 'account.password-changed', 'password-changed');
      return account;
    },

    async sendConfirmation(member: Member): Promise<{ email: string }> {
      const account = await accountOf(member);
      const host = { scope: member.tenant.id, origin: `${deps.scheme}://${member.host}` };
      if (account.emailVerifiedAt === null) await links.sendConfirmation(host, account);
      return { email: account.email };
    },

    async beginTotp(member: Member) {
      return factors.beginTotp(member.actor.accountId, (await accountOf(member)).email);
    },
    async confirmTotp(member: Member, code: string) {
      const recoveryCodes = await factors.confirmTotp(member.actor.accountId, code);
      await changed(member, 'account.totp-added', 'totp-added');
      return { recoveryCodes };
    },
    async removeTotp(member: Member): Promise<void> {
      const { accountId } = member.actor;
      await assertMayLose(member, 'totp', 1);
      if (!(await factors.removeTotp(accountId))) return;
      await factors.forgetUnneededCodes(accountId);
      await changed(member, 'account.totp-removed', 'totp-removed');
    },
    async renewRecoveryCodes(member: Member) {
      const recoveryCodes = await factors.renewRecoveryCodes(member.actor.accountId);
      await changed(member, 'account.recovery-codes-renewed', 'recovery-codes-renewed');
      return { recoveryCodes };
    },

    async newPasskeyOptions(member: Member) {
      return passkeys.newOptions(member.actor.accountId, await accountOf(member), requireParty(member.host));
    },
    async addPasskey(member: Member, name: string, answer: PasskeyAnswer) {
      const passkey = await passkeys.add(member.actor.accountId, name, answer, requireParty(member.host));
      const recoveryCodes = await factors.firstRecoveryCodes(member.actor.accountId);
      await changed(member, 'account.passkey-added', 'passkey-added', { after: { name } });
      return { passkey: presentPasskey(passkey), recoveryCodes };
    },
    async renamePasskey(member: Member, id: PasskeyId, name: string): Promise<PasskeyView> {
      return presentPasskey(await passkeys.rename(member.actor.accountId, id, name));
    },
    async removePasskey(member: Member, id: PasskeyId): Promise<void> {
      const { accountId } = member.actor;
      const held = await passkeys.listOf(accountId);
      if (!held.some((passkey) => passkey.id === id)) throw new ProblemError('not-found');
      await assertMayLose(member, 'passkey', held.length);
      const { name } = await passkeys.remove(accountId, id);
      await factors.forgetUnneededCodes(accountId);
      await changed(member, 'account.passkey-removed', 'passkey-removed', { before: { name } });
    },

    /** @param identity as the provider told it to us. @throws ProblemError `identity-taken` */
    async link(member: Member, identity: Parameters<Identities['link']>[1]): Promise<void> {
      await identities.link(member.actor.accountId, identity);
      const { provider, email } = identity;
      await changed(member, 'account.identity-linked', 'identity-linked', { after: { provider, email } });
    },
    async unlink(member: Member, provider: IdentityProvider): Promise<void> {
      const { email } = await identities.unlink(member.actor.accountId, provider);
      await changed(member, 'account.identity-unlinked', 'identity-unlinked', { before: { provider, email } });
    },

    policy: async (): Promise<Policy> => ({ roles: await factorPolicyRepository.roles() }),
    async setPolicy({ roles }: Policy): Promise<Policy> {
      const before = await factorPolicyRepository.roles();
      const after = [...new Set(roles)];
      await factorPolicyRepository.setRoles(after);
      await audit.record({
        action: 'security.policy-changed',
        before: { rolesWithSecondFactor: before },
        after: { rolesWithSecondFactor: after },
      });
      return { roles: after };
    },
  };
}
export type SecurityService = ReturnType<typeof createSecurityService>;

function presentPasskey({ id, name, synced, createdAt, lastUsedAt }: Passkey): PasskeyView {
  return {
    id,
    name,
    synced,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}
