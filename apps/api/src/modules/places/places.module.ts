import type { ApiModule } from '../../http/module.ts';
import { createConfirmations, type ConfirmationsDeps } from './places.confirmations.ts';
import { placeRoutes } from './places.routes.ts';
import { createPlacesService, type PlacesService, type PlacesServiceDeps } from './places.service.ts';

export type PlacesModuleDeps = ConfirmationsDeps & Omit<PlacesServiceDeps, 'confirmations'>;

/** Places in the line: taken once an address is proved, and shown to whoever holds the personal link. */
export function createPlacesModule(deps: PlacesModuleDeps): ApiModule & { service: PlacesService } {
  const service = createPlacesService({ ...deps, confirmations: createConfirmations(deps) });
  return { name: 'places', service, routes: placeRoutes(service) };
}
