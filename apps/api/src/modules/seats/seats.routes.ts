import { seats } from '@stageline/contracts';
import { route } from '../../http/route.ts';
import type { SeatsService } from './seats.service.ts';

export const seatRoutes = (service: SeatsService) => [
  route(seats.listSeats, ({ params, query }) => service.list(params.sessionId, query)),
  route(seats.releaseSeat, ({ params }) => service.takeBack(params.sessionId, params.seatId)),
];
