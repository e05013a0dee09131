import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { freePort } from '@stageline/platform/embedded';
import { afterFile } from './jest/cleanups.ts';
import { startPeer } from './peer.ts';

/** What a browser got over TLS. */
export interface SecureAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A real Caddy with the production configuration and an authority of its own. */
export interface Caddy {
  readonly httpPort: number;
  readonly httpsPort: number;
  /** The root certificate of its internal authority. */
  readonly caFile: string;
  /**
   * Asks for a page as a browser would that trusts the internal authority.
   * @throws when there is no handshake for the host, or no valid certificate
   */
  get(host: string, pathname?: string, headers?: Record<string, string>): Promise<SecureAnswer>;
  /** Sends JSON in the same way. @throws as `get` */
  post(host: string, pathname: string, body: object, headers?: Record<string, string>): Promise<SecureAnswer>;
  output(): string;
}

export interface CaddyOptions {
  /** Without a port. */
  readonly apexHost: string;
  readonly apiPort: number;
  readonly askPort: number;
}

const caddyfile = path.resolve(import.meta.dirname, '../../../infra/caddy/Caddyfile');

/** Starts infra/caddy/Caddyfile on free loopback ports; it ends with the test file. @throws with its output */
export async function startCaddy({ apexHost, apiPort, askPort }: CaddyOptions): Promise<Caddy> {
  const directory = await mkdtemp(path.join(tmpdir(), 'stageline-caddy-'));
  afterFile(() => rm(directory, { recursive: true, force: true }));
  const [httpPort, httpsPort] = [await freePort(), await freePort()];
  const peer = await startPeer({
    command: 'caddy',
    args: ['run', '--config', caddyfile, '--adapter', 'caddyfile'],
    env: {
      HOME: directory,
      XDG_CONFIG_HOME: directory,
      XDG_DATA_HOME: directory,
      CADDY_DATA: directory,
      APEX_HOST: apexHost,
      API_ADDRESS: `127.0.0.1:${apiPort}`,
      TLS_ASK_PORT: String(askPort),
      TLS_ISSUER: 'internal',
      HTTP_PORT: String(httpPort),
      HTTPS_PORT: String(httpsPort),
      PUBLIC_PORT: `:${httpsPort}`,
    },
    ready: { port: httpsPort },
  });
  const caFile = path.join(directory, 'pki/authorities/local/root.crt');
  const ask = (host: string, pathname: string, headers: Record<string, string>): RequestOptions => ({
    host: '127.0.0.1',
    port: httpsPort,
    servername: host,
    path: pathname,
    headers: { host: `${host}:${httpsPort}`, ...headers },
    ca: readFileSync(caFile),
    agent: false,
    timeout: 10_000,
  });
  return {
    httpPort,
    httpsPort,
    caFile,
    output: peer.output,
    get: (host, pathname = '/', headers = {}) => answerOf(ask(host, pathname, headers)),
    post(host, pathname, body, headers = {}) {
      const json = JSON.stringify(body);
      const own = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(json)) };
      return answerOf({ ...ask(host, pathname, { ...own, ...headers }), method: 'POST' }, json);
    },
  };
}

async function answerOf(options: RequestOptions, body?: string): Promise<SecureAnswer> {
  const sent = httpsRequest(options).end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
}
