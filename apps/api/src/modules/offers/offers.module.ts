import { OfferPlanned, SessionEnded, SessionWentLive, type TenantId } from '@stageline/contracts';
import type { Clock, Logger, Signer } from '@stageline/platform';
import { subscriber, type UnitOfWork } from '@stageline/platform/outbox';
import type { Redis } from 'ioredis';
import type { ApiModule } from '../../http/module.ts';
import type { Broadcaster } from '../../realtime/binding.ts';
import { createPersonLimit } from '../../realtime/person-limit.ts';
import type { AuditLog } from '../audit/index.ts';
import type { ChangeChat } from '../chat/index.ts';
import { createRoomChannel, type RoomTeam, type SessionsService } from '../sessions/index.ts';
import { createOffersBoard, type OffersBoard, type OffersBoardDeps } from './offers.board.service.ts';
import { createOfferMarks, type OfferMarks } from './offers.marks.service.ts';
import { createOfferPass, type OfferPass } from './offers.pass.ts';
import { createOfferPeopleRepository } from './offers.people.repository.ts';
import { createOffersRepository } from './offers.repository.ts';
import { offerRedirect, offerRoutes } from './offers.routes.ts';
import { createOffersSchedule } from './offers.schedule.ts';
import { createOffersService, type OffersService, type OffersServiceDeps } from './offers.service.ts';
import { offerSockets } from './offers.sockets.ts';
import { createOrderLinks } from './order-links.ts';

export interface OffersModuleDeps
  extends Pick<OffersServiceDeps, 'visibleTo' | 'assertCanSell'>, Pick<OffersBoardDeps, 'ordersTold' | 'earlyAhead'> {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly redis: Redis;
  readonly signer: Signer;
  readonly broadcaster: Broadcaster;
  readonly sessions: Pick<SessionsService, 'get'>;
  readonly change: ChangeChat;
  readonly audit: Pick<AuditLog, 'record'>;
  /** Who shows and asks in a room. */
  readonly team: Pick<RoomTeam, 'assertDirects' | 'assertSeesPrepared'>;
  readonly pausedTenants: () => Promise<readonly TenantId[]>;
}
export interface OffersModule extends ApiModule {
  readonly service: OffersService;
  readonly board: OffersBoard;
  readonly pass: OfferPass;
  /** What people do with offers. */
  readonly marks: OfferMarks;
  /** Shows what is due on all sites. */
  sweep(): Promise<void>;
}

/** How late a planned offer may come. */
const TICK_MS = 1000;

/** Offers and notifications on the screens of a room (C-10). */
export function createOffersModule(deps: OffersModuleDeps): OffersModule {
  const common = { ...deps, repository: createOffersRepository(), people: createOfferPeopleRepository() };
  const pass = createOfferPass(deps.signer);
  const service = createOffersService(common);
  const board = createOffersBoard(common);
  const limiter = createPersonLimit(deps.redis, { deed: 'offer', points: 30, perSeconds: 10 });
  const marks = createOfferMarks({
    ...common,
    pass,
    orderLinks: createOrderLinks(deps.signer),
    bookingWays: createOrderLinks(deps.signer, 'booking-way'),
    limiter,
    room: createRoomChannel(deps.broadcaster),
  });
  const { arm, finish, sweep } = createOffersSchedule({ ...common, board });
  return {
    name: 'offers',
    service,
    board,
    pass,
    marks,
    sweep,
    routes: offerRoutes(deps.team, service, board),
    redirects: [offerRedirect(marks)],
    sockets: [offerSockets({ ...common, board, marks, pass })],
    subscribers: [
      subscriber({
        id: 'offers.arm',
        event: SessionWentLive,
        transactional: false,
        handle: ({ sessionId }) => arm(sessionId),
      }),
      subscriber({
        id: 'offers.arm-planned',
        event: OfferPlanned,
        transactional: false,
        handle: ({ sessionId }) => arm(sessionId),
      }),
      subscriber({
        id: 'offers.finish',
        event: SessionEnded,
        transactional: false,
        handle: ({ sessionId }) => finish(sessionId),
      }),
    ],
    schedules: [{ name: 'offers', everyMs: TICK_MS, run: sweep }],
  };
}
