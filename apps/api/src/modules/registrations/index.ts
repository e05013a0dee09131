export { createRegistrationsModule, type RegistrationsModuleDeps } from './registrations.module.ts';
export type { Registered, RegistrationOrigin, RegistrationsService } from './registrations.service.ts';
