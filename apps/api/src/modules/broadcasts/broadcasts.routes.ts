import { broadcasts } from '@stageline/contracts';
import { route, type RouteBinding } from '../../http/route.ts';
import type { BroadcastsService } from './broadcasts.service.ts';

export function broadcastRoutes(service: BroadcastsService): RouteBinding[] {
  return [
    route(broadcasts.listBroadcasts, ({ query }) => service.list(query)),
    route(broadcasts.sendBroadcast, ({ actor, body }) => service.send(actor.adminId, body)),
    route(broadcasts.endBroadcast, ({ params }) => service.end(params.broadcastId)),
    route(broadcasts.listNotices, async ({ actor }) => ({ items: await service.noticesFor(actor.membershipId) })),
    route(broadcasts.dismissNotice, ({ actor, params }) => service.dismiss(params.broadcastId, actor.membershipId)),
  ];
}
