import { type Interval, unionSpans } from './intervals.ts';

/** Resolution of the curve in seconds (G-06). */
export const CURVE_STEP_SECONDS = 10;
/** A day of steps: what lasts longer is drawn in wider ones, so that no curve has more points. */
const MOST_STEPS = 8640;
/** How fast people have to go for it to be a drop. */
const DROP_WINDOW_MS = 60_000;
/** A drop takes at least this share of the peak … */
const DROP_SHARE = 0.1;
/** … and at least so many people: in a small room everybody is a tenth. */
const DROP_LEAST = 3;
const MOST_DROPS = 3;

/** One stay of one person in the room. */
export interface Stay extends Interval {
  readonly identity: string;
}

/** Many people gone within a minute. */
export interface ViewerDrop {
  /** When it began. */
  readonly at: Date;
  readonly before: number;
  readonly after: number;
}

export interface ViewerCurve {
  /** Width of a step; `CURVE_STEP_SECONDS` unless the span is longer than a day. */
  readonly stepSeconds: number;
  /** Per step the most people who were there at once. */
  readonly counts: readonly number[];
  /** The most who were there at once, and since when; null where nobody came. */
  readonly peak: { readonly viewers: number; readonly at: Date } | null;
  /** People on average: the time that they spent over the length of the span. */
  readonly average: number;
  /** Different people. */
  readonly unique: number;
  /** The deepest first. */
  readonly drops: readonly ViewerDrop[];
}

interface Count {
  readonly at: number;
  readonly viewers: number;
}

/**
 * How many people were there, over time (G-06). A person counts once, however many tabs or devices; whoever leaves in the
 * instant in which another comes is not there beside them.
 * @param stays attendees' only: hosts are no viewers
 * @param span what lies outside is not counted
 */
export function viewerCurve(stays: readonly Stay[], span: Interval): ViewerCurve {
  const [from, to] = [span.from.getTime(), span.to.getTime()];
  const stepSeconds =
    CURVE_STEP_SECONDS * Math.max(1, Math.ceil((to - from) / (CURVE_STEP_SECONDS * 1000 * MOST_STEPS)));
  const { changes, totalMs, unique } = changesOf(stays, from, to);
  const levels = levelsOf(changes, from);
  const peak = levels.reduce<Count | null>(
    (highest, level) => (level.viewers > (highest?.viewers ?? 0) ? level : highest),
    null,
  );
  return {
    stepSeconds,
    counts: countsOf(levels, from, to, stepSeconds * 1000),
    peak: peak === null ? null : { viewers: peak.viewers, at: new Date(peak.at) },
    average: to > from ? totalMs / (to - from) : 0,
    unique,
    // The end of a session empties every room: that is no drop.
    drops: dropsOf(levels, peak?.viewers ?? 0, to),
  };
}

/** By instant, how many more or fewer there are. */
function changesOf(stays: readonly Stay[], from: number, to: number) {
  const people = new Map<string, Stay[]>();
  for (const stay of stays) {
    const known = people.get(stay.identity);
    if (known === undefined) people.set(stay.identity, [stay]);
    else known.push(stay);
  }
  const changes = new Map<number, number>();
  const change = (at: number, by: number) => changes.set(at, (changes.get(at) ?? 0) + by);
  let [totalMs, unique] = [0, 0];
  for (const own of people.values()) {
    const inside = unionSpans(own)
      .map(([start, end]) => [Math.max(start, from), Math.min(end, to)] as const)
      .filter(([start, end]) => end > start);
    if (inside.length > 0) unique += 1;
    for (const [start, end] of inside) {
      totalMs += end - start;
      change(start, 1);
      change(end, -1);
    }
  }
  return { changes, totalMs, unique };
}

/** How many there are from an instant on, beginning with the span's own. */
function levelsOf(changes: ReadonlyMap<number, number>, from: number): Count[] {
  const levels: Count[] = [];
  let viewers = 0;
  if (!changes.has(from)) levels.push({ at: from, viewers });
  for (const [at, by] of [...changes].sort((a, b) => a[0] - b[0])) {
    viewers += by;
    levels.push({ at, viewers });
  }
  return levels;
}

function countsOf(levels: readonly Count[], from: number, to: number, stepMs: number): number[] {
  const counts: number[] = [];
  let next = 0;
  let viewers = 0;
  for (let start = from; start < to; start += stepMs) {
    while (next < levels.length && levels[next]!.at <= start) viewers = levels[next++]!.viewers;
    let most = viewers;
    while (next < levels.length && levels[next]!.at < start + stepMs) {
      viewers = levels[next++]!.viewers;
      most = Math.max(most, viewers);
    }
    counts.push(most);
  }
  return counts;
}

/** The deepest falls within a minute of each other, none inside another. */
function dropsOf(levels: readonly Count[], peak: number, to: number): ViewerDrop[] {
  const least = Math.max(DROP_LEAST, peak * DROP_SHARE);
  const falls = levels.filter(({ at }) => at < to);
  const found: (ViewerDrop & { readonly depth: number })[] = [];
  // The levels of the last minute, falling: its head is the highest, and none that is lower and older is ever asked for.
  const highest: number[] = [];
  falls.forEach((level, index) => {
    while (highest.length > 0 && nextAt(falls, highest[0]!) <= level.at - DROP_WINDOW_MS) highest.shift();
    while (highest.length > 0 && falls[highest.at(-1)!]!.viewers <= level.viewers) highest.pop();
    highest.push(index);
    const top = highest[0]!;
    const depth = falls[top]!.viewers - level.viewers;
    if (depth >= least)
      found.push({ at: new Date(nextAt(falls, top)), before: falls[top]!.viewers, after: level.viewers, depth });
  });
  const deepest: ViewerDrop[] = [];
  for (const { at, before, after } of found.sort((a, b) => b.depth - a.depth || a.at.getTime() - b.at.getTime())) {
    if (deepest.length === MOST_DROPS) break;
    if (deepest.every((drop) => Math.abs(drop.at.getTime() - at.getTime()) >= DROP_WINDOW_MS))
      deepest.push({ at, before, after });
  }
  return deepest;
}

/** Until when a level lasts. */
const nextAt = (levels: readonly Count[], index: number): number => levels[index + 1]?.at ?? Number.POSITIVE_INFINITY;
