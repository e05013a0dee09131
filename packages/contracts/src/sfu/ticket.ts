import { z } from 'zod';
import { PersonId, SessionId, SignInId, SupportVisitId, TenantId, MembershipId } from '../kit/ids.ts';

/** A ticket may be spent once, within this many seconds of its issue. */
export const TICKET_TTL_SECONDS = 60;

/**
 * What the bearer may do in the room. A `host` may do everything; a `cohost` all but end the session and give out roles; a
 * `moderator` keeps order in the chat and sees who is here; an `attendee` watches. Moderators and attendees send once they
 * are on the stage. An `observer` is support of the platform on a visit: sees, hears and reads what the audience does, says nothing, and is in no
 * list and no number.
 */
export const RoomRole = z.enum(['host', 'cohost', 'moderator', 'attendee', 'observer']);
export type RoomRole = z.infer<typeof RoomRole>;
/** The roles of those whom others see. */
export const SeenRoomRole = RoomRole.exclude(['observer']);
export type SeenRoomRole = z.infer<typeof SeenRoomRole>;

/** The claims of a room or media ticket besides the registered `iat`, `exp`, `jti` and `aud`. */
export const TicketClaims = z.object({
  tenantId: TenantId,
  sessionId: SessionId,
  role: RoomRole,
  /**
   * Who it is, stable over reconnects: a person for an attendee, a membership for everybody else. An observer has one that is
   * nobody's, so that nobody is replaced by them.
   */
  identity: z.union([PersonId, MembershipId]),
  displayName: z.string().max(210),
  /** Where the host is signed in; whoever came by a personal link is signed in nowhere. */
  signInId: z.union([SignInId, SupportVisitId]).optional(),
  /** Given out before the session was live: it lets nobody receive who is not behind the stage (C-04). */
  backstage: z.literal(true).optional(),
});
export type TicketClaims = z.infer<typeof TicketClaims>;
/** `media` tickets are for the sfu, `room` tickets for the api's room socket; neither passes for the other. */
export type TicketAudience = 'media' | 'room';
