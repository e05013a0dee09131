import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createCoalescer, tickOf, type Merge } from './coalescer.ts';

describe('createCoalescer', () => {
  const sum: Merge = (older, newer) => (older as number) + (newer as number);
  const TICK_MS = tickOf(0);
  let readers: number;
  let sent: [string, string, unknown][];
  let coalescer: ReturnType<typeof createCoalescer>;

  beforeEach(() => {
    jest.useFakeTimers();
    sent = [];
    readers = 1;
    coalescer = createCoalescer(new Map([['count', sum]]), {
      send: (room, event, payload) => void sent.push([room, event, payload]),
      readersOf: () => readers,
    });
  });
  afterEach(() => {
    coalescer.close();
    jest.useRealTimers();
  });

  it('sends the first at once and merges the rest of the tick into one', () => {
    for (const value of [1, 2, 3]) coalescer.push('a', 'count', value);
    expect(sent).toEqual([['a', 'count', 1]]);
    jest.advanceTimersByTime(TICK_MS);
    expect(sent).toEqual([
      ['a', 'count', 1],
      ['a', 'count', 5],
    ]);
  });

  it('never mixes rooms', () => {
    for (const room of ['a', 'b', 'a', 'b']) coalescer.push(room, 'count', 1);
    jest.advanceTimersByTime(TICK_MS);
    expect(sent).toEqual([
      ['a', 'count', 1],
      ['b', 'count', 1],
      ['a', 'count', 1],
      ['b', 'count', 1],
    ]);
  });

  it('waits longer where more read along, and never longer than half a second', () => {
    for (const [count, period] of [
      [500, 200],
      [1000, 400],
      [100_000, 500],
    ] as const) {
      readers = count;
      coalescer.push('a', 'count', 1);
      coalescer.push('a', 'count', 2);
      sent.length = 0;
      jest.advanceTimersByTime(period - 1);
      expect(sent).toEqual([]);
      jest.advanceTimersByTime(1);
      expect(sent).toEqual([['a', 'count', 2]]);
      jest.advanceTimersByTime(period);
    }
  });

  it('owns no timer once a room is idle', () => {
    coalescer.push('a', 'count', 1);
    coalescer.push('a', 'count', 1);
    jest.advanceTimersByTime(2 * TICK_MS);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('sends what it holds when it closes', () => {
    coalescer.push('a', 'count', 1);
    coalescer.push('a', 'count', 2);
    coalescer.close();
    expect(sent.at(-1)).toEqual(['a', 'count', 2]);
  });

  it('passes events without a merge rule straight through', () => {
    coalescer.push('a', 'other', 1);
    coalescer.push('a', 'other', 2);
    expect(sent).toEqual([
      ['a', 'other', 1],
      ['a', 'other', 2],
    ]);
  });
});
