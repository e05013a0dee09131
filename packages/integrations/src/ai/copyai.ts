import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { createResilience } from '../kit/resilience.ts';
import { guarded, retryAfterOf } from './openai.ts';
import { AiError, parseRequest, tokensOf, type AiAnswer, type AiPort, type AiRequest } from './port.ts';

export interface CopyAiOptions {
  readonly apiKey: string;
  /** Of a workflow with the inputs `system` and `prompt` and one output of text. */
  readonly workflowId: string;
  /** What one run of it costs, in millionths of a US dollar. */
  readonly runMicros: number;
  readonly apiUrl?: string;
  /** Bound on one run. Default: two minutes. */
  readonly timeoutMs?: number;
  /** How long to wait before asking how far it is. Default: a second. */
  readonly pollMs?: number;
}

const Started = z.object({ data: z.object({ id: z.string().min(1) }) });
const Run = z.object({
  data: z.object({ status: z.string(), output: z.record(z.string(), z.unknown()).nullish() }),
});
const Failure = z.object({ errorCode: z.string() });

const CALL_MS = 15_000;
/** A run costs, so its way is asked for again where it got lost. */
const LOST_POLLS = 5;
const MODEL = 'copy.ai';

/** A workflow of Copy.ai: started, and asked for until it is through. It tells no tokens, so they are counted by length. */
export function createCopyAi(options: CopyAiOptions): AiPort {
  const { apiKey, workflowId, runMicros, timeoutMs = 120_000, pollMs = 1000 } = options;
  const base = `${options.apiUrl ?? 'https://api.copy.ai/api'}/workflow/${encodeURIComponent(workflowId)}/run`;
  const resilience = createResilience({ port: 'ai', attempts: 1, baseDelayMs: 0, breakAfter: 20, breakForMs: 10_000 });

  async function call(url: string, signal: AbortSignal, body?: object): Promise<unknown> {
    const response = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json', 'x-copy-ai-api-key': apiKey },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(CALL_MS)]),
    });
    if (response.ok) return response.json();
    const { status, headers } = response;
    if (status === 429) throw new AiError('busy', { retryAfterMs: retryAfterOf(headers.get('retry-after')) });
    if (status >= 500) throw new AiError('unavailable');
    const failure = Failure.safeParse(await response.json().catch(() => null));
    throw new AiError('rejected', { cause: new Error(failure.data?.errorCode ?? `HTTP ${status}`) });
  }

  /** The answer once it is there; what was lost on the way is asked for again. */
  async function follow(id: string, signal: AbortSignal): Promise<string> {
    for (let lost = 0; ;) {
      await delay(pollMs, undefined, { signal });
      try {
        const { data } = Run.parse(await call(`${base}/${encodeURIComponent(id)}`, signal));
        if (data.status === 'COMPLETE') return textOf(data.output ?? {});
        if (/FAIL|ERROR|STOP|CANCEL/i.test(data.status)) throw new AiError('malformed-answer');
        lost = 0;
      } catch (error) {
        if (signal.aborted || (error instanceof AiError && error.code === 'malformed-answer')) throw error;
        lost += 1;
        if (lost >= LOST_POLLS) throw error;
      }
    }
  }

  async function ask({ system, prompt, onDelta, signal: wanted }: AiRequest): Promise<AiAnswer> {
    const late = AbortSignal.timeout(timeoutMs);
    const signal = wanted === undefined ? late : AbortSignal.any([late, wanted]);
    let isStarted = false;
    const spent = (text: string) => ({
      ...{ model: MODEL, promptTokens: tokensOf(system + prompt), outputTokens: tokensOf(text) },
      costMicros: runMicros,
    });
    try {
      const { data } = Started.parse(
        await call(base, signal, { startVariables: { system, prompt }, metadata: { api: true } }),
      );
      isStarted = true;
      const text = await follow(data.id, signal);
      onDelta?.(text);
      return { ...spent(text), text };
    } catch (error) {
      const usage = isStarted ? spent('') : null;
      if (wanted?.aborted === true) throw new AiError('aborted', { usage, cause: error });
      if (late.aborted || (error as Error).name === 'TimeoutError')
        throw new AiError('timeout', { usage, cause: error });
      if (error instanceof AiError) {
        const { code, retryAfterMs } = error;
        throw new AiError(code, { usage, retryAfterMs, cause: error });
      }
      const isMalformed = error instanceof z.ZodError || error instanceof SyntaxError;
      throw new AiError(isMalformed ? 'malformed-answer' : 'unavailable', { usage, cause: error });
    }
  }

  return {
    kind: 'model',
    model: MODEL,
    fallbackModel: null,
    mostMicros: () => runMicros,
    async complete(request) {
      const parsed = parseRequest(request);
      return guarded(() => resilience.run(() => ask(parsed)));
    },
  };
}

/** Outputs are named by whoever made the workflow; the first text is the answer. @throws AiError `malformed-answer` */
function textOf(output: Readonly<Record<string, unknown>>): string {
  const text = Object.values(output).find((value) => typeof value === 'string' && value.trim() !== '');
  if (text === undefined) throw new AiError('malformed-answer');
  return text as string;
}
