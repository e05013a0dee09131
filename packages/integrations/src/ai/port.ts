import { z } from 'zod';
import { IntegrationError } from '../kit/errors.ts';

/** What one request used up. */
export interface AiUsage {
  readonly promptTokens: number;
  readonly outputTokens: number;
  /** Millionths of a US dollar. */
  readonly costMicros: number;
  readonly model: string;
}
export interface AiAnswer extends AiUsage {
  readonly text: string;
}

export const AiRequest = z.object({
  /** Another model than the adapter's own. */
  model: z.string().min(1).optional(),
  /** What it is to do. Only text of ours. */
  system: z.string().min(1).max(20_000),
  /** What it does it with; may hold what strangers wrote. */
  prompt: z.string().min(1).max(200_000),
  maxTokens: z.int().min(1).max(8000),
  /** Whether the answer has to be a JSON object. */
  json: z.boolean().optional(),
});
export type AiRequest = z.infer<typeof AiRequest> & {
  readonly signal?: AbortSignal;
  /** Called with each piece of the answer, as it comes. */
  readonly onDelta?: (text: string) => void;
};

/** Writes texts. */
export interface AiPort {
  /** `template` asks nobody and costs nothing. */
  readonly kind: 'model' | 'template';
  /** What answers where a request names no model. */
  readonly model: string;
  /** What is asked where that one fails; null where there is no other. */
  readonly fallbackModel: string | null;
  /** The most that this request may cost: what has to be left of a budget. */
  mostMicros(request: Pick<AiRequest, 'model' | 'system' | 'prompt' | 'maxTokens'>): number;
  /**
   * Asks once; whoever wants more attempts takes `withAttempts`.
   * @throws AiError `busy`, `unavailable`, `timeout`, `malformed-answer`, `cut-off`, `circuit-open`: another try may do;
   *   `invalid-request`, `rejected`, `refused` (it will not write this), `aborted`: it will not
   */
  complete(request: AiRequest): Promise<AiAnswer>;
}

const RETRYABLE = new Set(['busy', 'unavailable', 'timeout', 'malformed-answer', 'cut-off', 'circuit-open']);

/** Why there is no answer, and what the request cost all the same. */
export class AiError extends IntegrationError {
  /** Null where nothing was used up. */
  readonly usage: AiUsage | null;
  /** How long the other side wants to be left alone. */
  readonly retryAfterMs: number | null;

  constructor(
    code: string,
    {
      usage = null,
      retryAfterMs = null,
      ...options
    }: Partial<Pick<AiError, 'usage' | 'retryAfterMs'>> & ErrorOptions = {},
  ) {
    super('ai', code, RETRYABLE.has(code), options);
    this.name = 'AiError';
    this.usage = usage;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Checks a request before any adapter sends it. @throws AiError `invalid-request`, `aborted` */
export function parseRequest({ signal, onDelta, ...request }: AiRequest): AiRequest {
  const parsed = AiRequest.safeParse(request);
  if (!parsed.success) throw new AiError('invalid-request', { cause: parsed.error });
  if (signal?.aborted === true) throw new AiError('aborted');
  return { ...parsed.data, ...(signal && { signal }), ...(onDelta && { onDelta }) };
}

/**
 * How many tokens a text is at most, about: models of these families take three to four bytes of English for one, and fewer of
 * other scripts. For budgets, which must not be overdrawn.
 */
export const tokensOf = (text: string): number => Math.ceil(Buffer.byteLength(text) / 3);
