import { places } from '@stageline/contracts';
import { route } from '../../http/route.ts';
import type { PlacesService } from './places.service.ts';
import type { Sponsors } from './places.sponsors.ts';

export const placeRoutes = (service: PlacesService, sponsors: Sponsors) => [
  route(places.getPlace, ({ body }) => service.view(body.token)),
  route(places.confirmPlace, ({ body }) => service.confirm(body.token)),
  route(places.showInLine, ({ body }) => service.show(body.token, body.shown === 'yes')),
  route(places.giveUpSeat, ({ body }) => service.giveUpSeat(body.token, body.sessionId)),
  route(places.useCode, ({ body }) => service.useCode(body.token, body.sessionId, body.code)),
  route(places.leaveLine, ({ body }) => service.leave(body.token)),
  route(places.getSponsor, ({ params }) => sponsors.of(params.leadId)),
  route(places.findSponsors, ({ params, query }) => sponsors.candidates(params.leadId, query.search)),
  route(places.correctSponsor, ({ params, body }) => sponsors.correct(params.leadId, body.sponsorId, body.reason)),
];
