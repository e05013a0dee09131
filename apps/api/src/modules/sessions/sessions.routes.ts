import { registrations, sessions } from '@stageline/contracts';
import { route } from '../../http/route.ts';
import type { AttendanceService } from './attendance.service.ts';
import type { JoinService } from './join.service.ts';
import type { SessionsService } from './sessions.service.ts';

export const sessionRoutes = (service: SessionsService, joins: JoinService, attendance: AttendanceService) => [
  route(sessions.listSessions, () => service.list()),
  route(sessions.createSession, ({ body }) => service.create({ ...body, startsAt: new Date(body.startsAt) })),
  route(sessions.getSession, ({ params }) => service.get(params.sessionId)),
  route(sessions.openRoom, ({ actor, params }) => service.openRoom(actor, params.sessionId)),
  route(sessions.goLive, ({ params }) => service.goLive(params.sessionId)),
  route(sessions.endSession, ({ params }) => service.end(params.sessionId)),
  route(sessions.listAttendance, ({ params }) => attendance.list(params.sessionId)),
  route(sessions.viewerCurve, ({ params }) => attendance.curve(params.sessionId)),
  route(registrations.joinSession, ({ tenant, body }) => joins.join(tenant, body.token)),
];
