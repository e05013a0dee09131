/** A stretch of the film that was played. */
export interface PlayedRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Between two looks at the film lies at most so much of it at normal speed; more is a jump. */
const STEP_MS = 1500;
const MOST = 40;

/** Collects what is really played. A jump ends a stretch and counts for nothing. */
export function createPlayedRanges() {
  let ranges: { fromMs: number; toMs: number }[] = [];
  let lastMs: number | null = null;
  let open: { fromMs: number; toMs: number } | null = null;

  return {
    /** The film is at a place while it plays. @param rate its speed */
    at(positionMs: number, rate: number): void {
      const step = lastMs === null ? null : positionMs - lastMs;
      if (step !== null && step > 0 && step <= STEP_MS * Math.max(1, rate)) {
        if (open === null || open.toMs !== lastMs) {
          open = { fromMs: lastMs!, toMs: positionMs };
          ranges.push(open);
        } else open.toMs = positionMs;
      } else if (step !== 0) open = null;
      lastMs = positionMs;
    },

    /** It is paused, or jumps: what comes next does not belong to what was. */
    interrupted(): void {
      lastMs = null;
      open = null;
    },

    /** Everything since the last time, in whole milliseconds. */
    take(): PlayedRange[] {
      const taken = ranges
        .slice(-MOST)
        .map(({ fromMs, toMs }) => ({ fromMs: Math.round(fromMs), toMs: Math.round(toMs) }));
      // Goes on where it is: the next stretch begins in the same instant.
      ranges = [];
      open = null;
      return taken.filter(({ fromMs, toMs }) => toMs > fromMs);
    },

    /** What could not be told is told with the next. */
    giveBack(taken: readonly PlayedRange[]): void {
      ranges = [...taken.map((range) => ({ ...range })), ...ranges].slice(-MOST);
    },
  };
}
