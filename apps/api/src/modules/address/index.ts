export { createAddressModule } from './address.module.ts';
export type { AddressService, AddressServiceDeps } from './address.service.ts';
