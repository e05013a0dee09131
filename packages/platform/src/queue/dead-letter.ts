import type { Envelope } from './envelope.ts';

/** A job that failed for good: enough to understand it and to run it again. */
export interface DeadLetter {
  /** The job's id. */
  readonly id: string;
  readonly lane: string;
  readonly name: string;
  readonly envelope: Envelope;
  readonly error: { readonly message: string; readonly stack: string };
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly failedAt: Date;
}

/** Who is told, by the names of jobs or subscribers and inside the job's tenant, that one failed for good and its letter is kept: at least once. */
export type DeadListeners = ReadonlyMap<string, (payload: unknown) => Promise<void>>;

/** Where failed jobs are kept. `record` may be called twice for one job and then keeps the later. */
export interface DeadLetters {
  record(letter: DeadLetter): Promise<void>;
}
