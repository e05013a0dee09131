import type { IncomingHttpHeaders } from 'node:http';
import { ProblemError } from '@stageline/contracts';
import { parseCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '@stageline/platform';
import { setCookie } from './cookies.ts';
import type { Actor, SessionCookie } from './route.ts';
import {
  ACCESS_TTL_SECONDS,
  bearerOf,
  unauthenticated,
  type Authenticator,
  type Device,
  type SessionOwner,
  type SessionStore,
  type SessionTokens,
} from './sessions.ts';

type Kind = 'member' | 'admin';
type MaybePromise<T> = T | Promise<T>;

export interface SessionManager {
  /**
   * Who calls, from the Authorization header or the cookies of the request's own host; a session whose access token has run
   * out goes on by its refresh token. At once where everything is in memory.
   * @throws ProblemError `unauthenticated`
   */
  authenticate(kind: Kind, request: FastifyRequest, reply: FastifyReply): MaybePromise<Actor>;
  /** The same for a socket, which has no answer to put cookies into: its tokens stay as they are. */
  authenticateSocket(owner: SessionOwner, headers: IncomingHttpHeaders): Promise<Actor>;
  /** Whether the browser is on a visit of support, for operations that ask nobody who they are. */
  isSupport(request: FastifyRequest): MaybePromise<boolean>;
  cookieOf(request: FastifyRequest, reply: FastifyReply): SessionCookie;
}

export interface CookieNames {
  readonly access: string;
  readonly refresh: string;
}

/**
 * Over https the prefix `__Host-` makes a browser refuse the cookie unless it is Secure, for the whole host and for this
 * host alone (RFC 6265bis, 4.1.3.2): no sister site under the same apex can plant one. Browsers take it over https only, so
 * a local run over plain http has to do without.
 */
export const cookieNames = (secure: boolean): CookieNames => {
  const prefix = secure ? '__Host-' : '';
  return { access: `${prefix}stageline_session`, refresh: `${prefix}stageline_refresh` };
};

const LOOPBACK = /^(?:::1|(?:::ffff:)?127(?:\.\d{1,3}){3})$/;

/** Longer than any browser's; what is beyond it says nothing of the device. */
const MAX_USER_AGENT = 300;

const deviceOf = (request: FastifyRequest): Device => ({
  ip: request.ip,
  userAgent: (request.headers['user-agent'] ?? '').slice(0, MAX_USER_AGENT),
});

/** Binds sessions to the cookies of the request's own host. */
export function createSessionManager(deps: {
  readonly authenticator: Authenticator;
  readonly store: SessionStore;
  readonly clock: Clock;
  /** Whether the browser reaches us over https. */
  readonly secure: boolean;
}): SessionManager {
  const { authenticator, store, clock, secure } = deps;
  const names = cookieNames(secure);
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;

  /** Both tokens of a session; the browser forgets each when it ends. */
  function keep(reply: FastifyReply, owner: SessionOwner, tokens: SessionTokens): void {
    const secondsLeft = Math.floor((tokens.endsAt.getTime() - clock.now().getTime()) / 1000);
    const access = authenticator.issue(owner, tokens);
    setCookie(reply, { ...options, name: names.access, value: access, maxAge: ACCESS_TTL_SECONDS });
    setCookie(reply, { ...options, name: names.refresh, value: tokens.refreshToken, maxAge: secondsLeft });
  }

  const byToken = (owner: SessionOwner, token: string | undefined): MaybePromise<Actor | null> =>
    owner === 'admin' ? authenticator.admin(token) : authenticator.member(token, owner);
  const bySignIn = (owner: SessionOwner, id: SessionTokens['signInId']): MaybePromise<Actor | null> =>
    owner === 'admin' ? store.admin(id) : store.member(owner, id);

  async function goOn(
    owner: SessionOwner,
    refreshToken: string | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Actor> {
    if (refreshToken === undefined) throw unauthenticated();
    const tokens = await store.refresh(owner, refreshToken, deviceOf(request));
    const actor = await bySignIn(owner, tokens.signInId);
    if (actor === null) throw unauthenticated();
    keep(reply, owner, tokens);
    return actor;
  }

  function ownerOf(kind: Kind, request: FastifyRequest): SessionOwner {
    if (kind === 'admin') return 'admin';
    if (request.tenant === null) throw unauthenticated();
    return request.tenant.id;
  }

  /** The owner of whatever cookie this host may have. */
  const ownerHere = (request: FastifyRequest): SessionOwner => request.tenant?.id ?? 'admin';

  /**
   * Where the public reaches us over https, a session begins over https only: a browser would drop the cookie that came in the
   * open, and everybody on the way could keep it. Only a trusted proxy's word counts for how a request came; what comes
   * straight from this machine, such as the isolation canary, was on no way.
   * @throws ProblemError `https-required`
   */
  function assertCarried({ protocol, socket, headers }: FastifyRequest): void {
    if (!secure || protocol === 'https') return;
    const isFromHere = LOOPBACK.test(socket.remoteAddress ?? '') && headers['x-forwarded-proto'] !== 'http';
    if (!isFromHere) throw new ProblemError('https-required');
  }

  async function start(
    request: FastifyRequest,
    reply: FastifyReply,
    owner: SessionOwner,
    begin: (device: Device) => Promise<SessionTokens>,
  ): Promise<void> {
    assertCarried(request);
    // Whoever logs in anew on the same browser leaves the session before behind: nobody else could end it.
    const before = cookiesOf(request.headers)[names.refresh];
    if (before !== undefined) await store.end(owner, before);
    keep(reply, owner, await begin(deviceOf(request)));
  }

  return {
    authenticate(kind, request, reply) {
      const owner = ownerOf(kind, request);
      const { headers } = request;
      const bearer = bearerOf(headers.authorization);
      const cookies = bearer === undefined ? cookiesOf(headers) : NO_COOKIES;
      const actor = byToken(owner, bearer ?? cookies[names.access]);
      if (actor !== null && !(actor instanceof Promise)) return actor;
      const decide = (known: Actor | null) => known ?? goOn(owner, cookies[names.refresh], request, reply);
      return actor === null ? decide(null) : actor.then(decide);
    },

    async authenticateSocket(owner, headers) {
      const bearer = bearerOf(headers.authorization);
      const cookies = bearer === undefined ? cookiesOf(headers) : NO_COOKIES;
      const actor = await byToken(owner, bearer ?? cookies[names.access]);
      if (actor !== null) return actor;
      const refreshToken = cookies[names.refresh];
      const id = refreshToken === undefined ? null : await store.check(owner, refreshToken);
      const later = id === null ? null : await bySignIn(owner, id);
      if (later === null) throw unauthenticated();
      return later;
    },

    isSupport({ headers, tenant }) {
      const token = tenant === null ? undefined : cookiesOf(headers)[names.access];
      return token !== undefined && authenticator.isSupport(token, tenant!.id);
    },

    cookieOf: (request, reply) => ({
      startMember: (session) => start(request, reply, session.tenantId, (device) => store.startMember(session, device)),
      startAdmin: (session) => start(request, reply, 'admin', (device) => store.startAdmin(session, device)),
      async startSupport(visit) {
        assertCarried(request);
        const before = cookiesOf(request.headers)[names.refresh];
        if (before !== undefined) await store.end(visit.tenantId, before);
        const maxAge = Math.max(0, Math.floor((visit.endsAt.getTime() - clock.now().getTime()) / 1000));
        setCookie(reply, { ...options, name: names.access, value: authenticator.issueSupport(visit), maxAge });
        setCookie(reply, { ...options, name: names.refresh, value: '', maxAge: 0 });
      },
      async end() {
        const refreshToken = cookiesOf(request.headers)[names.refresh];
        if (refreshToken !== undefined) await store.end(ownerHere(request), refreshToken);
        for (const name of [names.access, names.refresh]) setCookie(reply, { ...options, name, value: '', maxAge: 0 });
      },
    }),
  };
}

const NO_COOKIES: Readonly<Record<string, string | undefined>> = Object.freeze({});

const cookiesOf = ({ cookie }: IncomingHttpHeaders): Readonly<Record<string, string | undefined>> =>
  cookie === undefined ? NO_COOKIES : parseCookie(cookie);
