import { registrations, series, sessions } from '@stageline/contracts';
import { route } from '../../http/route.ts';
import type { AttendanceService } from './attendance.service.ts';
import type { JoinService } from './join.service.ts';
import type { RoomTeam } from './room-team.service.ts';
import type { SessionsService } from './sessions.service.ts';

interface SessionServices {
  readonly service: SessionsService;
  readonly joins: JoinService;
  readonly attendance: AttendanceService;
  readonly team: RoomTeam;
}

export const sessionRoutes = ({ service, joins, attendance, team }: SessionServices) => [
  route(sessions.listSessions, () => service.list()),
  route(sessions.createSession, ({ body }) => service.create({ ...body, startsAt: new Date(body.startsAt) })),
  route(series.createSeries, ({ body }) => service.series.create(body)),
  route(series.getSeries, ({ params }) => service.series.get(params.seriesId)),
  route(series.changeSeries, ({ params, body }) => service.series.change(params.seriesId, body)),
  route(series.endSeries, ({ params, body }) => service.series.end(params.seriesId, body)),
  route(sessions.getSession, ({ params }) => service.whole(params.sessionId)),
  route(sessions.editSession, ({ params, body }) => service.edit(params.sessionId, body)),
  route(sessions.publishSession, ({ params }) => service.publish(params.sessionId)),
  route(sessions.rescheduleSession, ({ params, body }) =>
    service.reschedule(params.sessionId, { ...body, startsAt: new Date(body.startsAt) }),
  ),
  route(sessions.cancelSession, ({ params, body }) => service.cancel(params.sessionId, body.reason)),
  route(sessions.closeSession, ({ params }) => service.close(params.sessionId)),
  route(sessions.openRoom, ({ actor, params }) => service.openRoom(actor, params.sessionId)),
  route(sessions.goLive, ({ actor, params }) => service.goLiveAs(actor, params.sessionId)),
  route(sessions.endSession, ({ actor, params }) => service.endAs(actor, params.sessionId)),
  route(sessions.listAttendance, ({ params }) => attendance.list(params.sessionId)),
  route(sessions.viewerCurve, ({ params }) => attendance.curve(params.sessionId)),
  route(sessions.listRoomTeam, ({ actor, params, query }) => team.list(actor, params.sessionId, query.search)),
  route(sessions.setRoomRole, ({ actor, params, body }) =>
    team.setRole(actor, params.sessionId, params.membershipId, body.role),
  ),
  route(registrations.joinSession, ({ tenant, body }) => joins.join(tenant, body.token)),
];
