import { createHash, randomBytes } from 'node:crypto';
import {
  AccountId,
  IdentityProvider,
  ProblemError,
  TenantId,
  type ErrorCode,
  type IdentityProvider as Provider,
} from '@stageline/contracts';
import { IntegrationError, type ExternalIdentity, type IdentityPort } from '@stageline/integrations/identity';
import type { Logger } from '@stageline/platform';
import type { SingleUseTokens } from '@stageline/platform/tickets';
import { globalKey } from '@stageline/tenancy';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { BrowserMark } from '../../http/browser-mark.ts';
import type { AuditLog } from '../audit/index.ts';
import type { Credentials } from '../credentials/index.ts';
import type { AuthService } from './auth.service.ts';

const Flow = z.strictObject({
  provider: IdentityProvider,
  /** Whose host it began on. */
  scope: z.union([TenantId, z.literal('platform')]),
  /** Where it goes back to. */
  origin: z.string(),
  /** The mark of the browser, on that host. */
  browser: z.string(),
  /** Where the log-in leads, a path of that host. */
  next: z.string().nullable(),
  /** Who links it, when it is not for a log-in. */
  linkTo: AccountId.nullable(),
});
type Flow = z.infer<typeof Flow>;

/** A log-in at the provider: its secrets, and the mark of the browser on the platform's host. */
const Journey = Flow.extend({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  platformBrowser: z.string(),
});

const LinkPayload = z.strictObject({
  accountId: AccountId,
  provider: IdentityProvider,
  issuer: z.string(),
  subject: z.string(),
  email: z.string().nullable(),
});
export type LinkPayload = z.infer<typeof LinkPayload>;

export interface ProviderLogInsDeps {
  readonly identity: IdentityPort;
  readonly credentials: Pick<Credentials, 'identities'>;
  readonly auth: Pick<AuthService, 'issueHandover' | 'platform'>;
  readonly tokens: SingleUseTokens;
  readonly audit: AuditLog;
  readonly redis: Redis;
  readonly logger: Logger;
  readonly apex: string;
  readonly scheme: 'http' | 'https';
}

/**
 * Log-ins with other companies. A provider sends people back to registered addresses only, so all sites share one callback
 * on the platform's host; from there a single-use token takes them to the host on which they began:
 *
 * site: `begin` -> platform: `depart` -> provider -> platform: `arrive` -> site: hand-over
 *
 * Each leg is kept in Redis for ten minutes, can be gone once, and only by the browser that began: the site's host and the
 * platform's host mark it each with a cookie of their own.
 */
export interface ProviderLogIns {
  /** @returns where to send the browser. @throws ProblemError `not-found` for a provider that is not configured */
  begin(flow: Flow): Promise<string>;
  /** The platform's host on the way out. @returns the provider's address, or where it began, with a problem */
  depart(provider: string, flowId: string, browser: BrowserMark): Promise<string>;
  /** The platform's host on the way back. @returns the host where it began, with a token or a problem */
  arrive(provider: string, query: URLSearchParams, browser: BrowserMark): Promise<string>;
  /** The identity of a linking token. @throws ProblemError `invalid-ticket` also when another account began it */
  redeemLink(tenantId: TenantId, accountId: AccountId, token: string): Promise<LinkPayload>;
}

const TTL_SECONDS = 600;
const LINK = 'link-identity';
/** From the redirect to the page that spends it. */
const LINK_TTL_SECONDS = 60;

const newSecret = (): string => randomBytes(32).toString('base64url');
const keyOf = (leg: 'depart' | 'arrive', secret: string) =>
  globalKey('login', 'provider', leg, createHash('sha256').update(secret).digest('base64url'));

export function createProviderLogIns(deps: ProviderLogInsDeps): ProviderLogIns {
  const { identity, auth, credentials, tokens, redis } = deps;
  const platformOrigin = `${deps.scheme}://${deps.apex}`;
  const callbackOf = (provider: Provider) => `${platformOrigin}/auth/callback/${provider}`;

  async function take<T extends z.ZodType>(leg: 'depart' | 'arrive', secret: string, schema: T) {
    const held = await redis.getdel(keyOf(leg, secret));
    return held === null ? null : (schema.parse(JSON.parse(held)) as z.output<T>);
  }
  const keep = (leg: 'depart' | 'arrive', secret: string, value: object) =>
    redis.set(keyOf(leg, secret), JSON.stringify(value), 'EX', TTL_SECONDS);

  /** Back to the page where it began, which says what went wrong. */
  function backTo({ origin, linkTo, next }: Pick<Flow, 'origin' | 'linkTo' | 'next'>, problem: ErrorCode): string {
    const page = new URL(linkTo === null ? '/log-in' : '/dashboard/security', origin);
    page.searchParams.set('problem', problem);
    if (next !== null) page.searchParams.set('next', next);
    return page.href;
  }
  const lost = (): string => backTo({ origin: platformOrigin, linkTo: null, next: null }, 'log-in-expired');

  function problemOf(error: unknown): ErrorCode {
    if (error instanceof ProblemError) return error.code;
    if (!(error instanceof IntegrationError)) throw error;
    deps.logger.warn({ err: error }, 'log-in with a provider failed');
    return error.code === 'unavailable' ? 'unavailable' : 'provider-refused';
  }

  async function tokenFor(flow: Flow, person: ExternalIdentity): Promise<URL> {
    const { scope, origin, browser, next, linkTo } = flow;
    if (linkTo !== null && scope !== 'platform') {
      const { provider, issuer, subject, email } = person;
      const payload: LinkPayload = { accountId: linkTo, provider, issuer, subject, email };
      const token = tokens.issue(scope, LINK, payload, LINK_TTL_SECONDS);
      return new URL(`/dashboard/security#link=${token}`, origin);
    }
    const { account, isNew } = await credentials.identities.resolve(person);
    if (isNew) await noteLink(scope, account, person);
    const page = new URL('/handover', origin);
    if (next !== null) page.searchParams.set('next', next);
    page.hash =
      scope === 'platform'
        ? auth.platform.issueHandover(account.id, browser)
        : auth.issueHandover(scope, account.id, { browser });
    return page;
  }

  async function noteLink(
    scope: Flow['scope'],
    { id, name }: { id: AccountId; name: string },
    { provider, email }: ExternalIdentity,
  ): Promise<void> {
    const target = { type: 'account', id, name };
    const entry = { action: 'account.identity-linked', target, after: { provider, email } } as const;
    await (scope === 'platform' ? deps.audit.record(entry) : deps.audit.recordFor(scope, entry));
  }

  return {
    async begin(flow) {
      if (!identity.providers.some(({ id }) => id === flow.provider)) throw new ProblemError('not-found');
      const id = newSecret();
      await keep('depart', id, flow);
      return `${platformOrigin}/auth/start/${flow.provider}?flow=${id}`;
    },

    async depart(provider, flowId, browser) {
      const flow = await take('depart', flowId, Flow);
      if (flow?.provider !== provider) return lost();
      try {
        const secrets = identity.newSecrets();
        const target = await identity.authorizationUrl(flow.provider, callbackOf(flow.provider), secrets);
        await keep('arrive', secrets.state, { ...flow, ...secrets, platformBrowser: browser.keep() });
        return target;
      } catch (error) {
        return backTo(flow, problemOf(error));
      }
    },

    async arrive(provider, query, browser) {
      const journey = await take('arrive', query.get('state') ?? '', Journey);
      if (journey?.provider !== provider || !browser.is(journey.platformBrowser)) return lost();
      const { state, nonce, codeVerifier, platformBrowser: _, ...flow } = journey;
      try {
        const callbackUrl = new URL(callbackOf(flow.provider));
        callbackUrl.search = query.toString();
        const person = await identity.identify(flow.provider, callbackUrl, { state, nonce, codeVerifier });
        return (await tokenFor(flow, person)).href;
      } catch (error) {
        return backTo(flow, problemOf(error));
      }
    },

    async redeemLink(tenantId, accountId, token) {
      const payload = LinkPayload.safeParse(await tokens.spend(tenantId, LINK, token));
      if (!payload.success || payload.data.accountId !== accountId) throw new ProblemError('invalid-ticket');
      return payload.data;
    },
  };
}
