/** A clock that stands still until a test moves it. */
export interface FakeClock {
  now(): Date;
  /** Moves it forward. */
  advance(ms: number): void;
  /** Moves it to an instant. */
  set(instant: Date | string): void;
}

/** A clock for code that takes `{ now(): Date }`. @param start default: 2026-01-01T12:00:00Z. */
export function createFakeClock(start: Date | string = '2026-01-01T12:00:00.000Z'): FakeClock {
  let current = new Date(start).getTime();
  return {
    now: () => new Date(current),
    advance: (ms) => {
      current += ms;
    },
    set: (instant) => {
      current = new Date(instant).getTime();
    },
  };
}
