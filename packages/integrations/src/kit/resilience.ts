import { setTimeout as delay } from 'node:timers/promises';
import { IntegrationError } from './errors.ts';

export interface ResilienceOptions {
  readonly port: string;
  /** Calls in all, the first one included. */
  readonly attempts: number;
  /** The first pause; each further one is twice as long. Half of a pause is random, so that callers do not march in step. */
  readonly baseDelayMs: number;
  /** Failures in a row after which calls are refused at once. */
  readonly breakAfter: number;
  /** How long they are refused; then one call may try. */
  readonly breakForMs: number;
}

export interface Resilience {
  /** @throws IntegrationError of the last attempt, or `circuit-open` without an attempt */
  run<T>(call: () => Promise<T>): Promise<T>;
}

/** Retries with jitter behind a circuit breaker. Only retryable failures are retried, and only they count. */
export function createResilience(options: ResilienceOptions): Resilience {
  const { port, attempts, baseDelayMs, breakAfter, breakForMs } = options;
  let failures = 0;
  let openUntilMs = 0;

  function countFailure(): void {
    failures += 1;
    if (failures >= breakAfter) openUntilMs = performance.now() + breakForMs;
  }

  return {
    async run(call) {
      for (let attempt = 1; ; attempt += 1) {
        if (performance.now() < openUntilMs) throw new IntegrationError(port, 'circuit-open', true);
        try {
          const result = await call();
          failures = 0;
          return result;
        } catch (error) {
          if (!(error instanceof IntegrationError) || !error.retryable) throw error;
          countFailure();
          if (attempt >= attempts) throw error;
          await delay(baseDelayMs * 2 ** (attempt - 1) * (0.5 + Math.random() / 2));
        }
      }
    },
  };
}
