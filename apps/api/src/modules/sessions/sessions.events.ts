import {
  AccessEnded,
  RoomRoleChanged,
  SeatReleased,
  SeatTaken,
  SeatWaiting,
  SessionCancelled,
  SessionEnded,
  SessionWentLive,
} from '@stageline/contracts';
import { subscriber } from '@stageline/platform/outbox';
import type { AttendanceService } from './attendance.service.ts';
import type { RoomTeam } from './room-team.service.ts';
import type { SessionsRepository } from './sessions.repository.ts';
import type { MediaControl } from './sessions.types.ts';

export interface SessionSubscriberDeps {
  readonly repository: SessionsRepository;
  readonly attendance: AttendanceService;
  readonly media: MediaControl;
  readonly team: Pick<RoomTeam, 'applyRole'>;
}

export const sessionSubscribers = ({ repository, attendance, media, team }: SessionSubscriberDeps) => [
  subscriber({
    id: 'sessions.count-registration',
    event: SeatTaken,
    async handle({ sessionId, promoted }) {
      if (!promoted) await repository.countRegistration(sessionId);
    },
  }),
  subscriber({
    id: 'sessions.count-waiting',
    event: SeatWaiting,
    handle: ({ sessionId }) => repository.countRegistration(sessionId),
  }),
  subscriber({
    id: 'sessions.count-released',
    event: SeatReleased,
    handle: ({ sessionId }) => repository.countRegistration(sessionId, -1),
  }),
  subscriber({
    id: 'sessions.close-cancelled-media',
    event: SessionCancelled,
    transactional: false,
    handle: ({ sessionId }, { tenantId }) => media.closeRoom(tenantId, sessionId),
  }),
  subscriber({
    id: 'sessions.open-media',
    event: SessionWentLive,
    transactional: false,
    handle: ({ sessionId }, { tenantId }) => media.openRoom(tenantId, sessionId),
  }),
  subscriber({
    id: 'sessions.apply-role',
    event: RoomRoleChanged,
    transactional: false,
    handle: ({ sessionId, membershipId }) => team.applyRole(sessionId, membershipId),
  }),
  subscriber({
    id: 'sessions.close-media',
    event: SessionEnded,
    transactional: false,
    handle: ({ sessionId }, { tenantId }) => media.closeRoom(tenantId, sessionId),
  }),
  subscriber({
    id: 'sessions.close-peers',
    event: AccessEnded,
    transactional: false,
    handle: ({ holders }, { tenantId }) => media.closePeers(tenantId, holders),
  }),
  subscriber({
    id: 'sessions.finish-attendance',
    event: SessionEnded,
    // Every step may be repeated; one transaction over a whole audience would hold its leads for too long.
    transactional: false,
    handle: ({ sessionId, at }) => attendance.finish(sessionId, new Date(at)),
  }),
];
