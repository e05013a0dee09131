import { setTimeout as delay } from 'node:timers/promises';

/** How long `eventually` tries, and what it says when it gives up. */
export interface EventuallyOptions {
  /** A deadline for what hangs, not a measure of speed. Default: 50 000, less than a test has. */
  timeoutMs?: number;
  /** What is waited for, for the error message. */
  what?: string;
  /** More for the error message, read when it gives up. */
  detail?: () => string;
}

const pollMs = 20;

/**
 * Waits for a state that comes about by itself: polls until `probe` returns something other than undefined or false and
 * does not throw.
 * @throws when the time is up, with the probe's last error as the cause.
 */
export async function eventually<T>(
  probe: () => T | undefined | false | Promise<T | undefined | false>,
  options: EventuallyOptions = {},
): Promise<T> {
  const timeoutMs = options.timeoutMs ?? 50_000;
  const deadline = performance.now() + timeoutMs;
  let lastError: unknown;
  do {
    try {
      const value = await probe();
      if (value !== undefined && value !== false) return value;
    } catch (error) {
      lastError = error;
    }
    await delay(pollMs);
  } while (performance.now() < deadline);
  const what = options.what ?? 'the expected state';
  const detail = options.detail ? `\n${options.detail()}` : '';
  throw new Error(`Waited ${timeoutMs} ms in vain for: ${what}${detail}`, { cause: lastError });
}
