import { signIns } from '@stageline/contracts';
import { route, type RouteBinding } from '../../http/route.ts';
import type { SignInsService } from './sign-ins.service.ts';
import type { StepUpService } from './step-up.service.ts';

/** The same on a site and on the admin host: everybody deals with their own sign-ins only. */
export function signInRoutes(service: SignInsService, stepUp: StepUpService): RouteBinding[] {
  return [
    route(signIns.listSignIns, async ({ tenant, actor }) => ({ items: await service.list(tenant.id, actor) })),
    route(signIns.endSignIn, ({ tenant, actor, params }) => service.end(tenant.id, actor, params.signInId)),
    route(signIns.endOtherSignIns, async ({ tenant, actor }) => ({ ended: await service.endOthers(tenant.id, actor) })),
    route(signIns.stepUpOptions, ({ tenant, actor }) => stepUp.options(actor, tenant)),
    route(signIns.stepUp, ({ tenant, actor, body }) => stepUp.prove(actor, tenant, body)),
    route(signIns.listAdminSignIns, async ({ actor }) => ({ items: await service.list('admin', actor) })),
    route(signIns.endAdminSignIn, ({ actor, params }) => service.end('admin', actor, params.signInId)),
    route(signIns.endOtherAdminSignIns, async ({ actor }) => ({ ended: await service.endOthers('admin', actor) })),
    route(signIns.adminStepUpOptions, ({ actor }) => stepUp.options(actor, null)),
    route(signIns.adminStepUp, ({ actor, body }) => stepUp.prove(actor, null, body)),
  ];
}
