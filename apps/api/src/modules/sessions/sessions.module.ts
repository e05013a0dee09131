import type { TenantId } from '@stageline/contracts';
import type { Clock, Logger } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { Tickets } from '@stageline/platform/tickets';
import type { DeadLetters } from '@stageline/platform/queue';
import type { Redis } from 'ioredis';
import type { ApiModule } from '../../http/module.ts';
import type { Broadcaster } from '../../realtime/binding.ts';
import type { Hints } from '../../realtime/hints.ts';
import { createAttendanceRepository } from './attendance.repository.ts';
import { createAttendanceService, type AttendanceServiceDeps } from './attendance.service.ts';
import type { AuditLog } from '../audit/index.ts';
import type { JoinLinks } from './join-link.ts';
import { createJoinService, type JoinServiceDeps } from './join.service.ts';
import { createCalendars, type CalendarsDeps } from './calendar.ts';
import { createNextSession } from './next-session.ts';
import { createRoomChannel } from './room-channel.ts';
import { createRoomRolesRepository } from './room-roles.repository.ts';
import { createRoomTeam, type RoomTeam } from './room-team.service.ts';
import { sessionSubscribers } from './sessions.events.ts';
import { createSessionViews } from './session-views.ts';
import { seriesRepository } from './series.repository.ts';
import { createSessionWrites } from './session-writes.ts';
import { createSessionsRepository } from './sessions.repository.ts';
import { sessionRoutes } from './sessions.routes.ts';
import { createSessionsService, type SessionsService } from './sessions.service.ts';
import type {
  ChatCursor,
  MediaControl,
  EarlyPriceReader,
  ReplayReader,
  SeatQueues,
  SeatReader,
  SiteViewReader,
  TeamDirectory,
} from './sessions.types.ts';
import { createSfuReports, type SfuReports, type SfuReportsDeps } from './sfu-reports.ts';

export interface SessionsModuleDeps {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly tickets: Pick<Tickets, 'sign'>;
  readonly joinLinks: JoinLinks;
  readonly leads: JoinServiceDeps['leads'] & AttendanceServiceDeps['leads'];
  readonly places: JoinServiceDeps['places'];
  readonly site: SiteViewReader;
  readonly sites: CalendarsDeps['sites'];
  readonly replays: ReplayReader;
  /** Lower prices for whoever comes early; nobody asks where it is left out. */
  readonly earlyPrices?: EarlyPriceReader;
  readonly seats: SeatReader & JoinServiceDeps['seats'];
  readonly admissions?: NonNullable<JoinServiceDeps['admissions']>;
  readonly seatQueues: SeatQueues;
  readonly handouts: JoinServiceDeps['handouts'];
  readonly members: TeamDirectory;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly chat: ChatCursor;
  readonly bans: JoinServiceDeps['bans'];
  readonly media: MediaControl;
  readonly broadcaster: Broadcaster;
  readonly hints: Hints;
  /** For the sfu's reports that always fail. */
  readonly deadLetters: DeadLetters;
  /** Tenants whose work waits. */
  readonly pausedTenants: () => Promise<readonly TenantId[]>;
}
export interface SessionsModule extends ApiModule {
  readonly service: SessionsService;
  readonly team: RoomTeam;
  readonly calendar: ReturnType<typeof createCalendars>;
  /**
   * The consumer of the sfu's reports, for the worker role.
   * @param redis a connection of its own, because it blocks while it waits
   * @param recordings takes what an sfu tells of recordings
   */
  sfuReports(redis: Redis, recordings: SfuReportsDeps['recordings'], logger: Logger): SfuReports;
}

/** How late a date may come within the horizon of its series. */
const FILL_LOOK_MS = 10 * 60_000;

/** Live sessions: planning, going live, personal links and tickets, attendance. */
export function createSessionsModule(deps: SessionsModuleDeps): SessionsModule {
  const repository = createSessionsRepository();
  const room = createRoomChannel(deps.broadcaster);
  const team = createRoomTeam({ ...deps, repository, room, roles: createRoomRolesRepository() });
  const views = createSessionViews(deps);
  const next = createNextSession(repository, views, deps.clock);
  const writes = createSessionWrites(repository, deps.seatQueues);
  const plans = { ...deps, repository, views, writes };
  const series = { ...deps, repository, writes, series: seriesRepository };
  const service = createSessionsService({ ...deps, repository, room, team, next, views, plans, series });
  const attendance = createAttendanceService({
    ...deps,
    repository: createAttendanceRepository(),
    sessions: repository,
    room,
  });
  return {
    name: 'sessions',
    service,
    team,
    calendar: createCalendars({ ...deps, sessions: service }),
    routes: sessionRoutes({ service, joins: createJoinService({ ...deps, repository, views }), attendance, team }),
    subscribers: sessionSubscribers({ repository, attendance, media: deps.media, team }),
    schedules: [
      {
        name: 'masterclasses that repeat',
        everyMs: FILL_LOOK_MS,
        run: async () => void (await service.series.fillDue()),
      },
    ],
    sfuReports: (redis, recordings, logger) => createSfuReports({ ...deps, attendance, recordings, redis, logger }),
  };
}
