import { describe, expect, it } from '@jest/globals';
import { reconnectDelayMs } from './backoff.ts';

describe('the delay before a reconnect', () => {
  it('doubles to ten seconds, and is spread over its upper half', () => {
    expect([1, 2, 3, 10].map((attempt) => reconnectDelayMs(attempt, 0))).toEqual([250, 500, 1000, 5000]);
    expect([1, 2, 3, 10].map((attempt) => reconnectDelayMs(attempt, 0.999))).toEqual([500, 1000, 1999, 9995]);
  });

  it('C-02 is never shorter than what the server asked for', () => {
    expect([0, 0.999].map((random) => reconnectDelayMs(1, random, 5))).toEqual([5000, 9995]);
    expect(reconnectDelayMs(10, 0, 1)).toBe(5000);
  });
});
