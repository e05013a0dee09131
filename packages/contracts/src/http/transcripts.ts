import { z } from 'zod';
import { RecordingId, SessionId, TranscriptLineId } from '../kit/ids.ts';
import { SpokenLanguage } from '../kit/spoken-language.ts';
import { defineOperation, Instant, memberAccess } from '../kit/operation.ts';
import { paragraph } from './fields.ts';
import { RecordingParams } from './recordings.ts';

/**
 * Why there is no transcript: this platform has no recogniser, or none for the language; the recogniser refused or was away
 * for too long.
 */
export const TranscriptFailure = z.enum(['no-recogniser', 'unsupported-language', 'recognition-failed']);
export type TranscriptFailure = z.infer<typeof TranscriptFailure>;

/** `none` where nobody has asked for one. While one is written anew, the former can be read. */
export const TranscriptState = z.enum(['none', 'writing', 'ready', 'failed']);
export type TranscriptState = z.infer<typeof TranscriptState>;

export const TranscriptView = z.object({
  recordingId: RecordingId,
  state: TranscriptState,
  failure: TranscriptFailure.nullable(),
  language: SpokenLanguage,
  /** Of the one that is being written. */
  percent: z.int().min(0).max(100).nullable(),
  /** How many lines can be read. */
  lines: z.int(),
  /** Languages that can be recognised here; empty where nothing can. */
  languages: z.array(SpokenLanguage),
});
export type TranscriptView = z.infer<typeof TranscriptView>;

export const TranscriptLineView = z.object({
  id: TranscriptLineId,
  version: z.int(),
  /** Offsets from the start of the recording. */
  startMs: z.int(),
  endMs: z.int(),
  speaker: z.string(),
  fromHost: z.boolean(),
  /** Empty for a line that somebody took out. */
  text: z.string(),
  /** How sure the recogniser was; null where it did not say, and for what a human has written. */
  confidence: z.number().nullable(),
  edited: z.boolean(),
});
export type TranscriptLineView = z.infer<typeof TranscriptLineView>;

const path = '/api/v1/sessions/:sessionId/recordings/:recordingId/transcript';
const LineParams = RecordingParams.extend({ lineId: TranscriptLineId });
/** Lines of one answer. */
export const TRANSCRIPT_PAGE = 500;

export const getTranscript = defineOperation({
  id: 'transcripts.get',
  method: 'GET',
  path,
  host: 'tenant',
  access: memberAccess('sessions.read'),
  summary: 'Where the transcript of a recording stands',
  params: RecordingParams,
  response: TranscriptView,
});
export const writeTranscript = defineOperation({
  id: 'transcripts.write',
  method: 'POST',
  path,
  host: 'tenant',
  access: memberAccess('recordings.manage'),
  summary:
    'Write the transcript of a recording, or write it anew: what was edited is replaced once the new one is whole',
  params: RecordingParams,
  body: z.strictObject({ language: SpokenLanguage }),
  status: 202,
  response: TranscriptView,
  errors: ['illegal-transition'],
});
export const listTranscriptLines = defineOperation({
  id: 'transcripts.lines',
  method: 'GET',
  path: `${path}/lines`,
  host: 'tenant',
  access: memberAccess('sessions.read'),
  summary: 'What was said, in order of time, each line with its speaker',
  params: RecordingParams,
  query: z.strictObject({ cursor: z.string().max(200).optional() }),
  response: z.object({ items: z.array(TranscriptLineView), nextCursor: z.string().nullable() }),
});
export const editTranscriptLine = defineOperation({
  id: 'transcripts.edit-line',
  method: 'PATCH',
  path: `${path}/lines/:lineId`,
  host: 'tenant',
  access: memberAccess('recordings.manage'),
  summary: 'Correct a line; an empty text takes it out',
  params: LineParams,
  body: z.strictObject({ version: z.int(), text: paragraph(2000) }),
  response: TranscriptLineView,
  errors: ['conflict'],
});
export const transcriptLineHistory = defineOperation({
  id: 'transcripts.line-history',
  method: 'GET',
  path: `${path}/lines/:lineId/history`,
  host: 'tenant',
  access: memberAccess('sessions.read'),
  summary: 'What a line said before, newest first, with who changed it',
  params: LineParams,
  response: z.object({ items: z.array(z.object({ text: z.string(), by: z.string().nullable(), at: Instant })) }),
});
export const searchTranscripts = defineOperation({
  id: 'transcripts.search',
  method: 'GET',
  path: '/api/v1/transcripts',
  host: 'tenant',
  access: memberAccess('sessions.read'),
  summary: 'Lines of all masterclasses with these words, newest masterclass first',
  query: z.strictObject({ q: z.string().trim().min(2).max(100) }),
  response: z.object({
    items: z.array(
      TranscriptLineView.pick({ id: true, startMs: true, speaker: true, text: true }).extend({
        sessionId: SessionId,
        sessionTitle: z.string(),
        recordingId: RecordingId,
      }),
    ),
  }),
});

const fileOf = <
  const Format extends string,
  const Type extends
    | 'text/vtt; charset=utf-8'
    | 'application/x-subrip; charset=utf-8'
    | 'text/plain; charset=utf-8'
    | 'application/json; charset=utf-8',
>(
  format: Format,
  produces: Type,
) =>
  defineOperation({
    id: `transcripts.${format}`,
    method: 'GET',
    path: `${path}.${format}`,
    host: 'tenant',
    access: memberAccess('sessions.read'),
    summary: `The transcript as a file: ${format.toUpperCase()}`,
    params: RecordingParams,
    produces,
  });
export const transcriptVtt = fileOf('vtt', 'text/vtt; charset=utf-8');
export const transcriptSrt = fileOf('srt', 'application/x-subrip; charset=utf-8');
export const transcriptTxt = fileOf('txt', 'text/plain; charset=utf-8');
export const transcriptJson = fileOf('json', 'application/json; charset=utf-8');
