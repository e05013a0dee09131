import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { ProblemError } from '@stageline/contracts';

/** OWASP Password Storage Cheat Sheet, first choice for argon2id: 19 MiB, 2 passes, 1 lane. Argon2id is the default. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export interface PasswordHasher {
  /** @throws ProblemError `too-many-requests` when too many are waiting already */
  hash(password: string): Promise<string>;
  /**
   * Whether the password belongs to the hash. Without a hash it takes the same time and answers false, so that an
   * unknown address cannot be told from a wrong password.
   * @throws ProblemError `too-many-requests` when too many are waiting already
   */
  verify(passwordHash: string | null, password: string): Promise<boolean>;
}

export interface PasswordHasherOptions {
  /** Hashes computed at a time; each keeps a core busy for about 25 ms. */
  readonly concurrency?: number;
  /** Callers who may wait; the next one is turned away at once, because a log-in storm must not slow every other route. */
  readonly maxQueued?: number;
}

/** Argon2id behind a semaphore of half the cores and a short queue. */
export function createPasswordHasher(options: PasswordHasherOptions = {}): PasswordHasher {
  const { concurrency = Math.max(1, Math.floor(availableParallelism() / 2)), maxQueued = 24 } = options;
  const waiting: (() => void)[] = [];
  let running = 0;
  let decoy: Promise<string> | undefined;

  async function withSlot<T>(work: () => Promise<T>): Promise<T> {
    if (running < concurrency) running += 1;
    else {
      if (waiting.length >= maxQueued) throw new ProblemError('too-many-requests', { retryAfterSeconds: 2 });
      // The slot is handed over, not freed: nobody who comes later can slip in between.
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  }

  return {
    hash: (password) => withSlot(() => hash(password, COST)),
    async verify(passwordHash, password) {
      decoy ??= hash('no account has this password', COST);
      const against = passwordHash ?? (await decoy);
      const matches = await withSlot(() => verify(against, password));
      return matches && passwordHash !== null;
    },
  };
}
