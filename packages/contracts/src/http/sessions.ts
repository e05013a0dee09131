import { z } from 'zod';
import { defineOperation, Instant, memberAccess } from '../kit/operation.ts';
import { PublicSession } from './site.ts';
import { MembershipId } from '../kit/ids.ts';
import { SpokenLanguage } from '../kit/spoken-language.ts';
import { RoomRole, SeenRoomRole } from '../sfu/ticket.ts';
import { RoomTickets, SessionParams } from './registrations.ts';
import { paragraph, requiredText, timeZone } from './fields.ts';

export const SessionView = PublicSession.extend({
  /** That it is held in: what its transcripts are written in first. */
  language: SpokenLanguage,
  registered: z.int(),
  viewers: z.int(),
  attended: z.int(),
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
});
export type SessionView = z.infer<typeof SessionView>;

export const listSessions = defineOperation({
  id: 'sessions.list',
  method: 'GET',
  path: '/api/v1/sessions',
  host: 'tenant',
  access: memberAccess('sessions.read'),
  summary: 'The masterclasses of this site, the next one first',
  response: z.object({ items: z.array(SessionView) }),
});
export const createSession = defineOperation({
  id: 'sessions.create',
  method: 'POST',
  path: '/api/v1/sessions',
  host: 'tenant',
  access: memberAccess('sessions.plan'),
  summary: 'Plan a masterclass',
  body: z.strictObject({
    title: requiredText(120),
    description: paragraph(2000),
    startsAt: Instant,
    durationMinutes: z.int().min(5).max(720),
    timeZone,
    language: SpokenLanguage.default('en'),
  }),
  status: 201,
  response: SessionView,
});
export const getSession = defineOperation({
  id: 'sessions.get',
  method: 'GET',
  path: '/api/v1/sessions/:sessionId',
  host: 'tenant',
  access: memberAccess('sessions.read'),
  summary: 'One masterclass with its numbers',
  params: SessionParams,
  response: SessionView,
});
export const openRoom = defineOperation({
  id: 'sessions.open-room',
  method: 'POST',
  path: '/api/v1/sessions/:sessionId/tickets',
  host: 'tenant',
  access: memberAccess(),
  summary: 'The tickets of somebody of the team for the room, with what they may do there',
  params: SessionParams,
  response: RoomTickets.extend({ displayName: z.string(), role: RoomRole, session: SessionView }),
});
export const goLive = defineOperation({
  id: 'sessions.go-live',
  method: 'POST',
  path: '/api/v1/sessions/:sessionId/go-live',
  host: 'tenant',
  access: memberAccess(),
  summary: 'Open the session to its audience; hosts and co-hosts may',
  params: SessionParams,
  response: SessionView,
  errors: ['illegal-transition'],
});
export const endSession = defineOperation({
  id: 'sessions.end',
  method: 'POST',
  path: '/api/v1/sessions/:sessionId/end',
  host: 'tenant',
  access: memberAccess(),
  summary: 'End the session for everybody; hosts may',
  params: SessionParams,
  response: SessionView,
  errors: ['illegal-transition'],
});
export const listAttendance = defineOperation({
  id: 'sessions.attendance',
  method: 'GET',
  path: '/api/v1/sessions/:sessionId/attendance',
  host: 'tenant',
  access: memberAccess('sessions.read'),
  summary: 'Who attended, and for how long (the union of their intervals)',
  params: SessionParams,
  response: z.object({
    items: z.array(z.object({ name: z.string(), seconds: z.int(), firstJoinedAt: Instant, present: z.boolean() })),
  }),
});
export const viewerCurve = defineOperation({
  id: 'sessions.viewer-curve',
  method: 'GET',
  path: '/api/v1/sessions/:sessionId/viewer-curve',
  host: 'tenant',
  access: memberAccess('sessions.read'),
  summary: 'How many attendees were there at once, over time; replays and hosts are not counted',
  params: SessionParams,
  response: z.object({
    /** From going live; null before. */
    from: Instant.nullable(),
    stepSeconds: z.int(),
    /** Per step the most people who were there at once; while it is live, up to now. */
    counts: z.array(z.int()),
    peak: z.object({ viewers: z.int(), at: Instant }).nullable(),
    /** The time that all of them spent over the length of the session. */
    average: z.number(),
    /** Different people. */
    unique: z.int(),
    /** Where many left within a minute, the deepest first. */
    drops: z.array(z.object({ at: Instant, before: z.int(), after: z.int() })),
  }),
});

/** Somebody of the team, and what they may do in one room. */
export const RoomTeamMember = z.object({
  id: MembershipId,
  name: z.string(),
  /** Null for somebody who may not open the room. */
  role: SeenRoomRole.nullable(),
  /** Whether nobody may change that: it is an owner, or the asker. */
  isFixed: z.boolean(),
});
export type RoomTeamMember = z.infer<typeof RoomTeamMember>;

export const listRoomTeam = defineOperation({
  id: 'sessions.list-team',
  method: 'GET',
  path: '/api/v1/sessions/:sessionId/team',
  host: 'tenant',
  access: memberAccess('sessions.host'),
  summary: 'Who of the team may do what in the room: those with a role first, at most 50 whose name contains the text',
  params: SessionParams,
  query: z.strictObject({ search: z.string().trim().max(100).default('') }),
  response: z.object({ items: z.array(RoomTeamMember), hasMore: z.boolean() }),
});
export const setRoomRole = defineOperation({
  id: 'sessions.set-role',
  method: 'PUT',
  path: '/api/v1/sessions/:sessionId/team/:membershipId',
  host: 'tenant',
  access: memberAccess('sessions.host'),
  summary: 'Make a member co-host or moderator of the room, or let their role on the site decide again; hosts may',
  params: SessionParams.extend({ membershipId: MembershipId }),
  body: z.strictObject({ role: z.enum(['cohost', 'moderator']).nullable() }),
  response: RoomTeamMember,
});
