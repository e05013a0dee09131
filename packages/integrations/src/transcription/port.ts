import { z } from 'zod';

/** Something that was said without a longer pause. Times are milliseconds from the start of the sound. */
export const Utterance = z.object({
  startMs: z.int().min(0),
  endMs: z.int().min(0),
  text: z.string().min(1),
  /** How sure the recogniser is, from 0 to 1; null where it doesn't say. */
  confidence: z.number().min(0).max(1).nullable(),
});
export type Utterance = z.infer<typeof Utterance>;

/** A sound file as every recogniser reads it: WAV, one channel, 16 bits, 16,000 samples a second. */
export const SPEECH_FORMAT = { sampleRate: 16_000, channels: 1, bits: 16 } as const;

export interface TranscriptionPort {
  /**
   * Whether speech of a language can be recognised.
   * @param language its primary subtag (BCP 47), as `en`
   */
  understands(language: string): boolean;
  /**
   * What is said in a sound file of `SPEECH_FORMAT`, in order of time; nothing where nobody speaks. Give it some minutes at
   * most: a vendor takes no more at once, and what was recognised before a crash is not recognised again.
   * @param file its path
   * @throws IntegrationError `unsupported-language`, `invalid-audio`, `rejected` (none of them retryable), `unavailable`,
   *   `malformed-answer`, `circuit-open`
   */
  transcribe(file: string, language: string, signal?: AbortSignal): Promise<Utterance[]>;
}
