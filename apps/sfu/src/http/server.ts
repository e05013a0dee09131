import { createServer, type Server, type ServerResponse } from 'node:http';
import { ProblemError } from '@stageline/contracts';
import type { Health } from '@stageline/platform';

/** The process's http server: liveness and readiness; signalling is attached to it by the gateway. */
export function createHttpServer(health: Health): Server {
  return createServer((request, response) => {
    if (request.method === 'GET' && request.url === '/healthz') return send(response, 200, { ok: true });
    if (request.method === 'GET' && request.url === '/readyz') {
      void health.ready().then((readiness) => send(response, readiness.ok ? 200 : 503, readiness));
      return;
    }
    const problem = new ProblemError('not-found').toProblem();
    send(response, problem.status, problem, 'application/problem+json');
  });
}

function send(response: ServerResponse, status: number, body: object, type = 'application/json'): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(JSON.stringify(body));
}
