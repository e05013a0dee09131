import { randomBytes } from 'node:crypto';
import {
  ProblemError,
  TICKET_TTL_SECONDS,
  TicketClaims,
  type TenantId,
  type TicketAudience,
} from '@stageline/contracts';
import { globalKey, tenantKey, type SharedKey } from '@stageline/tenancy/keys';
import { createSigner, createVerifier } from 'fast-jwt';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { systemClock, type Clock } from './clock.ts';

/** How far another machine's clock may be ahead of ours. */
const CLOCK_SKEW_SECONDS = 5;

const Registered = z.object({ iat: z.int(), exp: z.int(), jti: z.string().min(16).max(64) });

interface TokenKit {
  sign(audience: string, claims: object, ttlSeconds: number): string;
  /** The claims and id of a token that is ours, for this audience and in time; not yet spent. */
  check(audience: string, token: string): { claims: Record<string, unknown>; jti: string; secondsLeft: number };
}

function createTokenKit(secret: string, clock: Clock): TokenKit {
  const signToken = createSigner({ key: secret, algorithm: 'HS256' });
  const verifiers = new Map<string, (token: string) => unknown>();
  const verifierFor = (audience: string) => {
    let verifier = verifiers.get(audience);
    if (verifier === undefined) {
      // time is checked below by our own clock; a cache would only remember tokens that are spent
      verifier = createVerifier({
        key: secret,
        algorithms: ['HS256'],
        allowedAud: audience,
        ignoreExpiration: true,
        cache: false,
      });
      verifiers.set(audience, verifier);
    }
    return verifier;
  };
  const nowSeconds = () => Math.floor(clock.now().getTime() / 1000);

  return {
    sign(audience, claims, ttlSeconds) {
      const iat = nowSeconds();
      return signToken({
        ...claims,
        aud: audience,
        iat,
        exp: iat + ttlSeconds,
        jti: randomBytes(16).toString('base64url'),
      });
    },
    check(audience, token) {
      let claims: unknown;
      try {
        claims = verifierFor(audience)(token);
      } catch (cause) {
        throw new ProblemError('invalid-ticket', { cause });
      }
      const registered = Registered.safeParse(claims);
      if (!registered.success || (claims as { aud?: unknown }).aud !== audience)
        throw new ProblemError('invalid-ticket');
      const { iat, exp, jti } = registered.data;
      const now = nowSeconds();
      if (exp <= now || iat > now + CLOCK_SKEW_SECONDS) throw new ProblemError('invalid-ticket');
      return { claims: claims as Record<string, unknown>, jti, secondsLeft: exp - now };
    },
  };
}

/**
 * Remembers that a token was used, for as long as it could be used again.
 * @throws ProblemError `invalid-ticket` when it was used before; whatever ioredis throws when Redis is away (fail closed)
 */
async function spendOnce(redis: Redis, key: string, secondsLeft: number): Promise<void> {
  const first = await redis.set(key, '1', 'EX', secondsLeft + CLOCK_SKEW_SECONDS, 'NX');
  if (first !== 'OK') throw new ProblemError('invalid-ticket');
}

export interface Tickets {
  /** A ticket for one entry into one room, good for 60 s. */
  sign(audience: TicketAudience, claims: TicketClaims): string;
  /**
   * The claims of a ticket, which is spent by this.
   * @throws ProblemError `invalid-ticket` for one that is forged, stale, used before, or meant for another audience
   */
  verify(audience: TicketAudience, token: string): Promise<TicketClaims>;
}

/** Makes the signer and verifier of room and media tickets (JWT, HS256). */
export function createTickets({
  secret,
  redis,
  clock = systemClock,
}: {
  secret: string;
  redis: Redis;
  clock?: Clock;
}): Tickets {
  const kit = createTokenKit(secret, clock);
  return {
    sign: (audience, claims) => kit.sign(`ticket:${audience}`, TicketClaims.parse(claims), TICKET_TTL_SECONDS),
    async verify(audience, token) {
      const { claims, jti, secondsLeft } = kit.check(`ticket:${audience}`, token);
      const parsed = TicketClaims.safeParse(claims);
      if (!parsed.success) throw new ProblemError('invalid-ticket');
      await spendOnce(redis, tenantKey(parsed.data.tenantId, 'ticket', jti), secondsLeft);
      return parsed.data;
    },
  };
}

/** Whose host a token is good on: a tenant's, the platform's own, or the central admin host. */
export type TokenScope = TenantId | 'platform' | 'admin';

export interface SingleUseTokens {
  /** A token that carries `payload` (readable to its bearer) to the same scope and purpose, once, within `ttlSeconds`. */
  issue(scope: TokenScope, purpose: string, payload: object, ttlSeconds: number): string;
  /**
   * The payload of a token, which is spent by this. The caller parses it.
   * @throws ProblemError `invalid-ticket` for one that is forged, stale, used before, or of another scope or purpose
   */
  spend(scope: TokenScope, purpose: string, token: string): Promise<object>;
}

/** A Redis key of what somebody begins on that host. */
export const scopedKey = (scope: TokenScope, area: 'handover' | 'login', ...parts: string[]): SharedKey =>
  scope === 'platform' || scope === 'admin' ? globalKey(area, scope, ...parts) : tenantKey(scope, area, ...parts);

/** Makes the tokens that hand something over between hosts, such as a log-in. */
export function createSingleUseTokens(options: { secret: string; redis: Redis; clock?: Clock }): SingleUseTokens {
  const kit = createTokenKit(options.secret, options.clock ?? systemClock);
  return {
    issue: (scope, purpose, payload, ttlSeconds) =>
      kit.sign(`single-use:${purpose}`, { tid: scope, data: payload }, ttlSeconds),
    async spend(scope, purpose, token) {
      const { claims, jti, secondsLeft } = kit.check(`single-use:${purpose}`, token);
      const { tid, data } = claims;
      if (tid !== scope || typeof data !== 'object' || data === null) throw new ProblemError('invalid-ticket');
      await spendOnce(options.redis, scopedKey(scope, 'handover', jti), secondsLeft);
      return data;
    },
  };
}
