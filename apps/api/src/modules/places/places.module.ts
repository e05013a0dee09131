import type { ApiModule } from '../../http/module.ts';
import { createConfirmations, type ConfirmationsDeps } from './places.confirmations.ts';
import { placeRoutes } from './places.routes.ts';
import { createPlacesService, type PlacesService, type PlacesServiceDeps } from './places.service.ts';
import { createSponsors, type Sponsors, type SponsorsDeps } from './places.sponsors.ts';
import { createUpline, type Upline } from './upline.ts';

export type PlacesModuleDeps = ConfirmationsDeps & Omit<PlacesServiceDeps, 'confirmations'> & SponsorsDeps;

/** Places in the line: taken once an address is proved, and shown to whoever holds the personal link. */
export function createPlacesModule(deps: PlacesModuleDeps): ApiModule & {
  service: PlacesService;
  sponsors: Sponsors;
  readonly upline: Upline;
} {
  const service = createPlacesService({ ...deps, confirmations: createConfirmations(deps) });
  const sponsors = createSponsors(deps);
  return { name: 'places', service, sponsors, upline: createUpline(deps), routes: placeRoutes(service, sponsors) };
}
