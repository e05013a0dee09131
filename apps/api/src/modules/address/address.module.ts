import type { ApiModule } from '../../http/module.ts';
import { addressRoutes } from './address.routes.ts';
import { createAddressService, type AddressService, type AddressServiceDeps } from './address.service.ts';

/** The owner's view of the site's address. */
export function createAddressModule(deps: AddressServiceDeps): ApiModule & { service: AddressService } {
  const service = createAddressService(deps);
  return { name: 'address', service, routes: addressRoutes(service) };
}
