export { endedSpan, type EndedSpan } from './ended-span.repository.ts';
export { endedSessionIds, sessionsHeldSince, type HeldSession } from './ended-sessions.repository.ts';
export { audienceOfTheDay, recentAttendees, type Attendee, type DayAudience } from './attendees.repository.ts';
export { createSessionsModule, type SessionsModule, type SessionsModuleDeps } from './sessions.module.ts';
export { createJoinLinks, type JoinLinks } from './join-link.ts';
export { createMediaControl } from './media-control.ts';
export { countSessionsByTenants, countViewersByTenants } from './sessions.cross-tenant.repository.ts';
export {
  createRoomChannel,
  hostsRoom,
  mergeHostTicks,
  mergeTicks,
  personRoom,
  sessionRoom,
  teamRoom,
  type RoomChannel,
  type RoomState,
} from './room-channel.ts';
export { calendarAttachment, calendarEntry, createCalendars } from './calendar.ts';
export type { RoomTeam } from './room-team.service.ts';
export type { SessionsService } from './sessions.service.ts';
export type { MediaControl, SessionCaptioning, SessionPlan } from './sessions.types.ts';
export { replaySfuReport, SFU_REPORT_LANE } from './sfu-report-failures.ts';
export type { SfuReports } from './sfu-reports.ts';
export {
  attendeesOf,
  sessionSpans,
  sessionVisits,
  sessionsOfPerson,
  sessionTitles,
  visitsOfPeople,
  visitsOfPerson,
  type SessionSpan,
} from './attendance.timeline.repository.ts';
export { roomSeconds } from './room-seconds.repository.ts';
export { arrivalsOf, sessionMoments, staysIn } from './sessions.moments.ts';
export { attendedSeconds, mergingAttendance } from './attendance.merging.repository.ts';
export { countRegistrations, seatLimitOf } from './seat-limits.repository.ts';
