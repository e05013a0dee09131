import { createServer, type Server, type ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { OverflowFile, OverflowToken, ProblemError } from '@stageline/contracts';
import type { Health } from '@stageline/platform';

/** Finds a file of a room that is full, for whoever watches it; null where that is nobody. */
export type FindOverflowFile = (
  room: { tenantId: string; sessionId: string },
  token: string,
  file: string,
) => Promise<Readable | null>;

/** As the api asks for it: `/overflow/<tenant>/<session>/<token>/<file>`. */
const OVERFLOW_URL = /^\/overflow\/(\w{1,40})\/(\w{1,40})\/([^/]+)\/([^/]+)$/;

/**
 * The process's http server: liveness and readiness, and what the api passes on of rooms that are full; signalling is attached
 * to it by the gateway.
 */
export function createHttpServer(health: Health, findOverflowFile: FindOverflowFile): Server {
  return createServer((request, response) => {
    if (request.method === 'GET' && request.url === '/healthz') return send(response, 200, { ok: true });
    if (request.method === 'GET' && request.url === '/readyz') {
      void health.ready().then((readiness) => send(response, readiness.ok ? 200 : 503, readiness));
      return;
    }
    const overflow = request.method === 'GET' ? OVERFLOW_URL.exec(request.url ?? '') : null;
    if (overflow === null) return notFound(response);
    const [, tenantId = '', sessionId = '', token = '', file = ''] = overflow;
    if (!OverflowToken.safeParse(token).success || !OverflowFile.safeParse(file).success) return notFound(response);
    findOverflowFile({ tenantId, sessionId }, token, file).then(
      (content) => {
        if (content === null) return notFound(response);
        response.writeHead(200, { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' });
        pipeline(content, response, () => undefined);
      },
      () => send(response, 503, new ProblemError('unavailable').toProblem(), 'application/problem+json'),
    );
  });
}

function notFound(response: ServerResponse): void {
  const problem = new ProblemError('not-found').toProblem();
  send(response, problem.status, problem, 'application/problem+json');
}

function send(response: ServerResponse, status: number, body: object, type = 'application/json'): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(JSON.stringify(body));
}
