import { ProblemError, type IdentityProvider, type SecurityView } from '@stageline/contracts';
import type { MemberActor, TenantFacts } from '../../http/route.ts';
import type { Account, AccountsService } from '../accounts/index.ts';
import type { EmailLinks } from './email-links.ts';
import type { Identities } from './identities.service.ts';
import type { Person } from './people.ts';
import type { SecurityService } from './security.service.ts';

/** A member who asks, and on which page of theirs. */
export interface Member {
  readonly actor: MemberActor;
  readonly tenant: TenantFacts;
  /** The host of the page, with its port. */
  readonly host: string;
}

export interface MemberSecurityDeps {
  readonly accounts: Pick<AccountsService, 'find'>;
  readonly own: SecurityService;
  readonly personOf: (member: Member) => Person;
  readonly identities: Identities;
  readonly links: Pick<EmailLinks, 'sendConfirmation'>;
  readonly providers: readonly { readonly id: IdentityProvider; readonly label: string }[];
  readonly scheme: 'http' | 'https';
}

/** What members have besides: a confirmed address, and log-ins of other companies. */
export function createMemberSecurity(deps: MemberSecurityDeps) {
  const { accounts, own, personOf, identities, links } = deps;

  async function accountOf({ actor }: Member): Promise<Account> {
    const account = await accounts.find(actor.accountId);
    if (account === null) throw new ProblemError('unauthenticated');
    return account;
  }

  return {
    async view(member: Member): Promise<SecurityView> {
      const [view, account, linked] = await Promise.all([
        own.view(personOf(member)),
        accountOf(member),
        identities.listOf(member.actor.accountId),
      ]);
      return {
        ...view,
        emailVerified: account.emailVerifiedAt !== null,
        identities: linked.map(({ provider, email, linkedAt }) => ({
          provider,
          email,
          linkedAt: linkedAt.toISOString(),
        })),
        providers: deps.providers.map((provider) => ({ ...provider })),
      };
    },

    async sendConfirmation(member: Member): Promise<{ email: string }> {
      const account = await accountOf(member);
      const host = { scope: member.tenant.id, origin: `${deps.scheme}://${member.host}` };
      if (account.emailVerifiedAt === null) await links.sendConfirmation(host, account);
      return { email: account.email };
    },

    /** @param identity as the provider told it to us. @throws ProblemError `identity-taken` */
    async link(member: Member, identity: Parameters<Identities['link']>[1]): Promise<void> {
      await identities.link(member.actor.accountId, identity);
      const { provider, email } = identity;
      await own.changed(personOf(member), 'account.identity-linked', 'identity-linked', { after: { provider, email } });
    },
    async unlink(member: Member, provider: IdentityProvider): Promise<void> {
      const { email } = await identities.unlink(member.actor.accountId, provider);
      const facts = { before: { provider, email } };
      await own.changed(personOf(member), 'account.identity-unlinked', 'identity-unlinked', facts);
    },
  };
}
export type MemberSecurity = ReturnType<typeof createMemberSecurity>;
