import { RecordingId, recordings, type RecordingTrackId, type SessionId, type TenantId } from '@stageline/contracts';
import { tenantKey, tenantPath, type StoragePath } from '@stageline/tenancy/keys';
import type { Redis } from 'ioredis';
import { z } from 'zod';

/** Longer than any session with its breaks; the stop clears it, and this what that missed. */
const KEEP_SECONDS = 48 * 3600;

const Order = z.object({
  recordingId: RecordingId,
  startedAt: z.coerce.date(),
  /** Only ever added to: whoever knew of some sees by their number that there are more. Missing in orders from before there were any. */
  pauses: z.array(recordings.RecordingPause).default([]),
});
/** That a session is to be recorded, the instant from which its offsets count, and the stretches that are not to be. */
export type RecordingOrder = z.infer<typeof Order>;

/** Whether nothing is to be written for now. */
export const isPaused = ({ pauses }: Pick<RecordingOrder, 'pauses'>): boolean =>
  pauses.some(({ toMs }) => toMs === null);

/** What is to be recorded, outside of the processes that record, so that it outlives them. */
export interface RecordingOrders {
  /** Null where nothing is to be recorded. */
  load(tenantId: TenantId, sessionId: SessionId): Promise<RecordingOrder | null>;
  set(tenantId: TenantId, sessionId: SessionId, order: RecordingOrder): Promise<void>;
  clear(tenantId: TenantId, sessionId: SessionId): Promise<void>;
}

/** Orders to record in Redis: one key per session. Errors are Redis' own. */
export function createRecordingOrders(redis: Redis): RecordingOrders {
  const keyOf = (tenantId: TenantId, sessionId: SessionId) => tenantKey(tenantId, 'room', 'recording', sessionId);
  return {
    async load(tenantId, sessionId) {
      const text = await redis.get(keyOf(tenantId, sessionId));
      return text === null ? null : Order.parse(JSON.parse(text));
    },
    async set(tenantId, sessionId, order) {
      await redis.set(keyOf(tenantId, sessionId), JSON.stringify(order), 'EX', KEEP_SECONDS);
    },
    async clear(tenantId, sessionId) {
      await redis.del(keyOf(tenantId, sessionId));
    },
  };
}

/** Where everything of a recording lies in the store; what is made of it belongs there, too, and goes with it. */
export const recordingFolder = (tenantId: TenantId, recordingId: RecordingId): StoragePath =>
  tenantPath(tenantId, 'recordings', recordingId);

/** Where one segment of a track lies in the store. */
export const segmentPath = (
  tenantId: TenantId,
  recordingId: RecordingId,
  trackId: RecordingTrackId,
  index: number,
): StoragePath => tenantPath(tenantId, 'recordings', recordingId, 'tracks', trackId, `${index}.mkv`);
