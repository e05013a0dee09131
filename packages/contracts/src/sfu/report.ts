import { z } from 'zod';
import { RoomRole } from './ticket.ts';
import { Instant } from '../kit/operation.ts';
import { MembershipId, PersonId, RecordingId, RecordingTrackId, SessionId, TenantId } from '../kit/ids.ts';
import { MediaSource } from './media.ts';

const base = { v: z.literal(1), tenantId: TenantId, sessionId: SessionId, at: Instant, nodeId: z.string() };
const peer = { ...base, connectionId: z.string(), identity: z.union([PersonId, MembershipId]), role: RoomRole };
const recording = { ...base, recordingId: RecordingId };
const track = { ...recording, trackId: RecordingTrackId };
/** Milliseconds from the start of the recording; what runs ahead of it by a packet's way is a little below 0. */
const offsetMs = z.int();

/** Why a track of a recording ended. `process-lost`: said by the next process, for one that was killed. */
export const RecordingTrackEnd = z.enum([
  'stopped',
  'paused',
  'closed',
  'sender-gone',
  'media-failed',
  'writer-failed',
  'process-lost',
  'disk-full',
]);
export type RecordingTrackEnd = z.infer<typeof RecordingTrackEnd>;

/** What an sfu says of the recordings that it writes; every word may come twice and in any order. */
const recordingReports = [
  /** This sfu writes what is sent in its room from now on, or still has some of it on its disk; said every 10 seconds. */
  z.object({
    type: z.literal('recording-alive'),
    ...recording,
    /** Segments on its disk. */
    waiting: z.int(),
    trouble: z.enum(['storage-unavailable', 'disk-full', 'no-writer']).nullable(),
  }),
  z.object({
    type: z.literal('recording-track-started'),
    ...track,
    identity: z.union([PersonId, MembershipId]),
    displayName: z.string(),
    fromHost: z.boolean(),
    source: MediaSource,
    kind: z.enum(['audio', 'video']),
    /** As in RTP, e.g. `video/VP8`. */
    codec: z.string(),
    startMs: offsetMs,
  }),
  /** A segment is in storage. */
  z.object({
    type: z.literal('recording-segment'),
    ...track,
    /** From 0, by track. */
    index: z.int().min(0),
    storageKey: z.string().max(500),
    startMs: offsetMs,
    durationMs: z.int().min(0),
    bytes: z.int().min(0),
  }),
  /** Said once all segments of the track are in storage. */
  z.object({
    type: z.literal('recording-track-ended'),
    ...track,
    endMs: offsetMs,
    reason: RecordingTrackEnd,
    segments: z.int().min(0),
  }),
  /** Nothing of the recording is left on this sfu. */
  z.object({ type: z.literal('recording-drained'), ...recording, tracks: z.int().min(0) }),
] as const;
export const RecordingReport = z.discriminatedUnion('type', recordingReports);
export type RecordingReport = z.infer<typeof RecordingReport>;

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
  ...recordingReports,
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
