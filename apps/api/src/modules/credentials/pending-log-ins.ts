import { createHash, randomBytes } from 'node:crypto';
import { ProblemError, type NextStep } from '@stageline/contracts';
import { scopedKey, type TokenScope } from '@stageline/platform/tickets';
import type { Redis } from 'ioredis';
import type { FactorOwner } from './owner.ts';

/** A log-in whose first factor is proven. */
export interface PendingLogIn {
  readonly owner: FactorOwner;
  /** A new password ends what was begun with the old one. */
  readonly sessionVersion: number;
  readonly next: NextStep['next'];
}

export interface PendingLogIns {
  /** @returns the secret that the second step is asked for; good on this host only, for ten minutes */
  open(scope: TokenScope, pending: PendingLogIn): Promise<string>;
  /** @throws ProblemError `log-in-expired` for one that is over, of another host, or at another step */
  read(scope: TokenScope, token: string, next: NextStep['next']): Promise<PendingLogIn>;
  /** Ends it. @throws ProblemError `log-in-expired` for the second of two who finish the same one */
  close(scope: TokenScope, token: string): Promise<void>;
}

const TTL_SECONDS = 600;

/** Log-ins between their two steps, in Redis. */
export function createPendingLogIns(redis: Redis): PendingLogIns {
  const keyOf = (scope: TokenScope, token: string) =>
    scopedKey(scope, 'login', 'pending', createHash('sha256').update(token).digest('base64url'));
  return {
    async open(scope, pending) {
      const token = randomBytes(32).toString('base64url');
      await redis.set(keyOf(scope, token), JSON.stringify(pending), 'EX', TTL_SECONDS);
      return token;
    },
    async read(scope, token, next) {
      const held = await redis.get(keyOf(scope, token));
      const pending = held === null ? null : (JSON.parse(held) as PendingLogIn);
      if (pending?.next !== next) throw new ProblemError('log-in-expired');
      return pending;
    },
    async close(scope, token) {
      if ((await redis.del(keyOf(scope, token))) !== 1) throw new ProblemError('log-in-expired');
    },
  };
}
