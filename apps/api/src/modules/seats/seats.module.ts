import type { ApiModule } from '../../http/module.ts';
import { seatSubscribers, type SeatSubscriberDeps } from './seats.events.ts';
import { createSeatLetters, type SeatLettersDeps } from './seats.letters.ts';
import { seatsRepository } from './seats.repository.ts';
import { seatRoutes } from './seats.routes.ts';
import { createSeatsService, type SeatsService, type SeatsServiceDeps } from './seats.service.ts';

export type SeatsModuleDeps = Omit<SeatsServiceDeps, 'repository'> &
  SeatLettersDeps &
  Pick<SeatSubscriberDeps, 'leads'> & {
    readonly sessions: SeatsServiceDeps['sessions'] & SeatLettersDeps['sessions'];
    readonly leads: SeatsServiceDeps['leads'] & SeatSubscriberDeps['leads'];
  };

/** Seats in masterclasses, their waitlists, and what whoever has one is written of them. */
export function createSeatsModule(deps: SeatsModuleDeps): ApiModule & { readonly service: SeatsService } {
  const service = createSeatsService({ ...deps, repository: seatsRepository });
  const letters = createSeatLetters(deps);
  return {
    name: 'seats',
    service,
    routes: seatRoutes(service),
    subscribers: seatSubscribers({ ...deps, service, letters }),
  };
}
