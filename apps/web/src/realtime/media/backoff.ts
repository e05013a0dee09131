const FIRST_MS = 500;
const LAST_MS = 10_000;

/**
 * How long to wait before an attempt: doubling, and spread over half of it, so that a full room that was cut off does not
 * come back in one instant.
 * @param attempt from 1
 * @param random in [0, 1)
 * @param notBeforeSeconds what the server asked for, as a room that is full does; spread over as much again
 * @returns milliseconds
 */
export function reconnectDelayMs(attempt: number, random: number, notBeforeSeconds = 0): number {
  const longest = Math.max(Math.min(FIRST_MS * 2 ** (attempt - 1), LAST_MS), notBeforeSeconds * 2_000);
  return Math.round(longest * (0.5 + random / 2));
}
