import { z } from 'zod';
import { Instant } from '../kit/operation.ts';
import { RecordingId } from '../kit/ids.ts';

/** How many lines somebody who comes in is told. */
export const MOST_RECENT_CAPTIONS = 5;

/** Something that was said in a room, as a recogniser heard it (G-01). */
export const CaptionLine = z.object({
  /** Rises by one per line of the session. */
  number: z.int(),
  speaker: z.string(),
  fromHost: z.boolean(),
  /** When it was said. */
  at: Instant,
  /** In the recording that it was heard in: offsets from its start. */
  recordingId: RecordingId,
  startMs: z.int(),
  endMs: z.int(),
  text: z.string(),
  /** From 0 to 1; null where the recogniser does not say. */
  confidence: z.number().nullable(),
});
export type CaptionLine = z.infer<typeof CaptionLine>;

/** Why a room can have no captions: this platform has no recogniser, or none for the language of the masterclass. */
export const CaptionsUnavailable = z.enum(['no-recogniser', 'unsupported-language']);
export type CaptionsUnavailable = z.infer<typeof CaptionsUnavailable>;

/** `behind`: more is said than is recognised in time, so some of it was left out; `failed`: the recogniser does not answer. */
export const CaptionTrouble = z.enum(['behind', 'failed']);
export type CaptionTrouble = z.infer<typeof CaptionTrouble>;

/** Whether a room has captions, told whole. They are made of what is recorded, so there are none while nothing is. */
export const CaptionState = z.object({
  isOn: z.boolean(),
  unavailable: CaptionsUnavailable.nullable(),
  trouble: CaptionTrouble.nullable(),
});
export type CaptionState = z.infer<typeof CaptionState>;

export const captionTells = {
  /** Whenever it changes; on connect also the last lines. */
  'room:captions': CaptionState.extend({ lines: z.array(CaptionLine).max(MOST_RECENT_CAPTIONS).optional() }),
  /** Lines as they come, some seconds after they were said. */
  'room:captioned': z.object({ lines: z.array(CaptionLine) }),
};
