import { z } from 'zod';
import { PersonId, SessionId, SignInId, TenantId, MembershipId } from '../kit/ids.ts';

/** A ticket may be spent once, within this many seconds of its issue. */
export const TICKET_TTL_SECONDS = 60;

/**
 * What the bearer may do in the room. A `host` may do everything; a `cohost` all but end the session and give out roles; a
 * `moderator` keeps order in the chat and sees who is here; an `attendee` watches. Moderators and attendees send once they
 * are on the stage.
 */
export const RoomRole = z.enum(['host', 'cohost', 'moderator', 'attendee']);
export type RoomRole = z.infer<typeof RoomRole>;

/** The claims of a room or media ticket besides the registered `iat`, `exp`, `jti` and `aud`. */
export const TicketClaims = z.object({
  tenantId: TenantId,
  sessionId: SessionId,
  role: RoomRole,
  /** Who it is, stable over reconnects: a person for an attendee, a membership for everybody else. */
  identity: z.union([PersonId, MembershipId]),
  displayName: z.string().max(210),
  /** Where the host is signed in; whoever came by a personal link is signed in nowhere. */
  signInId: SignInId.optional(),
  /** Given out before the session was live: it lets nobody receive who is not behind the stage (C-04). */
  backstage: z.literal(true).optional(),
});
export type TicketClaims = z.infer<typeof TicketClaims>;
/** `media` tickets are for the sfu, `room` tickets for the api's room socket; neither passes for the other. */
export type TicketAudience = 'media' | 'room';
