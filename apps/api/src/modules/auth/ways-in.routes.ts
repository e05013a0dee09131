import { credentials, ProblemError, security, type auth as contract } from '@stageline/contracts';
import { route, type RouteBinding, type SessionCookie } from '../../http/route.ts';
import { relyingPartyOf, type Credentials, type RelyingParty } from '../credentials/index.ts';
import type { AuthService, Entry } from './auth.service.ts';
import type { ProviderLogIns } from './provider-log-ins.ts';
import type { z } from 'zod';

export interface WaysInDeps {
  readonly service: AuthService;
  readonly credentials: Credentials;
  readonly providers: ProviderLogIns;
  readonly buttons: z.output<(typeof credentials)['methods']['response']>['providers'];
  readonly apex: string;
  readonly scheme: 'http' | 'https';
}

/** Begins the session, or answers what the log-in asks for first. */
export async function answerOf(entry: Entry, session: SessionCookie): Promise<z.output<typeof contract.LogInAnswer>> {
  if ('next' in entry) return entry.next;
  await session.startMember(entry.started.member);
  return entry.started.me;
}

/** Every way to log in besides the password, on a site's host. */
export function siteWaysIn(deps: WaysInDeps): RouteBinding[] {
  const { service, providers, apex, scheme } = deps;
  const { links, security: page } = deps.credentials;
  const partyOf = (host: string) => requireParty(host, apex, scheme);
  const linkHost = (tenant: { id: Parameters<AuthService['logIn']>[0] }, host: string) => ({
    scope: tenant.id,
    origin: `${scheme}://${host}`,
  });
  return [
    route(credentials.methods, async ({ host }) => methodsOf(host, deps)),
    route(credentials.requestLink, async ({ tenant, host, body }) => {
      links.ask(linkHost(tenant, host), 'log-in', body.email);
      return body;
    }),
    route(credentials.requestReset, async ({ tenant, host, body }) => {
      links.ask(linkHost(tenant, host), 'password-reset', body.email);
      return body;
    }),
    route(credentials.spendLink, async ({ tenant, body, session }) =>
      answerOf(await service.spendLink(tenant.id, body.token), session),
    ),
    route(credentials.resetPassword, async ({ tenant, body, session }) =>
      answerOf(await service.resetPassword(tenant.id, body.token, body.password), session),
    ),
    route(credentials.confirmEmail, async ({ tenant, body }) => ({
      email: (await links.spend(tenant.id, 'confirm-email', body.token)).email,
    })),
    route(credentials.secondFactor, async ({ tenant, host, body, session }) => {
      const entry = await service.passByCode(tenant.id, body.pending, body.proof);
      if (body.proof.method === 'recovery-code' && 'started' in entry)
        links.notify(linkHost(tenant, host).origin, entry.started.member.accountId, 'recovery-code-used');
      return answerOf(entry, session);
    }),
    route(credentials.beginEnrolment, ({ tenant, body }) => service.beginEnrolment(tenant.id, body.pending)),
    route(credentials.finishEnrolment, async ({ tenant, body, session }) => {
      const { started, recoveryCodes } = await service.passByEnrolment(tenant.id, body.pending, body.code);
      await session.startMember(started.member);
      return { me: started.me, recoveryCodes };
    }),
    route(credentials.passkeyOptions, ({ tenant, host, body }) =>
      service.passkeyOptions(tenant.id, partyOf(host), body.pending),
    ),
    route(credentials.passkeyLogIn, async ({ tenant, host, body, session }) =>
      answerOf(await service.enterByPasskey(tenant.id, partyOf(host), body.response, body.pending), session),
    ),
    route(credentials.startProvider, async ({ tenant, host, params, body, browser }) => {
      const { scope, origin } = linkHost(tenant, host);
      const { provider } = params;
      const next = body.next ?? null;
      return { url: await providers.begin({ provider, scope, origin, next, browser: browser.keep(), linkTo: null }) };
    }),
    route(security.startLinking, async ({ tenant, host, params, actor, browser }) => {
      const flow = { ...linkHost(tenant, host), provider: params.provider, next: null, browser: browser.keep() };
      return { url: await providers.begin({ ...flow, linkTo: actor.accountId }) };
    }),
    route(security.linkIdentity, async (context) => {
      const { accountId: _, ...identity } = await providers.redeemLink(
        context.tenant.id,
        context.actor.accountId,
        context.body.token,
      );
      await page.link(context, identity);
      return { provider: identity.provider };
    }),
  ];
}

/** The same on the platform's host. */
export function platformWaysIn(deps: WaysInDeps): RouteBinding[] {
  const { providers, apex, scheme, service } = deps;
  const { platform } = service;
  const { links } = deps.credentials;
  const here = { scope: 'platform', origin: `${scheme}://${apex}` } as const;
  const partyOf = (host: string) => requireParty(host, apex, scheme);
  return [
    route(credentials.platformMethods, async ({ host }) => methodsOf(host, deps)),
    route(credentials.platformRequestLink, async ({ body }) => {
      links.ask(here, 'log-in', body.email);
      return body;
    }),
    route(credentials.platformRequestReset, async ({ body }) => {
      links.ask(here, 'password-reset', body.email);
      return body;
    }),
    route(credentials.platformSpendLink, ({ body }) => platform.spendLink(body.token)),
    route(credentials.platformResetPassword, ({ body }) => platform.resetPassword(body.token, body.password)),
    route(credentials.platformConfirmEmail, async ({ body }) => ({
      email: (await links.spend('platform', 'confirm-email', body.token)).email,
    })),
    route(credentials.platformSecondFactor, ({ body }) => platform.passByCode(body.pending, body.proof)),
    route(credentials.platformPasskeyOptions, ({ host, body }) =>
      service.passkeyOptions('platform', partyOf(host), body.pending),
    ),
    route(credentials.platformPasskeyLogIn, ({ host, body }) =>
      platform.enterByPasskey(partyOf(host), body.response, body.pending),
    ),
    route(credentials.platformStartProvider, async ({ params, body, browser }) => {
      const flow = { ...here, provider: params.provider, next: body.next ?? null, browser: browser.keep() };
      return { url: await providers.begin({ ...flow, linkTo: null }) };
    }),
    route(credentials.platformHandover, ({ body, browser }) =>
      platform.takeOver(body.token, (mark) => browser.is(mark)),
    ),
  ];
}

const methodsOf = (host: string, { buttons, apex, scheme }: WaysInDeps) => ({
  providers: [...buttons],
  passkeys: relyingPartyOf(host, apex, scheme) !== null,
});

/** @throws ProblemError `not-found` on a host where passkeys cannot work */
export function requireParty(host: string, apex: string, scheme: 'http' | 'https'): RelyingParty {
  const party = relyingPartyOf(host, apex, scheme);
  if (party === null) throw new ProblemError('not-found');
  return party;
}
