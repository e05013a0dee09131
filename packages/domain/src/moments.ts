import { type Interval, unionSpans } from './intervals.ts';
import type { Stay } from './viewer-curve.ts';

/** Who goes within so long of a moment is counted with it. */
export const LEFT_WITHIN_MS = 60_000;
/** Messages are counted in windows of this width. */
export const CHAT_WINDOW_MS = 30_000;
/** A burst has so many times the messages of a usual window … */
const BURST_TIMES = 3;
/** … and at least so many: where nobody writes, two messages are no burst. */
const BURST_LEAST = 5;
/** So long may a speaker pause within one turn. */
const TURN_PAUSE_MS = 5000;
/** A minute at first; wider where a session is so long that there would be more steps. */
const FLOW_STEP_SECONDS = 60;
const MOST_FLOW_STEPS = 1440;

function spansByPerson(stays: readonly Stay[]): (readonly [number, number])[][] {
  const people = new Map<string, Stay[]>();
  for (const stay of stays) {
    const known = people.get(stay.identity);
    if (known === undefined) people.set(stay.identity, [stay]);
    else known.push(stay);
  }
  return [...people.values()].map((own) => unionSpans(own));
}

/** How many numbers of a rising list are below a bound. */
function below(sorted: readonly number[], bound: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Of each instant, how many people were there and are not there a minute later (G-06): a reconnect in between is no loss, and
 * neither is the end, which empties every room.
 * @param instants in any order, in epoch milliseconds
 * @param until the end of the session, or now
 */
export function leftWithinMinute(stays: readonly Stay[], instants: readonly number[], until: number): number[] {
  const sorted = [...new Set(instants)].sort((a, b) => a - b);
  const changes = Array.from({ length: sorted.length + 1 }, () => 0);
  for (const spans of spansByPerson(stays)) {
    spans.forEach(([from, to], index) => {
      // Whoever was there until the end stayed; the others are gone from each pause on until they are back.
      for (let at = index; at < spans.length; at += 1) {
        const gone = spans[at]![1];
        if (gone >= until || gone - LEFT_WITHIN_MS >= to) break;
        const back = spans[at + 1]?.[0] ?? Number.POSITIVE_INFINITY;
        const first = below(sorted, Math.max(from, gone - LEFT_WITHIN_MS));
        const last = below(sorted, Math.min(to, back - LEFT_WITHIN_MS));
        if (last <= first) continue;
        changes[first]! += 1;
        changes[last]! -= 1;
      }
    });
  }
  const counts = new Map<number, number>();
  let count = 0;
  sorted.forEach((instant, index) => counts.set(instant, (count += changes[index]!)));
  return instants.map((instant) => counts.get(instant)!);
}

/** How many came and went in each step of a session, as differences between its two ends. */
export interface AudienceFlow {
  readonly stepSeconds: number;
  readonly joined: readonly number[];
  readonly left: readonly number[];
}

/** Whoever comes and goes within one step, or is away for a part of it, is in neither number. */
export function audienceFlow(stays: readonly Stay[], { from, to }: Interval): AudienceFlow {
  const lengthMs = Math.max(0, to.getTime() - from.getTime());
  const stepSeconds =
    FLOW_STEP_SECONDS * Math.max(1, Math.ceil(lengthMs / (FLOW_STEP_SECONDS * 1000 * MOST_FLOW_STEPS)));
  const stepMs = stepSeconds * 1000;
  // The last bound is the last instant: at the end itself nobody is there any more.
  const bounds = Array.from({ length: Math.ceil(lengthMs / stepMs) + 1 }, (_, step) =>
    Math.min(from.getTime() + step * stepMs, to.getTime() - 1),
  );
  const steps = bounds.length - 1;
  const joined = Array.from({ length: steps }, () => 0);
  const left = Array.from({ length: steps }, () => 0);
  for (const spans of spansByPerson(stays)) {
    // By bound, whether they were there; a span covers those from its start to before its end.
    const there = spans
      .map(([start, end]) => [below(bounds, start), below(bounds, end)] as const)
      .filter(([first, end]) => end > first);
    there.forEach(([first, end], index) => {
      const isBack = there[index - 1]?.[1] === first;
      if (first > 0 && !isBack) joined[first - 1]! += 1;
      const staysOn = there[index + 1]?.[0] === end;
      if (end <= steps && !staysOn) left[end - 1]! += 1;
    });
  }
  return { stepSeconds, joined, left };
}

/** Messages in one window of `CHAT_WINDOW_MS`. */
export interface ChatWindow {
  /** Since the session went live. */
  readonly window: number;
  readonly messages: number;
}

/** Where people wrote much more than usual, in the order of time; neighbouring windows are one. */
export function chatBursts(windows: readonly ChatWindow[], lengthMs: number): { atMs: number; messages: number }[] {
  const inside = windows.filter(({ window }) => window >= 0).toSorted((a, b) => a.window - b.window);
  const all = inside.reduce((sum, { messages }) => sum + messages, 0);
  const usual = all / Math.max(1, Math.ceil(lengthMs / CHAT_WINDOW_MS));
  const least = Math.max(BURST_LEAST, usual * BURST_TIMES);
  const bursts: { atMs: number; messages: number; last: number }[] = [];
  for (const { window, messages } of inside) {
    if (messages < least) continue;
    const before = bursts.at(-1);
    if (before !== undefined && before.last === window - 1) {
      before.messages += messages;
      before.last = window;
    } else bursts.push({ atMs: window * CHAT_WINDOW_MS, messages, last: window });
  }
  return bursts.map(({ atMs, messages }) => ({ atMs, messages }));
}

/** Something that somebody said, in the time of one recording. */
export interface SpokenLine {
  readonly speaker: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
}

/** Lines in their order, joined where one speaker goes on; each turn has the words that it began with. */
export function speechTurns(lines: readonly SpokenLine[]): SpokenLine[] {
  const turns: { speaker: string; startMs: number; endMs: number; text: string }[] = [];
  for (const { speaker, startMs, endMs, text } of lines) {
    if (text === '') continue;
    const last = turns.at(-1);
    if (last !== undefined && last.speaker === speaker && startMs - last.endMs <= TURN_PAUSE_MS)
      last.endMs = Math.max(last.endMs, endMs);
    else turns.push({ speaker, startMs, endMs, text });
  }
  return turns;
}

/** The last of these at or before an instant, and not longer before it than that. */
export function momentBefore<T extends { readonly at: string }>(
  moments: readonly T[],
  at: string,
  withinMs: number,
): T | null {
  const instant = Date.parse(at);
  let found: T | null = null;
  for (const moment of moments) {
    const before = instant - Date.parse(moment.at);
    if (before >= 0 && before <= withinMs && (found === null || moment.at >= found.at)) found = moment;
  }
  return found;
}
