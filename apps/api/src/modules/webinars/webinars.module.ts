import type { ApiModule } from '../../http/module.ts';
import { createAttendeeReader, type AttendeeReader, type KnownPeople } from './attendee-context.ts';
import { attendeesRepository } from './attendees.repository.ts';
import { messagesRepository } from './messages.repository.ts';
import { webinarsRepository } from './webinars.repository.ts';

export interface WebinarsModuleDeps extends KnownPeople {}
export interface WebinarsModule extends ApiModule {
  /** Webinars and their people, for other modules. */
  readonly reader: AttendeeReader;
}

/** Webinars: who came, how engaged they were and what they said (K-01 to K-09, K-13). */
export function createWebinarsModule(deps: WebinarsModuleDeps): WebinarsModule {
  const repositories = { webinars: webinarsRepository, attendees: attendeesRepository, messages: messagesRepository };
  return { name: 'webinars', reader: createAttendeeReader({ ...deps, ...repositories }) };
}
