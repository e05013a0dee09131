import { z } from 'zod';
import { MembershipId, PersonId, SessionId, SignInId, SupportVisitId, TenantId } from '../kit/ids.ts';
import { RoomRole } from './ticket.ts';

const ofRoom = { v: z.literal(1), tenantId: TenantId, sessionId: SessionId };

/**
 * What the api tells every sfu, one entry of the Redis stream each (field `command`, JSON). An sfu reads from the end of
 * the stream at its start: rooms do not outlive their sfu, so an earlier command has nothing left to close. It keeps its
 * place while Redis is away, so a command of that time is late and not lost. Closing a room that is not there is harmless.
 */
export const SfuCommand = z.discriminatedUnion('type', [
  /** The session ended. */
  z.object({ v: z.literal(1), type: z.literal('close-room'), tenantId: TenantId, sessionId: SessionId }),
  /** The session is live: whoever waits behind the stage is seen by the audience from now on. */
  z.object({ ...ofRoom, type: z.literal('open-room') }),
  /** Somebody may come behind the stage before the session is live; the right is written already. */
  z.object({ ...ofRoom, type: z.literal('invite-speaker'), identity: PersonId, displayName: z.string() }),
  /** What somebody may do in a room from now on; null: not even enter. Tickets that say otherwise are corrected. */
  z.object({
    ...ofRoom,
    type: z.literal('set-role'),
    identity: z.union([PersonId, MembershipId]),
    role: RoomRole.nullable(),
  }),
  /** The tenant was suspended: all of its rooms close, and tickets that are still unspent are refused. */
  z.object({ v: z.literal(1), type: z.literal('close-tenant'), tenantId: TenantId }),
  /**
   * These members may not host any more, or these sign-ins are over: their connections end, and tickets of theirs that are
   * still unspent are refused.
   */
  z.object({
    v: z.literal(1),
    type: z.literal('close-peers'),
    tenantId: TenantId,
    holders: z.array(z.union([MembershipId, SignInId, SupportVisitId])).min(1),
  }),
  /** Whether the session is to be recorded has changed: the order stands in Redis. Harmless when repeated. */
  z.object({ v: z.literal(1), type: z.literal('sync-recording'), tenantId: TenantId, sessionId: SessionId }),
  /** The tenant is active again: its tickets are good again at once, and not only when those of before are stale. */
  z.object({ v: z.literal(1), type: z.literal('open-tenant'), tenantId: TenantId }),
]);
export type SfuCommand = z.infer<typeof SfuCommand>;

/** The whole Redis key: tenancy's `globalKey('sfu-events', 'commands')`. */
export const SFU_COMMAND_STREAM = 'g:sfu-events:commands';
/** About how many commands the stream keeps (`XADD … MAXLEN ~`). */
export const SFU_COMMAND_STREAM_LENGTH = 1_000;
