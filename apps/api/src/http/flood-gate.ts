import { STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { errorRegistry } from '@stageline/contracts';
import type { FastifyRequest } from 'fastify';
import { isHealthPath } from './health.ts';
import { tooManyRequests } from './problems.ts';
import type { Refusal } from './rate-limit.ts';
import { securityHeaders } from './security-headers.ts';

/** Of the refusals that the gate gives, one in so many goes the long way and leaves its line in the log. */
const LOGGED_EVERY = 1000;

/** Who was refused on a connection: what would have to be the same for it to be them again. */
interface Refused {
  readonly host: string | undefined;
  readonly forwarded: string | string[] | undefined;
  readonly refusal: Refusal;
  given: number;
}

/** Lies on the connection itself: looked up in a WeakMap it costs each request of those who never were refused 0.5 µs. */
const REFUSED = Symbol('refused');
type Connection = IncomingMessage['socket'] & { [REFUSED]?: Refused };

export interface FloodGate {
  /** Notes who was refused; the gate answers their next requests on this connection. */
  refused(request: FastifyRequest, refusal: Refusal): void;
  /** Puts the gate before whatever answers requests now. */
  standBefore(server: Server): void;
}

/**
 * Turns away, before the framework makes a request of it, who was refused on the same connection a moment ago: a flood costs
 * what its refusals cost, and of one that goes through router, hooks and log, reading and writing it is the smaller part.
 * The first refusal of a window is a request like any other, with its line in the log; a sample of the others is, too.
 * Questions after our health are counted nowhere, so they are let through: a proxy may ask them on a visitor's connection.
 * @param newRequestId what the framework names its own requests with
 */
export function createFloodGate(secure: boolean, newRequestId: () => string): FloodGate {
  const { status } = errorRegistry['too-many-requests'];
  const fixed = { ...securityHeaders(secure), 'content-type': 'application/problem+json; charset=utf-8' };
  const head = Object.entries(fixed).flat();

  /** @returns whether it has answered */
  function answers(known: Refused, { headers, url }: IncomingMessage, response: ServerResponse): boolean {
    if (isHealthPath(url)) return false;
    if (known.host !== headers.host || known.forwarded !== headers['x-forwarded-for']) return false;
    known.given += 1;
    const seconds = known.given % LOGGED_EVERY === 0 ? 0 : known.refusal.countAgain();
    if (seconds === 0) return false;
    const body = tooManyRequests(newRequestId());
    const own = ['retry-after', String(Math.ceil(seconds)), 'content-length', String(Buffer.byteLength(body))];
    response.writeHead(status, STATUS_CODES[status], [...head, ...own]);
    response.end(body);
    return true;
  }

  return {
    refused({ socket, headers }, refusal) {
      const forwarded = headers['x-forwarded-for'];
      (socket as Connection)[REFUSED] = { host: headers.host, forwarded, refusal, given: 0 };
    },
    standBefore(server) {
      const behind = server.listeners('request') as ((request: IncomingMessage, response: ServerResponse) => void)[];
      server.removeAllListeners('request');
      server.on('request', (request, response) => {
        const known = (request.socket as Connection)[REFUSED];
        if (known !== undefined && answers(known, request, response)) return;
        for (const listener of behind) listener.call(server, request, response);
      });
    },
  };
}
