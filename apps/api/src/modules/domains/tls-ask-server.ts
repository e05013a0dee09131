import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from '@stageline/platform';
import type { TlsAnswer, TlsGate } from './tls-gate.ts';

export interface TlsAskServer {
  readonly port: number;
  close(): Promise<void>;
}

const STATUS: Readonly<Record<TlsAnswer, number>> = {
  allowed: 200,
  'unknown-host': 403,
  'tenant-limit': 429,
  'domain-limit': 429,
};
const LOOPBACK = /^(?:::ffff:)?127\.|^::1$/;
const TIMEOUT_MS = 5000;

/**
 * `GET /internal/tls/ask?domain=` on a listener of its own, bound to loopback: no route of the product, no proxy and no
 * header can lead there.
 */
export async function startTlsAskServer(gate: TlsGate, port: number, logger: Logger): Promise<TlsAskServer> {
  const server = createServer({ requestTimeout: TIMEOUT_MS }, (request, response) => {
    void answer(gate, request, response, logger);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1' }, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  gate: TlsGate,
  request: IncomingMessage,
  response: ServerResponse,
  logger: Logger,
): Promise<void> {
  const end = (status: number, text: string) =>
    void response.writeHead(status, { 'content-type': 'text/plain' }).end(`${text}\n`);
  // The peer's own address: X-Forwarded-For is what somebody says about themselves.
  const remoteIp = request.socket.remoteAddress ?? '';
  if (!LOOPBACK.test(remoteIp)) return end(404, 'not found');
  const target = request.url ?? '';
  const url = URL.canParse(target, 'http://ask') ? new URL(target, 'http://ask') : null;
  if (request.method !== 'GET' || url?.pathname !== '/internal/tls/ask') return end(404, 'not found');
  const domains = url.searchParams.getAll('domain');
  if (domains.length !== 1) return end(400, 'one domain, please');
  try {
    const decision = await gate.ask(domains[0]!, remoteIp);
    end(STATUS[decision], decision);
  } catch (err) {
    logger.error({ err, sni: domains[0] }, 'certificate question failed');
    end(503, 'unavailable');
  }
}
