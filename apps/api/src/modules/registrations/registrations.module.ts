import type { ApiModule } from '../../http/module.ts';
import { createPersonRepository } from './person.repository.ts';
import { registrationSubscribers, type RegistrationSubscriberDeps } from './registrations.events.ts';
import { registrationRoutes } from './registrations.routes.ts';
import {
  createRegistrationsService,
  type RegistrationsService,
  type RegistrationsServiceDeps,
} from './registrations.service.ts';

export type RegistrationsModuleDeps = Omit<RegistrationsServiceDeps, 'people' | 'leads'> &
  Omit<RegistrationSubscriberDeps, 'leads' | 'people'> & {
    readonly leads: RegistrationsServiceDeps['leads'] & RegistrationSubscriberDeps['leads'];
  };

/** Registration: the one transaction, and the confirmation that follows it. */
export function createRegistrationsModule(
  deps: RegistrationsModuleDeps,
): ApiModule & { service: RegistrationsService } {
  const people = createPersonRepository();
  const service = createRegistrationsService({ ...deps, people });
  return {
    name: 'registrations',
    service,
    routes: registrationRoutes(service),
    subscribers: registrationSubscribers({ ...deps, people }),
  };
}
