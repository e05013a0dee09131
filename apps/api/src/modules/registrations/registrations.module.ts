import type { Redis } from 'ioredis';
import type { ApiModule } from '../../http/module.ts';
import { createGuests, type Guests } from './guests.ts';
import { createPersonRepository } from './person.repository.ts';
import { registrationSubscribers, type RegistrationSubscriberDeps } from './registrations.events.ts';
import { registrationRoutes } from './registrations.routes.ts';
import { createQuestionsAhead, type QuestionsAheadDeps } from './questions-ahead.service.ts';
import { registrationRepository } from './registration.repository.ts';
import {
  createRegistrationsService,
  type RegistrationsService,
  type RegistrationsServiceDeps,
} from './registrations.service.ts';
import { createResendLimit } from './resend-limit.ts';
import { createResends, type Resends, type ResendsDeps } from './resends.service.ts';
import { createSentForms, type SentFormsDeps } from './sent-forms.service.ts';

export type RegistrationsModuleDeps = Omit<RegistrationsServiceDeps, 'people' | 'leads' | 'sent'> &
  Omit<SentFormsDeps, 'people' | 'sent' | 'leads'> &
  Omit<QuestionsAheadDeps, 'sent' | 'leads'> &
  Omit<ResendsDeps, 'people' | 'sent' | 'leads' | 'countResend'> &
  Omit<RegistrationSubscriberDeps, 'leads' | 'people'> & {
    readonly redis: Redis;
    readonly leads: RegistrationsServiceDeps['leads'] &
      ResendsDeps['leads'] &
      QuestionsAheadDeps['leads'] &
      RegistrationSubscriberDeps['leads'];
  };

/** Registration: the one transaction, and the confirmation that follows it. */
export function createRegistrationsModule(
  deps: RegistrationsModuleDeps,
): ApiModule & { service: RegistrationsService; resends: Resends; guests: Guests } {
  const people = createPersonRepository();
  const sent = registrationRepository;
  const service = createRegistrationsService({ ...deps, people, sent });
  const resends = createResends({ ...deps, people, sent, countResend: createResendLimit(deps.redis) });
  return {
    name: 'registrations',
    service,
    resends,
    guests: createGuests({ ...deps, people }),
    routes: registrationRoutes(
      service,
      createSentForms({ ...deps, people, sent }),
      createQuestionsAhead({ ...deps, sent }),
      resends,
    ),
    subscribers: registrationSubscribers({ ...deps, people }),
  };
}
