import { AccessEnded, PersonRegistered, SessionEnded } from '@stageline/contracts';
import { subscriber } from '@stageline/platform/outbox';
import type { AttendanceService } from './attendance.service.ts';
import type { SessionsRepository } from './sessions.repository.ts';
import type { MediaControl } from './sessions.types.ts';

export interface SessionSubscriberDeps {
  readonly repository: SessionsRepository;
  readonly attendance: AttendanceService;
  readonly media: MediaControl;
}

export const sessionSubscribers = ({ repository, attendance, media }: SessionSubscriberDeps) => [
  subscriber({
    id: 'sessions.count-registration',
    event: PersonRegistered,
    async handle({ sessionId, renewed }) {
      if (sessionId !== null && !renewed) await repository.countRegistration(sessionId);
    },
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
