import { auth, signups } from '@stageline/contracts';
import { route, type RouteBinding } from '../../http/route.ts';
import type { AuthService } from './auth.service.ts';

export function authRoutes(service: AuthService): RouteBinding[] {
  return [
    route(auth.logIn, async ({ tenant, body, session }) => {
      const started = await service.logIn(tenant.id, body.email, body.password);
      await session.startMember(started.member);
      return started.me;
    }),
    route(auth.handover, async ({ tenant, body, session }) => {
      const started = await service.takeOver(tenant.id, body.token);
      await session.startMember(started.member);
      return started.me;
    }),
    route(auth.logOut, async ({ session }) => session.end()),
    route(auth.getMe, ({ actor }) => service.me(actor)),
    route(signups.platformLogin, async ({ body }) => ({
      sites: await service.platformLogIn(body.email, body.password),
    })),
  ];
}
