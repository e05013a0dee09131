export { createPeopleStatistics, type PeopleStatistics } from './people-statistics.repository.ts';
export { createRegistrationsModule, type RegistrationsModuleDeps } from './registrations.module.ts';
export { verifyAtOnce } from './person.repository.ts';
export type { Registered, RegistrationOrigin, RegistrationsService } from './registrations.service.ts';
