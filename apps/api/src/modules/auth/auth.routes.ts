import { auth, signups } from '@stageline/contracts';
import { route, type RouteBinding } from '../../http/route.ts';
import type { AuthService } from './auth.service.ts';
import { answerOf } from './ways-in.routes.ts';

export function authRoutes(service: AuthService): RouteBinding[] {
  return [
    route(auth.logIn, async ({ tenant, body, session }) =>
      answerOf(await service.logIn(tenant.id, body.email, body.password), session),
    ),
    route(auth.handover, async ({ tenant, body, session, browser }) =>
      answerOf(await service.takeOver(tenant.id, body.token, (mark) => browser.is(mark)), session),
    ),
    route(auth.logOut, async ({ session }) => session.end()),
    route(auth.getMe, ({ actor }) => service.me(actor)),
    route(auth.chooseLanguage, ({ actor, body }) => service.chooseLanguage(actor, body.locale)),
    route(signups.platformLogin, ({ body }) => service.platform.logIn(body.email, body.password)),
  ];
}
