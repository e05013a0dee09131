import { moments, roomNamespace } from '@stageline/contracts';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { claimsOf, socketPart } from '../../realtime/binding.ts';
import { createCatchUp, type CatchUpDeps } from './catch-up.service.ts';
import { createMomentsService, type MomentsService, type MomentsServiceDeps } from './moments.service.ts';

export type MomentsModuleDeps = Omit<MomentsServiceDeps, 'sessions'> &
  Omit<CatchUpDeps, 'sessions'> & { readonly sessions: MomentsServiceDeps['sessions'] & CatchUpDeps['sessions'] };
export interface MomentsModule extends ApiModule {
  readonly service: MomentsService;
}

/** The one timeline of a masterclass: what the modules of the room know of it, each from its own records. */
export function createMomentsModule(deps: MomentsModuleDeps): MomentsModule {
  const service = createMomentsService(deps);
  const catchUp = createCatchUp(deps);
  return {
    name: 'moments',
    service,
    sockets: [
      socketPart({
        namespace: roomNamespace,
        handlers: { 'room:catch-up': async (_payload, peer) => ({ catchUp: await catchUp.for(claimsOf(peer)) }) },
      }),
    ],
    routes: [route(moments.listMoments, ({ params }) => service.of(params.sessionId))],
  };
}
