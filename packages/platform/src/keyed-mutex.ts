import { ProblemError } from '@stageline/contracts';

export interface KeyedMutex {
  /**
   * Runs `fn` when every earlier call of the same key has settled; calls of different keys run side by side.
   * @throws ProblemError `unavailable` when the key's queue is full
   */
  run<T>(key: string, fn: () => Promise<T>): Promise<T>;
}

/**
 * Makes a mutex per key within this process. A key costs nothing once its last call has settled.
 * @param options.maxQueued how many calls may wait for one key; no limit unless given
 */
export function createKeyedMutex(options: { maxQueued?: number } = {}): KeyedMutex {
  const maxQueued = options.maxQueued ?? Number.POSITIVE_INFINITY;
  const lanes = new Map<string, { tail: Promise<unknown>; size: number }>();

  return {
    async run(key, fn) {
      const lane = lanes.get(key) ?? { tail: Promise.resolve(), size: 0 };
      if (lane.size > maxQueued) throw new ProblemError('unavailable', { retryAfterSeconds: 1 });
      lanes.set(key, lane);
      lane.size += 1;
      const turn = lane.tail.then(fn);
      lane.tail = turn.catch(() => undefined);
      try {
        return await turn;
      } finally {
        lane.size -= 1;
        if (lane.size === 0) lanes.delete(key);
      }
    },
  };
}
