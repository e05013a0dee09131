import { ProblemError, type AdminId, type SignInId, type TenantId } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import { LRUCache } from 'lru-cache';
import type { NewAdminSession, NewMemberSession, NewSupportSession } from './new-session.ts';
import type { AdminActor, MemberActor } from './route.ts';

export type { NewAdminSession, NewMemberSession, NewSupportSession };

/** An access token is good for this long; a session that is in use gets the next one by its refresh token. */
export const ACCESS_TTL_SECONDS = 600;
/** How far another machine's clock may be away from ours. */
const CLOCK_SKEW_SECONDS = 5;

interface BaseClaims {
  sub: string;
  /** The sign-in that the token belongs to. What it may do is not in the token: it is looked up, so a change holds at once. */
  sid: SignInId;
  iat: number;
  exp: number;
}
interface MemberClaims extends BaseClaims {
  aud: 'tenant';
  tid: TenantId;
  /** The administrator who looks at the site as support; `sid` is then their visit (L-05). */
  imp?: AdminId;
}
interface AdminClaims extends BaseClaims {
  aud: 'admin';
}
export type SessionClaims = MemberClaims | AdminClaims;

/** Signs and verifies access tokens; @fastify/jwt stands behind it. Times are checked here, by our own clock. */
export interface TokenCodec {
  sign(claims: SessionClaims): string;
  verify(token: string): unknown;
}

/** Answered at once where it is in memory, which is nearly always. */
type MaybePromise<T> = T | Promise<T>;

/** Where a session belongs: to one tenant's host, or to the admin host. */
export type SessionOwner = TenantId | 'admin';

/** What the browser said of itself when a session began or went on. */
export interface Device {
  readonly ip: string;
  readonly userAgent: string;
}

/** The visits of support; the module `support` has them. */
export interface SupportSessions {
  /** As `SessionStore.member`; null also for what is no visit. */
  member(tenantId: TenantId, id: string): MaybePromise<MemberActor | null>;
}

/** What a browser needs to go on. */
export interface SessionTokens {
  readonly signInId: SignInId;
  /** Whose it is: the account or the administrator. */
  readonly subject: string;
  readonly refreshToken: string;
  /** When the refresh token ends, unless it is used before. */
  readonly endsAt: Date;
}

/** The sessions of all hosts; the module `sign-ins` is one. */
export interface SessionStore {
  /** Who a sign-in stands for, with what they may do now; null when it has ended. One object per sign-in. */
  member(tenantId: TenantId, id: SignInId): MaybePromise<MemberActor | null>;
  admin(id: SignInId): MaybePromise<AdminActor | null>;
  startMember(session: NewMemberSession, device: Device): Promise<SessionTokens>;
  startAdmin(session: NewAdminSession, device: Device): Promise<SessionTokens>;
  /**
   * Replaces a refresh token by its successor. Callers who come with the same token at the same time get the same one.
   * @throws ProblemError `unauthenticated`; a token that was replaced long ago ends its whole family
   */
  refresh(owner: SessionOwner, refreshToken: string, device: Device): Promise<SessionTokens>;
  /** The sign-in of a refresh token that would be accepted now, which stays as it is. */
  check(owner: SessionOwner, refreshToken: string): Promise<SignInId | null>;
  end(owner: SessionOwner, refreshToken: string): Promise<void>;
}

/** Where support's visits are sign-ins of members, too. */
export const withSupport = (store: SessionStore, support: SupportSessions): SessionStore => ({
  ...store,
  member: (tenantId, id) => (id.startsWith('imp_') ? support.member(tenantId, id) : store.member(tenantId, id)),
});

/** Verified tokens kept in memory; a token is a few hundred bytes. */
const MAX_TOKENS = 10_000;

/** Characters of an HS256 signature, base64url. */
const SIGNATURE_LENGTH = 43;

/**
 * Verifies a token once and remembers its claims; what may change, the state of its session, is looked up every time. Found
 * by its signature and then compared whole, so that the hot path hashes 43 characters and not 300 (fast-jwt's own cache
 * hashes with SHA-256 and costs 11.7 µs a request).
 */
function createTokenVerifier(codec: TokenCodec, clock: Clock): (token: string | undefined) => SessionClaims | null {
  const verified = new LRUCache<string, { token: string; claims: SessionClaims }>({ max: MAX_TOKENS });

  function isInTime({ iat, exp }: SessionClaims): boolean {
    const now = clock.now().getTime() / 1000;
    return exp + CLOCK_SKEW_SECONDS > now && iat - CLOCK_SKEW_SECONDS <= now;
  }

  return (token) => {
    if (token === undefined) return null;
    const signature = token.slice(-SIGNATURE_LENGTH);
    const known = verified.get(signature);
    if (known?.token === token) return isInTime(known.claims) ? known.claims : null;
    try {
      const claims = codec.verify(token) as SessionClaims;
      verified.set(signature, { token, claims });
      return isInTime(claims) ? claims : null;
    } catch {
      return null;
    }
  };
}

/** Turns access tokens into actors; null for whatever is not good, and nobody learns why. */
export function createAuthenticator(codec: TokenCodec, store: SessionStore, clock: Clock) {
  const claimsOf = createTokenVerifier(codec, clock);
  return {
    /** Null also for a token of another tenant. */
    member(token: string | undefined, tenantId: TenantId): MaybePromise<MemberActor | null> {
      const claims = claimsOf(token);
      if (claims?.aud !== 'tenant' || claims.tid !== tenantId) return null;
      return store.member(tenantId, claims.sid);
    },
    /** Whether it is the token of a visit of support that goes on. */
    isSupport(token: string, tenantId: TenantId): MaybePromise<boolean> {
      const claims = claimsOf(token);
      if (claims?.aud !== 'tenant' || claims.tid !== tenantId || claims.imp === undefined) return false;
      const actor = store.member(tenantId, claims.sid);
      return actor instanceof Promise ? actor.then((later) => later !== null) : actor !== null;
    },
    admin(token: string | undefined): MaybePromise<AdminActor | null> {
      const claims = claimsOf(token);
      return claims?.aud === 'admin' ? store.admin(claims.sid) : null;
    },
    /** An access token for a session that was just started or refreshed. */
    issue(owner: SessionOwner, { signInId, subject }: SessionTokens): string {
      const iat = Math.floor(clock.now().getTime() / 1000);
      const common = { sub: subject, sid: signInId, iat, exp: iat + ACCESS_TTL_SECONDS };
      return codec.sign(owner === 'admin' ? { aud: 'admin', ...common } : { aud: 'tenant', tid: owner, ...common });
    },
    /** The one token of a visit; it carries `imp`, so that nobody takes it for a member's. */
    issueSupport({ tenantId, visitId, adminId, endsAt }: NewSupportSession): string {
      const times = { iat: seconds(clock.now()), exp: seconds(endsAt) };
      return codec.sign({
        aud: 'tenant',
        tid: tenantId,
        sub: adminId,
        sid: visitId as string as SignInId,
        imp: adminId,
        ...times,
      });
    },
  };
}
export type Authenticator = ReturnType<typeof createAuthenticator>;

const seconds = (instant: Date): number => Math.floor(instant.getTime() / 1000);

/** The token of an Authorization header. */
export const bearerOf = (authorization: string | undefined): string | undefined =>
  authorization?.startsWith('Bearer ') === true ? authorization.slice(7) : undefined;

export const unauthenticated = (): ProblemError => new ProblemError('unauthenticated');
