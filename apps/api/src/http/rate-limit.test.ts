import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { newId } from '@stageline/platform';
import { Redis } from 'ioredis';
import { createRateLimiter } from './rate-limit.ts';

const POINTS = 3;
const SECONDS = 10;
const tenant = newId('tnt');
const ask = () => {
  const { general } = createRateLimiter(new Redis({ lazyConnect: true }), { points: POINTS, perSeconds: SECONDS });
  /** How many of so many requests go on. */
  return (count: number, connection: object, ip = '10.0.0.1') =>
    Array.from({ length: count }, () => general(tenant, ip, connection)).filter((refusal) => refusal === null).length;
};

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('the general limit', () => {
  it('lets no more than the points through while a window is open, on whatever connection they come', () => {
    const goOn = ask();
    expect(goOn(2, {})).toBe(2);
    jest.advanceTimersByTime(SECONDS * 1000 - 1);
    expect(goOn(5, {})).toBe(1);
    expect(goOn(5, {})).toBe(0);
    expect(goOn(5, {}, '10.0.0.2')).toBe(POINTS);
  });

  it('counts anew when the window has passed, on the same connection and on others', () => {
    const goOn = ask();
    const connection = {};
    expect(goOn(5, connection)).toBe(POINTS);
    jest.advanceTimersByTime(SECONDS * 1000);
    expect([goOn(1, {}), goOn(5, connection), goOn(5, {})]).toEqual([1, 2, 0]);
  });

  it('never refuses who stays below it, however long they go on', () => {
    const goOn = ask();
    const connection = {};
    for (let window = 0; window < 20; window += 1) {
      expect(goOn(2, connection)).toBe(2);
      jest.advanceTimersByTime(SECONDS * 1000);
    }
  });
});
