export { createPeopleStatistics, type PeopleStatistics } from './people-statistics.repository.ts';
export { createRegistrationsModule, type RegistrationsModuleDeps } from './registrations.module.ts';
export { verifyAtOnce } from './person.repository.ts';
export { peopleEdits, type PeopleEdits, type PersonContacts } from './people-edits.repository.ts';
export { peopleImports, type KnownPerson, type PeopleImports } from './people-imports.repository.ts';
export { contactOf, type Contacts, type PersonEmail } from './person.contacts.ts';
export { personMigrations } from './person.migrations.ts';
export { isSamePhone, readPhone, shownPhone, type Phone } from './phone.ts';
export type { Registered, RegistrationOrigin, RegistrationsService } from './registrations.service.ts';
