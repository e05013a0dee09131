import { lookup as resolve, type LookupAddress } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { IntegrationError } from '../kit/errors.ts';

export interface OutboundOptions {
  /** Whether an address may be connected to. Whoever gives us an address chooses where it leads, so private ones are refused. */
  readonly mayConnect: (address: string) => boolean;
  /** Plain http, for peers on the same machine. */
  readonly allowHttp: boolean;
  /** Bound on a whole request with its redirects. Default: ten seconds. */
  readonly timeoutMs?: number;
  /** Of an answer. Default: five megabytes. */
  readonly maxBytes?: number;
}

const MAX_REDIRECTS = 4;
const failure = (code: string, isRetryable: boolean, cause?: unknown) =>
  new IntegrationError('calendar', code, isRetryable, { cause });

/**
 * A `fetch` for addresses that people give us. Which address is connected to is decided at the connection itself, after the
 * name was resolved, so a name that leads to another address the second time gains nothing. Redirects are followed by the same
 * rules, and take no password to another host.
 * @returns answers whose body is there already
 */
export function createOutboundFetch(options: OutboundOptions): typeof fetch {
  const { mayConnect, allowHttp, timeoutMs = 10_000, maxBytes = 5_000_000 } = options;

  const lookup: LookupFunction = (hostname, { all, ...rest }, callback) => {
    resolve(hostname, { ...rest, all: true }, (error, addresses: LookupAddress[]) => {
      if (error !== null) return callback(error, []);
      const allowed = addresses.filter(({ address }) => mayConnect(address));
      const [first] = allowed;
      if (first === undefined) return callback(failure('refused-address', false), []);
      return all === true ? callback(null, allowed) : callback(null, first.address, first.family);
    });
  };

  function assertAllowed(url: URL): void {
    const isKnown = url.protocol === 'https:' || (allowHttp && url.protocol === 'http:');
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (!isKnown || (isIP(host) !== 0 && !mayConnect(host))) throw failure('refused-address', false);
  }

  function once(url: URL, method: string, headers: Headers, body: string | undefined, signal: AbortSignal) {
    assertAllowed(url);
    const { promise, resolve: done, reject } = Promise.withResolvers<Response>();
    const client = url.protocol === 'https:' ? https : http;
    const fail = (cause: Error) =>
      reject(cause instanceof IntegrationError ? cause : failure('unavailable', true, cause));
    const request = client.request(url, { method, headers: Object.fromEntries(headers), lookup, signal }, (answer) => {
      const pieces: Buffer[] = [];
      let size = 0;
      answer.on('data', (piece: Buffer) => {
        size += piece.length;
        if (size > maxBytes) answer.destroy(failure('too-large', false));
        else pieces.push(piece);
      });
      answer.once('error', fail);
      answer.once('end', () => {
        const status = answer.statusCode ?? 502;
        const isEmpty = status === 204 || status === 304;
        const plain = Object.entries(answer.headers).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, String(value)] as [string, string]],
        );
        done(new Response(isEmpty ? null : Buffer.concat(pieces), { status, headers: plain }));
      });
    });
    request.once('error', fail);
    request.end(body);
    return promise;
  }

  return async (input, init = {}) => {
    let url = new URL(input instanceof Request ? input.url : input);
    const headers = new Headers(init.headers);
    headers.set('accept-encoding', 'identity');
    headers.set('user-agent', 'Stageline');
    const late = AbortSignal.timeout(timeoutMs);
    const signal = init.signal == null ? late : AbortSignal.any([late, init.signal]);
    const body = typeof init.body === 'string' ? init.body : undefined;
    if (body !== undefined) headers.set('content-length', String(Buffer.byteLength(body)));
    for (let followed = 0; ; followed += 1) {
      const answer = await once(url, init.method ?? 'GET', headers, body, signal);
      const location = answer.headers.get('location');
      if (init.redirect === 'manual' || location === null || answer.status < 300 || answer.status > 399) return answer;
      if (followed === MAX_REDIRECTS) throw failure('unavailable', true);
      const next = new URL(location, url);
      if (next.origin !== url.origin) headers.delete('authorization');
      url = next;
    }
  };
}
