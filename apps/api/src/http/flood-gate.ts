import { STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ProblemError, errorRegistry } from '@stageline/contracts';
import type { FastifyRequest } from 'fastify';
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
 */
export function createFloodGate(secure: boolean): FloodGate {
  const latest = new WeakMap<object, Refused>();
  const problem = new ProblemError('too-many-requests');
  const { status } = errorRegistry[problem.code];
  const body = JSON.stringify(problem.toProblem());
  const fixed = {
    ...securityHeaders(secure),
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
  };
  const head = Object.entries(fixed).flat();

  function answers({ socket, headers }: IncomingMessage, response: ServerResponse): boolean {
    const known = latest.get(socket);
    if (known === undefined) return false;
    if (known.host !== headers.host || known.forwarded !== headers['x-forwarded-for']) return false;
    known.given += 1;
    const seconds = known.given % LOGGED_EVERY === 0 ? 0 : known.refusal.countAgain();
    if (seconds === 0) return false;
    response.writeHead(status, STATUS_CODES[status], [...head, 'retry-after', String(Math.ceil(seconds))]);
    response.end(body);
    return true;
  }

  return {
    refused({ socket, headers }, refusal) {
      latest.set(socket, { host: headers.host, forwarded: headers['x-forwarded-for'], refusal, given: 0 });
    },
    standBefore(server) {
      const behind = server.listeners('request') as ((request: IncomingMessage, response: ServerResponse) => void)[];
      server.removeAllListeners('request');
      server.on('request', (request, response) => {
        if (!answers(request, response)) for (const listener of behind) listener.call(server, request, response);
      });
    },
  };
}
