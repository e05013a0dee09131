import { z } from 'zod';
import { PersonId, SessionId, SignInId, TenantId, MembershipId } from '../kit/ids.ts';

/** A ticket may be spent once, within this many seconds of its issue. */
export const TICKET_TTL_SECONDS = 60;

/** What the bearer may do in the room: a host produces and consumes, an attendee consumes, and produces once on the stage. */
export const RoomRole = z.enum(['host', 'attendee']);
export type RoomRole = z.infer<typeof RoomRole>;

/** The claims of a room or media ticket besides the registered `iat`, `exp`, `jti` and `aud`. */
export const TicketClaims = z.object({
  tenantId: TenantId,
  sessionId: SessionId,
  role: RoomRole,
  /** Who it is, stable over reconnects: a person for an attendee, a membership for a host. */
  identity: z.union([PersonId, MembershipId]),
  displayName: z.string().max(210),
  /** Where the host is signed in; whoever came by a personal link is signed in nowhere. */
  signInId: SignInId.optional(),
});
export type TicketClaims = z.infer<typeof TicketClaims>;
/** `media` tickets are for the sfu, `room` tickets for the api's room socket; neither passes for the other. */
export type TicketAudience = 'media' | 'room';
