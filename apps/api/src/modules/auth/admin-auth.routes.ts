import { adminAuth, credentials } from '@stageline/contracts';
import type { z } from 'zod';
import { route, type RouteBinding, type SessionCookie } from '../../http/route.ts';
import { relyingPartyOf } from '../credentials/index.ts';
import type { AdminEntry, AdminLogIn } from './admin-log-in.ts';
import { requireParty } from './ways-in.routes.ts';

export interface AdminAuthRoutesDeps {
  readonly admins: AdminLogIn;
  readonly apex: string;
  readonly scheme: 'http' | 'https';
}

async function answerOf(
  entry: AdminEntry,
  session: SessionCookie,
): Promise<z.output<typeof adminAuth.AdminLogInAnswer>> {
  if ('next' in entry) return entry.next;
  await session.startAdmin(entry.started.admin);
  return entry.started.me;
}

/** Log-in of the administrators, on their host. */
export function adminAuthRoutes({ admins, apex, scheme }: AdminAuthRoutesDeps): RouteBinding[] {
  const partyOf = (host: string) => requireParty(host, apex, scheme);
  return [
    route(adminAuth.adminLogIn, async ({ body, session }) =>
      answerOf(await admins.logIn(body.email, body.password), session),
    ),
    route(adminAuth.adminLogOut, async ({ session }) => session.end()),
    route(adminAuth.getAdminMe, ({ actor }) => admins.me(actor)),
    route(adminAuth.chooseAdminLanguage, ({ actor, body }) => admins.chooseLanguage(actor, body.locale)),
    route(credentials.adminMethods, async ({ host }) => ({
      providers: [],
      passkeys: relyingPartyOf(host, apex, scheme) !== null,
    })),
    route(credentials.adminSecondFactor, async ({ body, session }) =>
      answerOf(await admins.passByCode(body.pending, body.proof), session),
    ),
    route(credentials.adminPasskeyOptions, ({ host, body }) => admins.passkeyOptions(partyOf(host), body.pending)),
    route(credentials.adminPasskeyLogIn, async ({ host, body, session }) =>
      answerOf(await admins.enterByPasskey(partyOf(host), body.response, body.pending), session),
    ),
    route(credentials.adminBeginEnrolment, ({ body }) => admins.beginEnrolment(body.pending)),
    route(credentials.adminFinishEnrolment, async ({ body, session }) => {
      const { started, recoveryCodes } = await admins.passByEnrolment(body.pending, body.code);
      await session.startAdmin(started.admin);
      return { me: started.me, recoveryCodes };
    }),
  ];
}
