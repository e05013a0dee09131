import type OpenAI from 'openai';
import { IntegrationError } from '../kit/errors.ts';
import { createResilience } from '../kit/resilience.ts';
import { AiError, parseRequest, tokensOf, type AiAnswer, type AiPort, type AiRequest, type AiUsage } from './port.ts';
import { costOf, priceOf, type AiPrice } from './prices.ts';

export interface OpenAiOptions {
  readonly apiKey: string;
  /** Of any server that speaks the same API. Default: the vendor's own. */
  readonly baseUrl?: string;
  readonly model: string;
  readonly fallbackModel?: string;
  /** Prices of models that we know none of. */
  readonly prices?: Readonly<Record<string, AiPrice>>;
  /** Bound on one answer, and on the silence within it. Default: a minute, and twenty seconds. */
  readonly timeoutMs?: number;
  readonly idleMs?: number;
}

/** No token is longer on average; whoever sends more does not stop by itself. */
const MAX_CHARS_PER_TOKEN = 20;

/** Any server that speaks OpenAI's chat API, read as a stream. @throws Error for a model without a price */
export async function createOpenAi(options: OpenAiOptions): Promise<AiPort> {
  const { OpenAI: Client } = await import('openai');
  const { baseUrl, model: own, fallbackModel = null, timeoutMs = 60_000, idleMs = 20_000 } = options;
  for (const model of [own, fallbackModel]) if (model !== null) priceOf(model, options.prices);
  const client = new Client({
    apiKey: options.apiKey,
    ...(baseUrl !== undefined && { baseURL: baseUrl }),
    timeout: timeoutMs,
    // How often to ask is the caller's to say: each time costs.
    maxRetries: 0,
    logLevel: 'off',
  });
  const resilience = createResilience({ port: 'ai', attempts: 1, baseDelayMs: 0, breakAfter: 20, breakForMs: 10_000 });

  const usageOf = (model: string, promptTokens: number, outputTokens: number): AiUsage => ({
    ...{ model, promptTokens, outputTokens },
    costMicros: costOf(priceOf(model, options.prices), promptTokens, outputTokens),
  });

  async function ask(request: AiRequest): Promise<AiAnswer> {
    const { model = own, system, prompt, maxTokens, json } = request;
    const clock = createClock(timeoutMs, idleMs, request.signal);
    let text = '';
    /** What is known of the cost of an answer that nobody has summed up. */
    const guess = () => usageOf(model, tokensOf(system + prompt), tokensOf(text));
    try {
      const stream = await client.chat.completions.create(
        {
          model,
          messages: [
            { role: 'system', content: system },
            { role: 'user', content: prompt },
          ],
          stream: true,
          stream_options: { include_usage: true },
          // The vendor's newer models know only the second; other servers mostly the first.
          ...(baseUrl === undefined ? { max_completion_tokens: maxTokens } : { max_tokens: maxTokens }),
          ...(json === true && { response_format: { type: 'json_object' as const } }),
        },
        { signal: clock.signal },
      );
      let usage: AiUsage | null = null;
      let finish: string | null = null;
      let refusal = '';
      for await (const chunk of stream) {
        clock.heard();
        const choice = chunk.choices?.[0];
        refusal += choice?.delta?.refusal ?? '';
        const piece = choice?.delta?.content ?? '';
        if (piece !== '') {
          text += piece;
          request.onDelta?.(piece);
        }
        finish = choice?.finish_reason ?? finish;
        if (chunk.usage) usage = usageOf(model, chunk.usage.prompt_tokens, chunk.usage.completion_tokens);
        if (text.length > maxTokens * MAX_CHARS_PER_TOKEN) throw new AiError('malformed-answer', { usage: guess() });
      }
      // The client ends a stream that was aborted as if it were whole.
      if (clock.signal.aborted) throw clock.reason(guess());
      const spent = usage ?? guess();
      if (refusal !== '' || finish === 'content_filter') throw new AiError('refused', { usage: spent });
      if (finish !== 'stop') throw new AiError('cut-off', { usage: spent });
      if (text.trim() === '') throw new AiError('malformed-answer', { usage: spent });
      return { ...spent, text };
    } catch (error) {
      throw clock.signal.aborted ? clock.reason(guess()) : failureOf(error, guess, Client);
    } finally {
      clock.stop();
    }
  }

  return {
    kind: 'model',
    model: own,
    fallbackModel,
    mostMicros: ({ model = own, system, prompt, maxTokens }) =>
      costOf(priceOf(model, options.prices), tokensOf(system + prompt), maxTokens),
    async complete(request) {
      const parsed = parseRequest(request);
      return guarded(() => resilience.run(() => ask(parsed)));
    },
  };
}

/** What the breaker throws is an error of this port, too. */
export async function guarded<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof IntegrationError && !(error instanceof AiError))
      throw new AiError(error.code, { cause: error });
    throw error;
  }
}

/** Ends a request whose whole answer, or whose next piece, takes too long, or that nobody wants any more. */
function createClock(timeoutMs: number, idleMs: number, wanted: AbortSignal | undefined) {
  const late = new AbortController();
  const whole = setTimeout(() => late.abort(), timeoutMs);
  let idle = setTimeout(() => late.abort(), Math.max(idleMs, 1));
  return {
    signal: wanted === undefined ? late.signal : AbortSignal.any([late.signal, wanted]),
    heard() {
      clearTimeout(idle);
      idle = setTimeout(() => late.abort(), idleMs);
    },
    stop() {
      clearTimeout(whole);
      clearTimeout(idle);
    },
    reason: (usage: AiUsage) => new AiError(wanted?.aborted === true ? 'aborted' : 'timeout', { usage }),
  };
}

function failureOf(error: unknown, guess: () => AiUsage, Client: typeof OpenAI): AiError {
  if (error instanceof AiError) return error;
  if (error instanceof Client.APIConnectionTimeoutError)
    return new AiError('timeout', { usage: guess(), cause: error });
  // Nobody was reached, so nobody charges.
  if (error instanceof Client.APIConnectionError) return new AiError('unavailable', { cause: error });
  if (error instanceof Client.APIError && typeof error.status === 'number') {
    const { status, code } = error;
    if (status === 429)
      // A quota that is used up does not come back by waiting.
      return code === 'insufficient_quota'
        ? new AiError('rejected', { cause: error })
        : new AiError('busy', { cause: error, retryAfterMs: retryAfterOf(error.headers?.get('retry-after') ?? null) });
    if (status >= 500) return new AiError('unavailable', { cause: error });
    return new AiError(code === 'content_filter' ? 'refused' : 'rejected', { cause: error });
  }
  // JSON that is none, or a connection that ended in the middle.
  return new AiError(error instanceof SyntaxError ? 'malformed-answer' : 'cut-off', { usage: guess(), cause: error });
}

/** Seconds, or a date (RFC 9110, 10.2.3). */
export function retryAfterOf(value: string | null): number | null {
  if (value === null) return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}
