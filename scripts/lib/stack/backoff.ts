const firstMs = 500;
const longestMs = 10_000;
/** After this long a process counts as well, and its next end starts from the shortest wait again. */
const wellAfterMs = 30_000;

/** How long to wait before a process that ended by itself is started again: doubling, from 0.5 s to 10 s. */
export function createBackoff(now: () => number = () => performance.now()): {
  started(): void;
  /** Milliseconds to wait before the next start. */
  next(): number;
} {
  let startedAt = now();
  let waitMs = firstMs;
  return {
    started: () => {
      startedAt = now();
    },
    next: () => {
      if (now() - startedAt > wellAfterMs) waitMs = firstMs;
      const current = waitMs;
      waitMs = Math.min(waitMs * 2, longestMs);
      return current;
    },
  };
}
