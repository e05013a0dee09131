import { readFile, writeFile } from 'node:fs/promises';
import type { CaptionLine } from '@stageline/contracts';
import { cutSpeech } from '@stageline/domain';
import type { StoragePort } from '@stageline/integrations/storage';
import {
  IntegrationError,
  SPEECH_FORMAT,
  type TranscriptionPort,
  type Utterance,
} from '@stageline/integrations/transcription';
import type { RecordedVoice } from '../recordings/index.ts';
import { withSound } from '../transcripts/index.ts';
import type { CaptionPlace, CaptionStore, Piece, Tail } from './captions.store.ts';
import { samplesOf, wavOf } from './wav.ts';

/** How long words may wait for their end. */
const LONGEST_MS = 12_000;
/** A hole longer than this would shift all that comes after it (as in a transcript). */
const TOLERATED_GAP_MS = 250;

export interface CaptionWriterDeps {
  readonly store: Pick<CaptionStore, 'setTail'>;
  readonly storage: Pick<StoragePort, 'get'>;
  readonly recogniser: TranscriptionPort;
}

/** What a recogniser is to hear next. */
export interface Hearing {
  readonly place: CaptionPlace;
  readonly trackId: Piece['trackId'];
  readonly voice: RecordedVoice;
  readonly language: string;
  readonly signal: AbortSignal;
}

export type NewLine = Omit<CaptionLine, 'number'>;

/** Turns the sound of a speaker into lines, segment by segment, and cuts no word at the border of two. */
export function createCaptionWriter({ store, storage, recogniser }: CaptionWriterDeps) {
  /**
   * Hears what is whole of a tail, and keeps the rest of it; that first, so that what fails costs what is at hand alone.
   * @param isOver whether nothing comes after it
   */
  async function hear(hearing: Hearing, tail: Tail, isOver: boolean): Promise<NewLine[]> {
    const [first] = tail.segments;
    if (first === undefined) return [];
    const { place, trackId, signal } = hearing;
    const lines = await withSound(
      storage,
      tail,
      async (file) => {
        const samples = samplesOf(await readFile(file)).subarray(samplesIn(tail.fromMs - first.startMs));
        const { end, isSpoken } = cutSpeech(samples, {
          sampleRate: SPEECH_FORMAT.sampleRate,
          longestMs: LONGEST_MS,
          isOver,
        });
        // A decoder may make some milliseconds more of it than there are by the clock of the recording.
        const heardTo = Math.min(endOfAll(tail), Math.round(tail.fromMs + (end * 1000) / SPEECH_FORMAT.sampleRate));
        const fromMs = isOver ? endOfAll(tail) : heardTo;
        const segments = tail.segments.filter((segment) => endOf(segment) > fromMs);
        await store.setTail(place, trackId, { ...tail, fromMs, segments });
        if (!isSpoken) return [];
        const whole = `${file}.whole.wav`;
        await writeFile(whole, wavOf(samples.subarray(0, end)));
        return (await listen(whole, hearing)).map((said) => lineOf(said, tail, hearing.voice));
      },
      signal,
    );
    if (lines !== null) return lines;
    // It is gone from storage, or no sound.
    await store.setTail(place, trackId, { ...tail, fromMs: endOfAll(tail), segments: [] });
    return [];
  }

  async function listen(file: string, { language, signal }: Hearing): Promise<readonly Utterance[]> {
    try {
      return await recogniser.transcribe(file, language, signal);
    } catch (error) {
      if (error instanceof IntegrationError && error.code === 'invalid-audio') return [];
      throw error;
    }
  }

  return {
    /** The rest of a track to which nothing more comes. @throws what the recogniser throws */
    finish: (hearing: Hearing, tail: Tail): Promise<NewLine[]> => hear(hearing, tail, true),

    /**
     * What a new piece brings. One that was heard, or is older than what was heard, brings nothing.
     * @param before where the hearing of its track stood
     * @throws what the recogniser throws
     */
    async next(hearing: Hearing, before: Tail | undefined, piece: Piece): Promise<NewLine[]> {
      const { segment, recordingId, toldAt } = piece;
      const own = before?.recordingId === recordingId ? before : undefined;
      if (segment === null) return own === undefined ? [] : hear(hearing, own, true);
      // Nothing follows what a pause has cut.
      const isOver = segment.isCut;
      const fresh: Tail = { recordingId, fromMs: segment.startMs, segments: [segment], toldAt };
      if (own === undefined) return hear(hearing, fresh, isOver);
      const heardTo = endOfAll(own);
      if (segment.startMs < heardTo - TOLERATED_GAP_MS) return [];
      if (segment.startMs <= heardTo + TOLERATED_GAP_MS)
        return hear(hearing, { ...own, segments: [...own.segments, segment], toldAt }, isOver);
      const rest = await hear(hearing, own, true);
      return [...rest, ...(await hear(hearing, fresh, isOver))];
    },
  };
}
export type CaptionWriter = ReturnType<typeof createCaptionWriter>;

const samplesIn = (ms: number): number => Math.max(0, Math.round((ms * SPEECH_FORMAT.sampleRate) / 1000));
const endOf = ({ startMs, durationMs }: Tail['segments'][number]): number => startMs + durationMs;
const endOfAll = ({ fromMs, segments }: Tail): number => Math.max(fromMs, ...segments.map(endOf));

function lineOf(
  { startMs, endMs, text, confidence }: Utterance,
  { fromMs, recordingId }: Tail,
  voice: RecordedVoice,
): NewLine {
  const { speaker, fromHost, recordingStartedAt } = voice;
  const at = new Date(recordingStartedAt.getTime() + fromMs + startMs).toISOString();
  const place = { recordingId, startMs: fromMs + startMs, endMs: fromMs + endMs };
  return { speaker, fromHost, at, ...place, text, confidence };
}
