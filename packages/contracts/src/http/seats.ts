import { z } from 'zod';
import { LeadId, SeatId } from '../kit/ids.ts';
import { defineOperation, Instant, memberAccess, pageOf, PageQuery } from '../kit/operation.ts';
import { SessionParams } from './registrations.ts';

/** One person's registration for a masterclass, for the team. */
export const SeatView = z.object({
  id: SeatId,
  /** Null where they are nobody's lead any more. */
  leadId: LeadId.nullable(),
  name: z.string(),
  state: z.enum(['held', 'waiting']),
  registeredAt: Instant,
});
export type SeatView = z.infer<typeof SeatView>;

export const listSeats = defineOperation({
  id: 'seats.list',
  method: 'GET',
  path: '/api/v1/sessions/:sessionId/seats',
  host: 'tenant',
  access: memberAccess('sessions.read'),
  summary: 'Who has a seat in a masterclass, or who waits for one in the order in which they get it',
  params: SessionParams,
  query: PageQuery.extend({ state: z.enum(['held', 'waiting']).default('held') }),
  response: pageOf(SeatView),
});
export const releaseSeat = defineOperation({
  id: 'seats.release',
  method: 'POST',
  path: '/api/v1/sessions/:sessionId/seats/:seatId/release',
  host: 'tenant',
  access: memberAccess('sessions.plan'),
  summary: 'Take a seat, or a place on the waitlist, back; whoever waits longest gets the seat',
  params: SessionParams.extend({ seatId: SeatId }),
  status: 204,
});
