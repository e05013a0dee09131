import { ProblemError } from '@stageline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '@stageline/platform';
import { cookieOf, setCookie } from './cookies.ts';
import type { Actor, SessionCookie } from './route.ts';
import {
  isDueForRenewal,
  SESSION_COOKIE,
  SESSION_TTL_SECONDS,
  tokenOf,
  type Authenticated,
  type Authenticator,
  type NewSession,
  type TokenCodec,
} from './sessions.ts';

export interface SessionManager {
  /** At once where everything is in memory. @throws ProblemError `unauthenticated` */
  authenticate(kind: 'member' | 'admin', request: FastifyRequest, reply: FastifyReply): Actor | Promise<Actor>;
  cookieOf(reply: FastifyReply): SessionCookie;
}

/** Binds sessions to the cookie of the request's own host. */
export function createSessionManager(deps: {
  readonly authenticator: Authenticator;
  readonly codec: TokenCodec;
  readonly clock: Clock;
  /** Whether the browser reaches us over https. */
  readonly secure: boolean;
}): SessionManager {
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: deps.secure } as const;

  function start(reply: FastifyReply, session: NewSession): void {
    setCookie(reply, {
      ...options,
      name: SESSION_COOKIE,
      value: deps.codec.sign(session),
      maxAge: SESSION_TTL_SECONDS,
    });
  }

  function verify(
    kind: 'member' | 'admin',
    request: FastifyRequest,
  ): Authenticated<Actor> | Promise<Authenticated<Actor>> {
    const token = tokenOf(request.headers.authorization, cookieOf(request, SESSION_COOKIE));
    if (kind === 'admin') return deps.authenticator.admin(token);
    if (request.tenant === null) throw new ProblemError('unauthenticated');
    return deps.authenticator.member(token, request.tenant.id);
  }

  /** A session that is in use goes on: its cookie is replaced before it ends. */
  function admit({ actor, claims }: Authenticated<Actor>, request: FastifyRequest, reply: FastifyReply): Actor {
    if (request.headers.authorization === undefined && isDueForRenewal(claims, deps.clock.now().getTime())) {
      const { iat: _iat, exp: _exp, ...session } = claims;
      start(reply, session as NewSession);
    }
    return actor;
  }

  return {
    authenticate(kind, request, reply) {
      const verified = verify(kind, request);
      if (verified instanceof Promise) return verified.then((later) => admit(later, request, reply));
      return admit(verified, request, reply);
    },
    cookieOf: (reply) => ({
      startMember: ({ accountId, membershipId, roles, tenantId, sessionVersion }) =>
        start(reply, {
          aud: 'tenant',
          sub: accountId,
          mid: membershipId,
          tid: tenantId,
          roles: [...roles],
          sv: sessionVersion,
        }),
      startAdmin: ({ adminId, sessionVersion }) => start(reply, { aud: 'admin', sub: adminId, sv: sessionVersion }),
      end: () => setCookie(reply, { ...options, name: SESSION_COOKIE, value: '', maxAge: 0 }),
    }),
  };
}
