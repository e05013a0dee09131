import { z } from 'zod';
import { RoomRole } from './ticket.ts';
import { Instant } from '../kit/operation.ts';
import { MembershipId, PersonId, SessionId, TenantId } from '../kit/ids.ts';

const base = { v: z.literal(1), tenantId: TenantId, sessionId: SessionId, at: Instant, nodeId: z.string() };
const peer = { ...base, connectionId: z.string(), identity: z.union([PersonId, MembershipId]), role: RoomRole };

/**
 * What an sfu tells the api, one entry of the Redis stream each (field `report`, JSON). Delivery is at least once;
 * `connectionId` makes joins and leaves idempotent. `alive` is sent every 10 seconds for each room with a peer, so that
 * an sfu that died leaves intervals that end at its last word and not never.
 */
export const SfuReport = z.discriminatedUnion('type', [
  z.object({ type: z.literal('peer-joined'), ...peer }),
  z.object({ type: z.literal('peer-left'), ...peer, reason: z.enum(['left', 'lost', 'replaced', 'closed']) }),
  z.object({ type: z.literal('room-alive'), ...base, viewers: z.int(), connectionIds: z.array(z.string()) }),
  z.object({ type: z.literal('viewers-changed'), ...base, viewers: z.int() }),
]);
export type SfuReport = z.infer<typeof SfuReport>;
/** The whole Redis key of the stream: tenancy's `globalKey('sfu-events', 'reports')`. */
export const SFU_REPORT_STREAM = 'g:sfu-events:reports';
/** About how many reports the stream keeps (`XADD … MAXLEN ~`): an hour of a busy node while no api reads. */
export const SFU_REPORT_STREAM_LENGTH = 100_000;
/** The api's consumer group. */
export const SFU_REPORT_GROUP = 'api';
/** Interval of `room-alive`, in seconds. */
export const SFU_ALIVE_SECONDS = 10;
