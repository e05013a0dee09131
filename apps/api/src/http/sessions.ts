import {
  permissionsOfRoles,
  ProblemError,
  type AccountId,
  type AdminId,
  type MembershipId,
  type TenantId,
  type TenantRole,
} from '@stageline/contracts';
import { LRUCache } from 'lru-cache';
import type { AdminActor, MemberActor } from './route.ts';

export const SESSION_COOKIE = 'stageline_session';
/** A session ends this long after its last use. */
export const SESSION_TTL_SECONDS = 3600;
/** A token older than this is replaced by a fresh one on the way. */
const RENEW_AFTER_SECONDS = 600;

interface BaseClaims {
  sub: string;
  sv: number;
  iat: number;
  exp: number;
}
interface MemberClaims extends BaseClaims {
  aud: 'tenant';
  tid: TenantId;
  mid: MembershipId;
  roles: TenantRole[];
}
interface AdminClaims extends BaseClaims {
  aud: 'admin';
}
export type SessionClaims = MemberClaims | AdminClaims;
/** The claims before the signer adds the times. */
export type NewSession = Omit<MemberClaims, 'iat' | 'exp'> | Omit<AdminClaims, 'iat' | 'exp'>;

/** Signs and verifies session tokens; @fastify/jwt stands behind it. */
export interface TokenCodec {
  sign(claims: NewSession): string;
  verify(token: string): unknown;
}

/** The account's present session version, or null when it is gone; answered from memory once it is known. */
export interface SessionVersions {
  ofAccount(id: AccountId): number | null | Promise<number | null>;
  ofAdmin(id: AdminId): number | null | Promise<number | null>;
}

export interface Authenticated<A> {
  readonly actor: A;
  readonly claims: SessionClaims;
}

/** Verified tokens kept in memory; a token is a few hundred bytes. */
const MAX_TOKENS = 10_000;

/** Characters of an HS256 signature, base64url. */
const SIGNATURE_LENGTH = 43;

/**
 * Verifies a token once and remembers its claims until it expires; what may change, the session version, is checked by
 * the caller every time. Found by its signature and then compared whole, so that the hot path hashes 43 characters and not
 * 300 (fast-jwt's own cache hashes with SHA-256 and costs 11.7 µs a request).
 */
function createTokenVerifier(codec: TokenCodec): (token: string | undefined) => SessionClaims {
  const verified = new LRUCache<string, { token: string; claims: SessionClaims }>({ max: MAX_TOKENS });
  return (token) => {
    if (token === undefined) throw new ProblemError('unauthenticated');
    const signature = token.slice(-SIGNATURE_LENGTH);
    const known = verified.get(signature);
    if (known?.token === token && known.claims.exp * 1000 > Date.now()) return known.claims;
    try {
      const claims = codec.verify(token) as SessionClaims;
      verified.set(signature, { token, claims });
      return claims;
    } catch (cause) {
      throw new ProblemError('unauthenticated', { cause });
    }
  };
}

/** Answered at once where the session version is in memory, which is nearly always. */
type MaybePromise<T> = T | Promise<T>;

/** Turns session tokens into actors. Every refusal is `unauthenticated`: nobody learns why. */
export function createAuthenticator(codec: TokenCodec, versions: SessionVersions) {
  const claimsOf = createTokenVerifier(codec);

  function accept<A>(
    claims: SessionClaims,
    actor: A,
    version: MaybePromise<number | null>,
  ): MaybePromise<Authenticated<A>> {
    if (version instanceof Promise) return version.then((present) => accept(claims, actor, present));
    if (claims.sv !== version) throw new ProblemError('unauthenticated');
    return { claims, actor };
  }

  return {
    /** @throws ProblemError `unauthenticated` also for a token of another tenant */
    member(token: string | undefined, tenantId: TenantId): MaybePromise<Authenticated<MemberActor>> {
      const claims = claimsOf(token);
      if (claims.aud !== 'tenant' || claims.tid !== tenantId) throw new ProblemError('unauthenticated');
      const accountId = claims.sub as AccountId;
      const { mid: membershipId, roles } = claims;
      const permissions = permissionsOfRoles(roles);
      const actor = { kind: 'member', accountId, membershipId, roles, permissions } as const;
      return accept(claims, actor, versions.ofAccount(accountId));
    },
    admin(token: string | undefined): MaybePromise<Authenticated<AdminActor>> {
      const claims = claimsOf(token);
      if (claims.aud !== 'admin') throw new ProblemError('unauthenticated');
      const adminId = claims.sub as AdminId;
      return accept(claims, { kind: 'admin', adminId } as const, versions.ofAdmin(adminId));
    },
  };
}
export type Authenticator = ReturnType<typeof createAuthenticator>;

/** Whether a verified token is old enough to be replaced. */
export const isDueForRenewal = (claims: SessionClaims, nowMs: number): boolean =>
  nowMs / 1000 - claims.iat > RENEW_AFTER_SECONDS;

/** The session token of a request: an Authorization header wins over the cookie. */
export function tokenOf(authorization: string | undefined, cookie: string | undefined): string | undefined {
  return authorization?.startsWith('Bearer ') === true ? authorization.slice(7) : cookie;
}
