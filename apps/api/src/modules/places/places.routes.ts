import { places } from '@stageline/contracts';
import { route } from '../../http/route.ts';
import type { PlacesService } from './places.service.ts';

export const placeRoutes = (service: PlacesService) => [
  route(places.getPlace, ({ body }) => service.view(body.token)),
  route(places.confirmPlace, ({ body }) => service.confirm(body.token)),
];
