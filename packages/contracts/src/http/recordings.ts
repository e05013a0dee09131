import { z } from 'zod';
import { RecordingId } from '../kit/ids.ts';
import { defineOperation, Instant, memberAccess } from '../kit/operation.ts';
import { SessionParams } from './registrations.ts';

/** `processing` begins with the stop: the last segments arrive, then the composite is made. */
export const RecordingState = z.enum(['recording', 'processing', 'ready', 'failed']);
export type RecordingState = z.infer<typeof RecordingState>;

/**
 * Why a recording failed. `no-writer`: the media server has no ffmpeg; `nothing-recorded`: nobody sent anything while it
 * ran; the others are of the composite.
 */
export const RecordingFailure = z.enum(['no-writer', 'nothing-recorded', 'composite-failed', 'segments-missing']);
export type RecordingFailure = z.infer<typeof RecordingFailure>;

/** What troubles a recording that goes on: segments wait on the media server's disk, or that disk is full. */
export const RecordingTrouble = z.enum(['storage-unavailable', 'disk-full']);
export type RecordingTrouble = z.infer<typeof RecordingTrouble>;

/**
 * Why there is nothing of a track for a while: its writer, its media worker or the whole media server ended, or its sender
 * was gone; `disk-full` where there was no room to write it to.
 */
export const RecordingGapReason = z.enum([
  'writer-failed',
  'media-failed',
  'server-lost',
  'sender-gone',
  'segment-lost',
  'disk-full',
]);
export type RecordingGapReason = z.infer<typeof RecordingGapReason>;

/** A stretch that is missing; offsets in milliseconds from the start of the recording. */
export const RecordingGap = z.object({ fromMs: z.int(), toMs: z.int(), reason: RecordingGapReason });
export type RecordingGap = z.infer<typeof RecordingGap>;

/** Of one recording; a host who needs more is trying something out. */
export const MOST_PAUSES = 100;

/** A stretch that a host did not want recorded; offsets in milliseconds from the start of the recording, `toMs` null while it lasts. */
export const RecordingPause = z.object({ fromMs: z.int().min(0), toMs: z.int().min(0).nullable() });
export type RecordingPause = z.infer<typeof RecordingPause>;

export const RecordingView = z.object({
  id: RecordingId,
  state: RecordingState,
  /** Null unless it failed. */
  failure: RecordingFailure.nullable(),
  startedAt: Instant,
  startedBy: z.string(),
  /** Null while it runs. */
  stoppedAt: Instant.nullable(),
  /** Without its pauses; null while it runs. */
  durationMs: z.int().nullable(),
  /** Bytes in storage so far. */
  bytes: z.int(),
  trouble: RecordingTrouble.nullable(),
  /** Of the composite; null while none is being made. */
  progress: z.object({ percent: z.int().min(0).max(100), etaSeconds: z.int().nullable() }).nullable(),
  gaps: z.array(RecordingGap),
  /** In their order; the last one is open while it is paused. */
  pauses: z.array(RecordingPause),
});
export type RecordingView = z.infer<typeof RecordingView>;

export const RecordingParams = SessionParams.extend({ recordingId: RecordingId });

export const listRecordings = defineOperation({
  id: 'recordings.list',
  method: 'GET',
  path: '/api/v1/sessions/:sessionId/recordings',
  host: 'tenant',
  access: memberAccess('sessions.read'),
  summary: 'The recordings of a masterclass, newest first',
  params: SessionParams,
  response: z.object({ items: z.array(RecordingView) }),
});
export const startRecording = defineOperation({
  id: 'recordings.start',
  method: 'POST',
  path: '/api/v1/sessions/:sessionId/recordings',
  host: 'tenant',
  access: memberAccess('sessions.host'),
  summary: 'Start to record a live session; everybody in the room is told',
  params: SessionParams,
  status: 201,
  response: RecordingView,
  errors: ['not-live', 'illegal-transition', 'limit-reached'],
});
export const pauseRecording = defineOperation({
  id: 'recordings.pause',
  method: 'POST',
  path: '/api/v1/sessions/:sessionId/recordings/:recordingId/pause',
  host: 'tenant',
  access: memberAccess('sessions.host'),
  summary: 'Pause a recording: nothing from now on is kept; harmless for one that is paused',
  params: RecordingParams,
  response: RecordingView,
  errors: ['not-live', 'illegal-transition', 'limit-reached'],
});
export const resumeRecording = defineOperation({
  id: 'recordings.resume',
  method: 'POST',
  path: '/api/v1/sessions/:sessionId/recordings/:recordingId/resume',
  host: 'tenant',
  access: memberAccess('sessions.host'),
  summary: 'Go on with a paused recording; harmless for one that is not paused',
  params: RecordingParams,
  response: RecordingView,
  errors: ['not-live', 'illegal-transition'],
});
export const stopRecording = defineOperation({
  id: 'recordings.stop',
  method: 'POST',
  path: '/api/v1/sessions/:sessionId/recordings/:recordingId/stop',
  host: 'tenant',
  access: memberAccess('sessions.host'),
  summary: 'Stop a recording, also one that is paused',
  params: RecordingParams,
  response: RecordingView,
  errors: ['illegal-transition'],
});
export const removeRecording = defineOperation({
  id: 'recordings.remove',
  method: 'DELETE',
  path: '/api/v1/sessions/:sessionId/recordings/:recordingId',
  host: 'tenant',
  access: memberAccess('recordings.manage'),
  stepUp: true,
  summary: 'Delete a recording with all of its files',
  params: RecordingParams,
  status: 204,
  errors: ['illegal-transition'],
});
