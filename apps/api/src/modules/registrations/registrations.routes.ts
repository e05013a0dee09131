import { registrations } from '@stageline/contracts';
import { route } from '../../http/route.ts';
import type { RegistrationsService } from './registrations.service.ts';

export const registrationRoutes = (service: RegistrationsService) => [
  route(registrations.createRegistration, ({ body }) => service.register(body, { source: 'api' })),
];
