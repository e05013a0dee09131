import { setTimeout as delay } from 'node:timers/promises';
import { AiError, type AiAnswer, type AiPort, type AiRequest, type AiUsage } from './port.ts';

export interface Attempts<T> {
  /** Makes something of an answer. @throws anything for one that is of no use: it is asked again */
  readonly accept: (text: string) => T;
  /** How often it is asked in all. Default: three times. */
  readonly attempts?: number;
  /** The first pause; each further one is twice as long, and half of it is random. Default: half a second. */
  readonly baseDelayMs?: number;
  /** Before each request, with the most that it may cost. What it throws ends all. */
  readonly begin?: (mostMicros: number, attempt: number) => Promise<void>;
  /** After each request, with what it used up; null for nothing. */
  readonly end?: (usage: AiUsage | null, isAnswered: boolean) => Promise<void>;
}
export interface Accepted<T> {
  readonly value: T;
  readonly answer: AiAnswer;
  readonly attempts: number;
}

/** Whoever wants to be left alone for longer is not waited for. */
const MAX_WAIT_MS = 30_000;

/**
 * Asks until there is an answer of use: three times at most, with pauses, and for the last time another model where there is one.
 * @throws AiError of the last attempt; `malformed-answer` where no answer was of use
 */
export async function withAttempts<T>(port: AiPort, request: AiRequest, options: Attempts<T>): Promise<Accepted<T>> {
  const { accept, attempts = 3, baseDelayMs = 500 } = options;
  let model = request.model;
  for (let attempt = 1; ; attempt += 1) {
    const asked = { ...request, ...(model !== undefined && { model }) };
    await options.begin?.(port.mostMicros(asked), attempt);
    let failure: AiError;
    try {
      const answer = await port.complete(asked).catch(async (error: unknown) => {
        await options.end?.(error instanceof AiError ? error.usage : null, false);
        throw error;
      });
      await options.end?.(answer, true);
      return { value: accepted(accept, answer), answer, attempts: attempt };
    } catch (error) {
      if (!(error instanceof AiError)) throw error;
      failure = error;
    }
    // A model that is not there, or will not, may have another beside it.
    const mayFallBack = port.fallbackModel !== null && model !== port.fallbackModel;
    if (attempt >= attempts || failure.code === 'aborted' || (!failure.retryable && !mayFallBack)) throw failure;
    if (mayFallBack && (!failure.retryable || attempt === attempts - 1)) model = port.fallbackModel!;
    const pause = baseDelayMs * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
    const wait = Math.max(pause, failure.retryAfterMs ?? 0);
    if (wait > MAX_WAIT_MS) throw failure;
    await delay(wait, undefined, request.signal === undefined ? {} : { signal: request.signal }).catch(() => {
      throw new AiError('aborted');
    });
  }
}

function accepted<T>(accept: (text: string) => T, answer: AiAnswer): T {
  try {
    return accept(answer.text);
  } catch (cause) {
    throw new AiError('malformed-answer', { cause });
  }
}
