import { ProblemError } from '@stageline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '@stageline/platform';
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
  /** @throws ProblemError `unauthenticated` */
  authenticate(kind: 'member' | 'admin', request: FastifyRequest, reply: FastifyReply): Promise<Actor>;
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
    void reply.setCookie(SESSION_COOKIE, deps.codec.sign(session), { ...options, maxAge: SESSION_TTL_SECONDS });
  }

  async function verify(kind: 'member' | 'admin', request: FastifyRequest): Promise<Authenticated<Actor>> {
    const token = tokenOf(request.headers.authorization, request.cookies[SESSION_COOKIE]);
    if (kind === 'admin') return deps.authenticator.admin(token);
    if (request.tenant === null) throw new ProblemError('unauthenticated');
    return deps.authenticator.member(token, request.tenant.id);
  }

  return {
    async authenticate(kind, request, reply) {
      const { actor, claims } = await verify(kind, request);
      if (request.headers.authorization === undefined && isDueForRenewal(claims, deps.clock.now().getTime())) {
        const { iat: _iat, exp: _exp, ...session } = claims;
        start(reply, session as NewSession);
      }
      return actor;
    },
    cookieOf: (reply) => ({
      startMember: ({ accountId, membershipId, roles, tenantId, sessionVersion }) =>
        start(reply, { aud: 'tenant', sub: accountId, mid: membershipId, tid: tenantId, roles: [...roles], sv: sessionVersion }),
      startAdmin: ({ adminId, sessionVersion }) => start(reply, { aud: 'admin', sub: adminId, sv: sessionVersion }),
      end: () => void reply.clearCookie(SESSION_COOKIE, options),
    }),
  };
}
