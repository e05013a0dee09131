import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterFile } from './jest/cleanups.ts';

/** What was asked. */
export interface AiPeerRequest {
  readonly model: string;
  readonly system: string;
  readonly prompt: string;
  readonly json: boolean;
}
/** What is answered, and how. */
export interface AiPeerAnswer {
  readonly text?: string;
  /** Instead of an answer. */
  readonly status?: number;
  readonly code?: string;
  readonly retryAfter?: string;
  /** `malformed`: no JSON in the middle; `cut`: the connection ends; `silent`: nothing comes; `refusal`, `filter`, `length`: it says so. */
  readonly fault?: 'malformed' | 'cut' | 'silent' | 'refusal' | 'filter' | 'length' | 'no-usage';
  /** How long it takes. */
  readonly afterMs?: number;
}

/** A server that speaks OpenAI's chat API on loopback, as a stream, and answers what it is told to; closed after the file. */
export async function startAiPeer(
  answer: (request: AiPeerRequest, call: number) => AiPeerAnswer | Promise<AiPeerAnswer>,
) {
  const requests: AiPeerRequest[] = [];
  let inFlight = 0;
  let mostInFlight = 0;
  let aborted = 0;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const { model, messages, response_format } = JSON.parse(body) as {
      model: string;
      messages: { content: string }[];
      response_format?: unknown;
    };
    const [system, prompt] = [messages[0]!.content, messages[1]!.content];
    const asked = { model, system, prompt, json: response_format !== undefined };
    requests.push(asked);
    const said = await answer(asked, requests.length);
    if (said.afterMs !== undefined) await delay(said.afterMs);
    if (said.status !== undefined) {
      const retry = said.retryAfter === undefined ? {} : { 'retry-after': said.retryAfter };
      response.writeHead(said.status, { 'content-type': 'application/json', ...retry });
      return void response.end(JSON.stringify({ error: { message: 'No.', code: said.code ?? null } }));
    }
    if (request.headers.authorization !== 'Bearer sk-test') return void response.writeHead(401).end('{}');
    stream(response, model, said);
  }

  function stream(response: ServerResponse, model: string, { text = '', fault }: AiPeerAnswer): void {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const send = (data: object) =>
      void response.write(`data: ${JSON.stringify({ id: 'c', model, object: 'chat.completion.chunk', ...data })}\n\n`);
    const piece = (delta: object, finish_reason: string | null = null) =>
      send({ choices: [{ index: 0, delta, finish_reason }] });
    piece({ role: 'assistant', content: '' });
    if (fault === 'silent') return;
    if (fault === 'refusal') piece({ refusal: 'I will not.' });
    else for (const part of text.match(/[\s\S]{1,40}/g) ?? []) piece({ content: part });
    if (fault === 'cut') return void setImmediate(() => response.destroy());
    if (fault === 'malformed') {
      response.write('data: {"choices": [{\n\n');
      return void response.end();
    }
    piece({}, fault === 'filter' ? 'content_filter' : fault === 'length' ? 'length' : 'stop');
    const usage = { prompt_tokens: 1000, completion_tokens: 200, total_tokens: 1200 };
    if (fault !== 'no-usage') send({ choices: [], usage });
    response.end('data: [DONE]\n\n');
  }

  const server = createServer((request, response) => {
    inFlight += 1;
    mostInFlight = Math.max(mostInFlight, inFlight);
    response.once('close', () => {
      inFlight -= 1;
      if (!response.writableFinished) aborted += 1;
    });
    serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterFile(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return {
    baseUrl,
    requests,
    mostInFlight: () => mostInFlight,
    /** Answers that whoever asked did not wait for. */
    aborted: () => aborted,
    /** What a server of ours is told about it. */
    env: { AI: 'openai', AI_API_KEY: 'sk-test', AI_BASE_URL: baseUrl, AI_MODEL: 'gpt-4o-mini' },
  };
}
export type AiPeer = Awaited<ReturnType<typeof startAiPeer>>;
