import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { cookieOf, setCookie } from './cookies.ts';

/**
 * A random value in a cookie of the request's own host. What takes several steps over several hosts, such as a log-in with
 * another company, keeps its hash and can tell whether the browser that comes back is the one that went.
 */
export interface BrowserMark {
  /** The hash of this browser's mark; makes one where there is none. */
  keep(): string;
  /** Whether this is the browser that was marked so. */
  is(hash: string): boolean;
}

const LIFETIME_SECONDS = 3600;
const hashOf = (mark: string): string => createHash('sha256').update(mark).digest('base64url');

/** @param secure whether the browser reaches us over https */
export function browserMarkOf(request: FastifyRequest, reply: FastifyReply, secure: boolean): BrowserMark {
  // The prefix keeps sister sites from planting one (RFC 6265bis, 4.1.3.2); browsers take it over https only.
  const name = secure ? '__Host-stageline_browser' : 'stageline_browser';
  return {
    keep() {
      const held = cookieOf(request, name);
      const mark = held !== undefined && /^[\w-]{43}$/.test(held) ? held : randomBytes(32).toString('base64url');
      setCookie(reply, {
        name,
        value: mark,
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure,
        maxAge: LIFETIME_SECONDS,
      });
      return hashOf(mark);
    },
    is(hash) {
      const held = cookieOf(request, name);
      if (held === undefined) return false;
      const [expected, given] = [Buffer.from(hash), Buffer.from(hashOf(held))];
      return expected.length === given.length && timingSafeEqual(expected, given);
    },
  };
}
