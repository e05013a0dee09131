import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { IntegrationError } from '../kit/errors.ts';
import { createResilience } from '../kit/resilience.ts';
import type { TranscriptionPort, Utterance } from './port.ts';

export interface OpenAiTranscriptionOptions {
  readonly apiKey: string;
  /** Of any server that speaks the same API. Default: the vendor's own. */
  readonly baseUrl?: string;
  readonly model: string;
  /** Bound on one call. Default: two minutes. */
  readonly timeoutMs?: number;
}

/** What we read of a `verbose_json` answer (OpenAI API reference, "Create transcription"). */
const Answer = z.object({
  segments: z
    .array(
      z.object({
        start: z.number().min(0),
        end: z.number().min(0),
        text: z.string(),
        avg_logprob: z.number().optional(),
        no_speech_prob: z.number().optional(),
      }),
    )
    .default([]),
});
type Segment = z.infer<typeof Answer>['segments'][number];

/** Whisper writes words over silence, too; beyond this it says itself that nobody speaks. */
const SURELY_SILENT = 0.8;

/** Any server that speaks OpenAI's audio API. */
export async function createOpenAiTranscription(options: OpenAiTranscriptionOptions): Promise<TranscriptionPort> {
  const { OpenAI, APIConnectionError, APIError, APIUserAbortError } = await import('openai');
  const client = new OpenAI({
    apiKey: options.apiKey,
    ...(options.baseUrl !== undefined && { baseURL: options.baseUrl }),
    timeout: options.timeoutMs ?? 120_000,
    // Ours retries, for every port in the same way.
    maxRetries: 0,
    logLevel: 'off',
  });
  const resilience = createResilience({
    port: 'transcription',
    attempts: 3,
    baseDelayMs: 500,
    breakAfter: 6,
    breakForMs: 30_000,
  });

  function translate(error: unknown): unknown {
    if (error instanceof APIUserAbortError || error instanceof IntegrationError) return error;
    if (error instanceof APIConnectionError) return failure('unavailable', true, error);
    if (!(error instanceof APIError)) return error;
    const status = Number(error.status);
    if (status === 429 || status >= 500) return failure('unavailable', true, error);
    return failure(status === 400 || status === 413 || status === 415 ? 'invalid-audio' : 'rejected', false, error);
  }

  return {
    understands: () => true,
    transcribe: (file, language, signal) =>
      resilience.run(async () => {
        try {
          const answer = await client.audio.transcriptions.create(
            {
              file: createReadStream(file),
              model: options.model,
              language,
              response_format: 'verbose_json',
              timestamp_granularities: ['segment'],
            },
            signal === undefined ? {} : { signal },
          );
          const parsed = Answer.safeParse(answer);
          if (!parsed.success) throw failure('malformed-answer', true, parsed.error);
          return parsed.data.segments.flatMap(utteranceOf);
        } catch (error) {
          throw translate(error);
        }
      }),
  };
}

const failure = (code: string, retryable: boolean, cause: unknown) =>
  new IntegrationError('transcription', code, retryable, { cause });

function utteranceOf({ start, end, text, avg_logprob, no_speech_prob }: Segment): Utterance[] {
  const said = text.trim();
  if (said === '' || (no_speech_prob ?? 0) > SURELY_SILENT) return [];
  const startMs = Math.round(start * 1000);
  return [
    {
      startMs,
      endMs: Math.max(startMs, Math.round(end * 1000)),
      text: said,
      // The mean of the tokens' log probabilities, so this is their geometric mean.
      confidence: avg_logprob === undefined ? null : Math.min(1, Math.exp(avg_logprob)),
    },
  ];
}
