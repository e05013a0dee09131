import { ProblemError, type AccountId, type AdminId, type MembershipId, type TenantId, type TenantRole } from '@stageline/contracts';
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

/** Signs and verifies session tokens; @fastify/jwt with its verify cache stands behind it. */
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

/** Turns session tokens into actors. Every refusal is `unauthenticated`: nobody learns why. */
export function createAuthenticator(codec: TokenCodec, versions: SessionVersions) {
  function claimsOf(token: string | undefined): SessionClaims {
    if (token === undefined) throw new ProblemError('unauthenticated');
    try {
      return codec.verify(token) as SessionClaims;
    } catch (cause) {
      throw new ProblemError('unauthenticated', { cause });
    }
  }

  return {
    /** @throws ProblemError `unauthenticated` also for a token of another tenant */
    async member(token: string | undefined, tenantId: TenantId): Promise<Authenticated<MemberActor>> {
      const claims = claimsOf(token);
      if (claims.aud !== 'tenant' || claims.tid !== tenantId) throw new ProblemError('unauthenticated');
      const version = versions.ofAccount(claims.sub as AccountId);
      if (claims.sv !== (version instanceof Promise ? await version : version)) throw new ProblemError('unauthenticated');
      const { mid, roles, sub } = claims;
      return { claims, actor: { kind: 'member', accountId: sub as AccountId, membershipId: mid, roles } };
    },
    async admin(token: string | undefined): Promise<Authenticated<AdminActor>> {
      const claims = claimsOf(token);
      if (claims.aud !== 'admin') throw new ProblemError('unauthenticated');
      const version = versions.ofAdmin(claims.sub as AdminId);
      if (claims.sv !== (version instanceof Promise ? await version : version)) throw new ProblemError('unauthenticated');
      return { claims, actor: { kind: 'admin', adminId: claims.sub as AdminId } };
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
