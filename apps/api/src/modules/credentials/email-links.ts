import { createHash } from 'node:crypto';
import { AccountId, ProblemError, type TenantId } from '@stageline/contracts';
import type { MailBrand } from '@stageline/domain';
import { scopedKey, type SingleUseTokens } from '@stageline/platform/tickets';
import { runInTenant } from '@stageline/tenancy';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Account, AccountsService } from '../accounts/index.ts';
import type { MailService } from '../mail/index.ts';
import type { MembersService } from '../members/index.ts';
import type { Background } from './background.ts';
import { linkMail, noticeMail, type LinkPurpose, type SecurityNotice } from './credentials.mail.ts';

export type { LinkPurpose, SecurityNotice } from './credentials.mail.ts';

/** The host whose pages the link opens, e.g. `http://kevin.stage.test`. */
export interface LinkHost {
  readonly scope: TenantId | 'platform';
  readonly origin: string;
}

/** The same for a site's host only. */
export type SiteHost = LinkHost & { readonly scope: TenantId };

export interface EmailLinksDeps {
  readonly accounts: Pick<AccountsService, 'find' | 'findByEmail' | 'verifyEmail'>;
  readonly members: Pick<MembersService, 'findByAccount'>;
  readonly mailer: Pick<MailService, 'send'>;
  /** The current tenant's brand. */
  readonly brand: () => Promise<MailBrand>;
  readonly tokens: SingleUseTokens;
  readonly redis: Redis;
  readonly background: Background;
}

export interface EmailLinks {
  /** Mails a link if the address has an account here. Answers at once, before the address is looked at. */
  ask(host: LinkHost, purpose: LinkPurpose, email: string): void;
  /** Mails the link that confirms an account's address, in the name of a site. */
  sendConfirmation(host: SiteHost, account: Account): Promise<void>;
  /** The same once per account, however often it is called. Nothing for one that is gone or confirmed. */
  sendFirstConfirmation(host: SiteHost, accountId: AccountId): Promise<void>;
  /**
   * Spends a link; the address counts as verified then. A new password meanwhile has ended it, unless it only confirms.
   * @throws ProblemError `invalid-link`
   */
  spend(scope: LinkHost['scope'], purpose: LinkPurpose, token: string): Promise<Account>;
  /** Tells the account's owner of a change, after the answer. For the current tenant. */
  notify(origin: string, accountId: AccountId, notice: SecurityNotice): void;
}

/** In whose name the platform itself writes. */
export const PLATFORM_BRAND: MailBrand = { siteName: 'Stageline', primaryColor: '#111827' };
const TTL_SECONDS: Readonly<Record<LinkPurpose, number>> = {
  'log-in': 15 * 60,
  'password-reset': 15 * 60,
  'confirm-email': 24 * 3600,
};
/** Where the page with the button lies; the token is in the fragment, which no server and no log sees. */
const PATHS: Readonly<Record<LinkPurpose, string>> = {
  'log-in': '/log-in/link',
  'password-reset': '/log-in/new-password',
  'confirm-email': '/log-in/confirm-email',
};
/** Mails that one address may be sent per purpose and host in a quarter of an hour: more would be harassment. */
const MOST_MAILS = 3;
const MAIL_WINDOW_SECONDS = 900;
/** In one step: a count without an end would keep an address from its mails for ever. */
const COUNT_MAIL = `
local count = redis.call('INCR', KEYS[1])
if redis.call('TTL', KEYS[1]) < 0 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return count`;

const Payload = z.strictObject({ accountId: AccountId, email: z.string(), sessionVersion: z.int() });

/** Links by mail: to log in, for a new password, to confirm an address. */
export function createEmailLinks(deps: EmailLinksDeps): EmailLinks {
  const { accounts, members, mailer, tokens, redis, background } = deps;

  async function mayMail(scope: LinkHost['scope'], purpose: LinkPurpose, email: string): Promise<boolean> {
    const key = scopedKey(scope, 'login', 'mails', purpose, createHash('sha256').update(email).digest('base64url'));
    return Number(await redis.eval(COUNT_MAIL, 1, key, MAIL_WINDOW_SECONDS)) <= MOST_MAILS;
  }

  /** The tenant in whose name a mail goes out; null where the account has nothing to do with this host. */
  async function senderOf({ scope }: LinkHost, account: Pick<Account, 'id' | 'tenantIds'>): Promise<TenantId | null> {
    const tenantId = scope === 'platform' ? account.tenantIds[0] : scope;
    if (tenantId === undefined) return null;
    const isMember = await runInTenant(tenantId, () => members.findByAccount(account.id));
    return isMember === null ? null : tenantId;
  }

  async function mail(
    host: LinkHost,
    sender: TenantId,
    purpose: LinkPurpose,
    account: Account,
    key?: string,
  ): Promise<void> {
    const { id: accountId, email, sessionVersion } = account;
    const token = tokens.issue(
      host.scope,
      `mail:${purpose}`,
      { accountId, email, sessionVersion },
      TTL_SECONDS[purpose],
    );
    const url = `${host.origin}${PATHS[purpose]}#${token}`;
    await runInTenant(sender, async () => {
      const brand = host.scope === 'platform' ? PLATFORM_BRAND : await deps.brand();
      await mailer.send({
        ...linkMail(purpose, brand, account, url),
        ...(host.scope === 'platform' && { fromName: PLATFORM_BRAND.siteName }),
        ...(key !== undefined && { idempotencyKey: key }),
      });
    });
  }

  return {
    ask: (host, purpose, email) =>
      background.run(`mail:${purpose}`, async () => {
        if (!(await mayMail(host.scope, purpose, email))) return;
        const account = await accounts.findByEmail(email);
        const sender = account === null ? null : await senderOf(host, account);
        if (account !== null && sender !== null) await mail(host, sender, purpose, account);
      }),

    sendConfirmation: (host, account) => mail(host, host.scope, 'confirm-email', account),
    async sendFirstConfirmation(host, accountId) {
      const account = await accounts.find(accountId);
      if (account === null || account.emailVerifiedAt !== null) return;
      await mail(host, host.scope, 'confirm-email', account, `confirm-email:${accountId}`);
    },

    async spend(scope, purpose, token) {
      const payload = Payload.safeParse(await tokens.spend(scope, `mail:${purpose}`, token).catch(asInvalidLink));
      const account = payload.success ? await accounts.find(payload.data.accountId) : null;
      const { email, sessionVersion } = payload.data ?? {};
      if (account === null || account.email !== email) throw new ProblemError('invalid-link');
      // Who has a new password since then did not need the old link, and may have lost it to somebody else.
      if (purpose !== 'confirm-email' && account.sessionVersion !== sessionVersion)
        throw new ProblemError('invalid-link');
      if (!(await accounts.verifyEmail(account.id, account.email))) return account;
      return (await accounts.find(account.id)) ?? account;
    },

    notify: (origin, accountId, notice) =>
      background.run('mail:notice', async () => {
        const account = await accounts.find(accountId);
        if (account === null) return;
        await mailer.send(noticeMail(notice, await deps.brand(), account, `${origin}/dashboard/security`));
      }),
  };
}

function asInvalidLink(error: unknown): never {
  throw error instanceof ProblemError ? new ProblemError('invalid-link', { cause: error }) : error;
}
