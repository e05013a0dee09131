import { ProblemError, type AccountId, type AdminId, type Locale, type SignInId } from '@stageline/contracts';
import type { AdminActor, MemberActor, TenantFacts } from '../../http/route.ts';
import type { SessionOwner } from '../../http/sessions.ts';
import type { AccountsService } from '../accounts/index.ts';
import type { SecurityNotice } from './credentials.mail.ts';
import type { EmailLinks } from './email-links.ts';
import type { FactorOwner } from './owner.ts';
import type { FactorRule } from '../sign-ins/index.ts';

/** Whoever looks after how they log in: a member on a site, or an administrator. The page does not tell them apart. */
export interface Person {
  readonly owner: FactorOwner;
  /** Where they are signed in. */
  readonly realm: SessionOwner;
  readonly signInId: SignInId;
  /** The host of the page, with its port. */
  readonly host: string;
  /** What the audit log calls them. */
  readonly target: 'account' | 'admin';
  /** @throws ProblemError `unauthenticated` when they are gone */
  login(): Promise<{ readonly email: string; readonly name: string }>;
  /** Whether a second factor is demanded of them. */
  isDemanded(): Promise<boolean>;
  /** Mails them what was changed, after the answer. */
  notify(notice: SecurityNotice): void;
  /** Replaces their password. @throws as `AccountsService.changePassword` */
  changePassword(current: string, password: string): Promise<{ readonly sessionVersion: number }>;
}

export interface PeopleDeps {
  readonly accounts: Pick<AccountsService, 'find' | 'findAdmin' | 'changePassword' | 'changeAdminPassword'>;
  readonly links: Pick<EmailLinks, 'notify'>;
  /** Mails an administrator what was changed about them, after the answer. */
  readonly notifyAdmin: (admin: { email: string; name: string; locale: Locale }, notice: SecurityNotice) => void;
  readonly rule: FactorRule;
  readonly scheme: 'http' | 'https';
}

/** Turns whoever asks into a person. */
export function createPeople({ accounts, links, notifyAdmin, rule, scheme }: PeopleDeps) {
  const found = <T>(login: T | null): T => {
    if (login === null) throw new ProblemError('unauthenticated');
    return login;
  };
  return {
    member(context: { readonly actor: MemberActor; readonly tenant: TenantFacts; readonly host: string }): Person {
      const { actor, tenant, host } = context;
      const owner: AccountId = actor.accountId;
      return {
        owner,
        realm: tenant.id,
        signInId: actor.signIn.id,
        host,
        target: 'account',
        login: async () => found(await accounts.find(owner)),
        isDemanded: () => rule.demandedOf(actor.roles),
        notify: (notice) => links.notify(`${scheme}://${host}`, owner, notice),
        changePassword: (current, password) => accounts.changePassword(owner, current, password),
      };
    },

    admin({ actor, host }: { readonly actor: AdminActor; readonly host: string }): Person {
      const owner: AdminId = actor.adminId;
      const login = async () => found(await accounts.findAdmin(owner));
      return {
        owner,
        realm: 'admin',
        signInId: actor.signIn.id,
        host,
        target: 'admin',
        login,
        isDemanded: async () => rule.demandedOfAdmins,
        notify: (notice) =>
          void login().then(
            (admin) => notifyAdmin(admin, notice),
            () => undefined,
          ),
        changePassword: (current, password) => accounts.changeAdminPassword(owner, current, password),
      };
    },
  };
}
export type People = ReturnType<typeof createPeople>;
