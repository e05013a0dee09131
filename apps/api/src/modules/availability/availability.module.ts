import { availability as contract } from '@stageline/contracts';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { createAvailabilityService, type AvailabilityServiceDeps } from './availability.service.ts';

/** When members take calls, and what kinds of calls can be booked. */
export function createAvailabilityModule(deps: AvailabilityServiceDeps): ApiModule {
  const service = createAvailabilityService(deps);
  return {
    name: 'availability',
    routes: [
      route(contract.getAvailability, ({ actor }) => service.get(actor.membershipId)),
      route(contract.saveAvailability, ({ actor, body: { version, ...body } }) =>
        service.save(actor.membershipId, version, body),
      ),
      route(contract.listCallTypes, () => service.types()),
      route(contract.createCallType, ({ body }) => service.createType(body)),
      route(contract.updateCallType, ({ params, body: { version, ...body } }) =>
        service.updateType(params.typeId, version, body),
      ),
    ],
  };
}
