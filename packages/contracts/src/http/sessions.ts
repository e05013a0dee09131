import { z } from 'zod';
import { defineOperation, Instant, memberAccess } from '../kit/operation.ts';
import { PublicSession } from './site.ts';
import { MembershipId, SeriesId } from '../kit/ids.ts';
import { Price } from '../kit/money.ts';
import { SeatCounts, SessionMode } from '../kit/session-phase.ts';
import { SpokenLanguage } from '../kit/spoken-language.ts';
import { RoomRole, SeenRoomRole } from '../sfu/ticket.ts';
import { RoomTickets, SessionParams } from './registrations.ts';
import { paragraph, requiredText, timeZone } from './fields.ts';

export const SessionView = PublicSession.extend({
  /** That it is held in: what its transcripts are written in first. */
  language: SpokenLanguage,
  /** Minutes before the start from which its lobby is open. */
  lobbyMinutes: z.int(),
  /** The series that it is a date of, and whether it was changed for itself: then the series leaves it alone. */
  series: z.object({ id: SeriesId, isApart: z.boolean() }).nullable(),
  /** Null in a list where there is no limit. */
  seats: SeatCounts.nullable(),
  registered: z.int(),
  viewers: z.int(),
  attended: z.int(),
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
});
export type SessionView = z.infer<typeof SessionView>;

const title = requiredText(120);
const description = paragraph(2000);
const durationMinutes = z
  .int('Please give a number of minutes.')
  .min(5, 'At least 5 minutes.')
  .max(720, 'At most 12 hours.');
const hostName = z.union([z.literal(''), requiredText(100)]);
const capacity = z.int().min(1, 'At least one seat.').max(100_000, 'At most 100,000 seats.').nullable();
const lobbyMinutes = z.int().min(0).max(720, 'At most 12 hours.');
/** What fits the mode is checked with it: a deposit belongs to a price and is less. */
const deposit = Price.shape.amount.nullable();

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
    title,
    description,
    startsAt: Instant,
    durationMinutes,
    timeZone,
    language: SpokenLanguage.default('en'),
    /** The promoter's where it is empty. */
    hostName: hostName.default(''),
    /** Null: no limit. */
    capacity: capacity.default(null),
    mode: SessionMode.default('free'),
    price: Price.nullable().default(null),
    deposit: deposit.default(null),
    lobbyMinutes: lobbyMinutes.default(30),
    /** Otherwise nobody sees it until it is published. */
    publish: z.boolean().default(true),
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
export const editSession = defineOperation({
  id: 'sessions.edit',
  method: 'PATCH',
  path: '/api/v1/sessions/:sessionId',
  host: 'tenant',
  access: memberAccess('sessions.plan'),
  summary: 'Change what a masterclass is about, costs and has room for; its times are moved by rescheduling',
  params: SessionParams,
  body: z.strictObject({
    title: title.optional(),
    description: description.optional(),
    hostName: hostName.optional(),
    language: SpokenLanguage.optional(),
    /** Raised, it gives seats to whoever waits; lowered, everybody keeps theirs. */
    capacity: capacity.optional(),
    mode: SessionMode.optional(),
    price: Price.nullable().optional(),
    deposit: deposit.optional(),
    lobbyMinutes: lobbyMinutes.optional(),
  }),
  response: SessionView,
  errors: ['illegal-transition'],
});
export const publishSession = defineOperation({
  id: 'sessions.publish',
  method: 'POST',
  path: '/api/v1/sessions/:sessionId/publish',
  host: 'tenant',
  access: memberAccess('sessions.plan'),
  summary: 'Announce a draft',
  params: SessionParams,
  response: SessionView,
  errors: ['illegal-transition'],
});
export const rescheduleSession = defineOperation({
  id: 'sessions.reschedule',
  method: 'POST',
  path: '/api/v1/sessions/:sessionId/reschedule',
  host: 'tenant',
  access: memberAccess('sessions.plan'),
  summary: 'Move a masterclass to another time; whoever is registered is told, and keeps their link',
  params: SessionParams,
  body: z.strictObject({ startsAt: Instant, durationMinutes, timeZone }),
  response: SessionView,
  errors: ['illegal-transition'],
});
export const cancelSession = defineOperation({
  id: 'sessions.cancel',
  method: 'POST',
  path: '/api/v1/sessions/:sessionId/cancel',
  host: 'tenant',
  access: memberAccess('sessions.plan'),
  summary: 'Call a masterclass off; whoever is registered is told why',
  params: SessionParams,
  body: z.strictObject({
    /** For the registered to read. */
    reason: requiredText(300),
  }),
  response: SessionView,
  errors: ['illegal-transition'],
});
export const closeSession = defineOperation({
  id: 'sessions.close',
  method: 'POST',
  path: '/api/v1/sessions/:sessionId/close',
  host: 'tenant',
  access: memberAccess('sessions.plan'),
  summary: 'Close what is over for good: its replay is shown to nobody any more. A draft is discarded',
  params: SessionParams,
  response: SessionView,
  errors: ['illegal-transition'],
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
