/** What was watched, as a bit for every second of the replay: the n-th number holds the seconds 30 n to 30 n + 29. */
export type WatchedSeconds = Readonly<Record<string, number>>;

/** A number of this many bits is whole and positive wherever it is kept. */
const BITS = 30;
/** A second was watched where half of it was. */
const HALF_MS = 500;

/** A stretch of the replay that was played. */
export interface PlayedRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Seconds of a replay; what is left over at its end counts as one where it is half of one. */
export const secondsIn = (durationMs: number): number => Math.max(1, Math.round(durationMs / 1000));

/** The seconds of ranges within a replay, as numbers to be combined with those that are there. */
export function watchedSeconds(ranges: readonly PlayedRange[], durationMs: number): Record<string, number> {
  const words: Record<string, number> = {};
  const last = secondsIn(durationMs) - 1;
  for (const { fromMs, toMs } of ranges) {
    const until = Math.min(toMs, durationMs);
    for (let second = Math.floor(fromMs / 1000); second <= last && second * 1000 < until; second += 1) {
      // The last one may be shorter.
      const enough = Math.min(HALF_MS, (durationMs - second * 1000) / 2);
      if (Math.min(until, (second + 1) * 1000) - Math.max(fromMs, second * 1000) < enough) continue;
      const word = String(Math.floor(second / BITS));
      words[word] = (words[word] ?? 0) | (1 << (second % BITS));
    }
  }
  return words;
}

/** What was watched in any of these. */
export function unionOf(all: readonly WatchedSeconds[]): Record<string, number> {
  const union: Record<string, number> = {};
  for (const words of all) for (const [word, bits] of Object.entries(words)) union[word] = (union[word] ?? 0) | bits;
  return union;
}

/** How many seconds that are. */
export function countSeconds(words: WatchedSeconds): number {
  let count = 0;
  for (const bits of Object.values(words)) for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** How many of these viewers have watched anything of each step of a replay. */
export function viewersPerStep(all: readonly WatchedSeconds[], durationMs: number, stepSeconds: number): number[] {
  const counts = Array.from({ length: Math.ceil(secondsIn(durationMs) / stepSeconds) }, () => 0);
  for (const words of all) {
    const steps = new Set<number>();
    for (const [word, bits] of Object.entries(words))
      for (let bit = 0; bit < BITS; bit += 1)
        if ((bits & (1 << bit)) !== 0) steps.add(Math.floor((Number(word) * BITS + bit) / stepSeconds));
    for (const step of steps) if (step < counts.length) counts[step]! += 1;
  }
  return counts;
}
