import { support } from '@stageline/contracts';
import { route, type RouteBinding } from '../../http/route.ts';
import type { SupportService } from './support.service.ts';

export function supportRoutes(service: SupportService): RouteBinding[] {
  return [
    route(support.startSupport, ({ actor, params, body }) =>
      service.start(actor.adminId, params.tenantId, body.reason, body.minutes),
    ),
    route(support.enterSupport, async ({ body, session }) => session.startSupport(await service.enter(body.token))),
    route(support.endSupport, async ({ actor, session }) => {
      if (actor.support === undefined) return;
      await service.end(actor.support.visitId);
      await session.end();
    }),
    route(support.getSupportVisit, async ({ actor }) => ({ visit: await service.visitOf(actor) })),
    route(support.getSupportPolicy, async () => ({ allowed: await service.allowed() })),
    route(support.setSupportPolicy, async ({ body }) => {
      await service.allow(body.allowed);
      return body;
    }),
  ];
}
