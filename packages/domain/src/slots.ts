import { zoneOffset, zoneSpans } from './zone-offsets.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Part of a day on the wall, each `HH:MM`; `24:00` is the day's end. */
export interface SlotWindow {
  readonly from: string;
  readonly to: string;
}

/** When somebody takes calls, as clocks on their wall show it. */
export interface SlotAvailability {
  /** IANA zone of that wall. */
  readonly timeZone: string;
  /** Monday first, seven of them; empty where they take none. */
  readonly week: readonly (readonly SlotWindow[])[];
  /**
   * What holds on a date `YYYY-MM-DD` in place of the week and of holidays; on the wall of another zone where they are on the way
   * and one is named.
   */
  readonly overrides: readonly {
    readonly date: string;
    readonly windows: readonly SlotWindow[];
    readonly timeZone?: string | null | undefined;
  }[];
  /** Dates `YYYY-MM-DD` on which nobody works. */
  readonly holidays: readonly string[];
  /** Calls that they take in a day, and in a week from Monday, on their calendar; null for any number. */
  readonly maxPerDay: number | null;
  readonly maxPerWeek: number | null;
}

/** From one instant up to another, in milliseconds of the epoch. */
export interface SlotSpan {
  readonly from: number;
  readonly to: number;
}

export interface SlotHost extends SlotAvailability {
  readonly id: string;
  /** What they have to do already, with the buffers around it; in any order, and it may overlap. */
  readonly busy: readonly SlotSpan[];
  /** When the calls begin that count for the caps: those of every day and week that the request touches. */
  readonly calls: readonly number[];
}

/** What kind of call is asked for; all in minutes, except for the days. */
export interface SlotRules {
  readonly length: number;
  /** Between two starts, from the beginning of a window on. */
  readonly increment: number;
  /** Kept free before and after the call, and not meeting another call's. */
  readonly bufferBefore: number;
  readonly bufferAfter: number;
  /** Time that passes at least from now to the start. */
  readonly notice: number;
  /** The last day that can be booked, counted on the host's calendar: 0 for today. */
  readonly horizonDays: number;
}

export interface SlotRequest extends SlotSpan {
  readonly now: number;
  readonly rules: SlotRules;
  readonly hosts: readonly SlotHost[];
}

/** When calls with a host can begin, earliest first. */
export interface HostSlots {
  readonly id: string;
  readonly starts: readonly number[];
}

/** A start, and who is free then, in the order of the request. */
export interface OpenSlot {
  readonly at: number;
  readonly hosts: readonly string[];
}

/** A piece of a window within which the zone's offset does not change. */
interface Piece extends SlotSpan {
  /** Where the window begins, by this piece's offset. */
  readonly anchor: number;
}

interface Minutes {
  readonly from: number;
  readonly to: number;
}

/**
 * When calls can begin with each host, from `from` up to `to`. A start is a time on the host's wall: the beginning of a window
 * and every `increment` after it. It can be booked where every minute of the call lies within the host's windows, where the call
 * with its buffers meets nothing that they have to do, and where notice, horizon and caps allow it. What clocks skip is no time
 * to begin at; what they show twice is two times. Pure; what is known of zones is remembered.
 * @throws RangeError for a zone that this runtime does not know
 */
export function openSlots({ from, to, now, rules, hosts }: SlotRequest): HostSlots[] {
  const earliest = Math.max(from, now + rules.notice * MINUTE_MS);
  return hosts.map((host) => {
    const lastDay = localDay(host.timeZone, now) + rules.horizonDays;
    const mayBook = capsOf(host);
    const pieces = piecesOf(host, { from: earliest, to }, (day) => day <= lastDay && mayBook(day), rules.length);
    return { id: host.id, starts: startsIn(pieces, { from: earliest, to }, unionOf(host.busy), rules) };
  });
}

/** The slots of several hosts as one list, earliest first. */
export function mergeSlots(hosts: readonly HostSlots[]): OpenSlot[] {
  const byStart = new Map<number, string[]>();
  for (const { id, starts } of hosts) {
    for (const at of starts) {
      const known = byStart.get(at);
      if (known === undefined) byStart.set(at, [id]);
      else known.push(id);
    }
  }
  return [...byStart].sort((a, b) => a[0] - b[0]).map(([at, ids]) => ({ at, hosts: ids }));
}

/** Days since the epoch on the wall of `timeZone`. */
const localDay = (timeZone: string, at: number): number => Math.floor((at + zoneOffset(timeZone, at)) / DAY_MS);
/** The Monday of a day's week; 1970-01-01 was a Thursday. */
const mondayOf = (day: number): number => day - ((((day + 3) % 7) + 7) % 7);

/** Whether one more call may begin on a day. */
function capsOf({ timeZone, calls, maxPerDay, maxPerWeek }: SlotHost): (day: number) => boolean {
  if (maxPerDay === null && maxPerWeek === null) return () => true;
  const perDay = new Map<number, number>();
  const perWeek = new Map<number, number>();
  for (const at of calls) {
    const day = localDay(timeZone, at);
    perDay.set(day, (perDay.get(day) ?? 0) + 1);
    perWeek.set(mondayOf(day), (perWeek.get(mondayOf(day)) ?? 0) + 1);
  }
  return (day) =>
    (perDay.get(day) ?? 0) < (maxPerDay ?? Infinity) && (perWeek.get(mondayOf(day)) ?? 0) < (maxPerWeek ?? Infinity);
}

const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** The windows of each day since the epoch, in their order. */
const isAway = (zone: string | null | undefined, home: string): zone is string => zone != null && zone !== home;

function windowsOf({ timeZone, week, overrides, holidays }: SlotAvailability): (day: number) => readonly Minutes[] {
  const read = (windows: readonly SlotWindow[]): Minutes[] =>
    windows.map(({ from, to }) => ({ from: minutesOf(from), to: minutesOf(to) })).sort((a, b) => a.from - b.from);
  const weekdays = week.map(read);
  const special = new Map<number, readonly Minutes[]>(holidays.map((date) => [dayNumber(date), []]));
  for (const { date, windows, timeZone: away } of overrides)
    special.set(dayNumber(date), isAway(away, timeZone) ? [] : read(windows));
  return (day) => special.get(day) ?? weekdays[(((day + 3) % 7) + 7) % 7] ?? [];
}

type HostPiece = Piece & { readonly mayBegin: boolean };

/** The host's windows as instants; those of days on which nothing may begin are there for calls that reach into them. */
function piecesOf(host: SlotHost, range: SlotSpan, mayBegin: (day: number) => boolean, length: number): HostPiece[] {
  if (range.from >= range.to) return [];
  const end = range.to + length * MINUTE_MS;
  const home = zonePieces(host.timeZone, windowsOf(host), range, end).map(({ day, ...piece }) => {
    return { ...piece, mayBegin: mayBegin(day) };
  });
  const away = host.overrides.flatMap(({ date, windows, timeZone }) => {
    if (!isAway(timeZone, host.timeZone)) return [];
    const only = windowsOf({ ...host, timeZone, week: [], holidays: [], overrides: [{ date, windows }] });
    return zonePieces(timeZone, only, range, end).flatMap((piece) => byHomeDay(piece, host.timeZone, mayBegin));
  });
  return away.length === 0 ? home : apart([...home, ...away]);
}

/** Caps and the horizon count days at home, so a window elsewhere is cut where a day at home ends. */
function byHomeDay({ from, to, anchor }: Piece, home: string, mayBegin: (day: number) => boolean): HostPiece[] {
  const pieces: HostPiece[] = [];
  for (const span of zoneSpans(home, from, to)) {
    let at = Math.max(from, span.from);
    while (at < Math.min(to, span.to)) {
      const day = Math.floor((at + span.offset) / DAY_MS);
      const until = Math.min(to, span.to, (day + 1) * DAY_MS - span.offset);
      pieces.push({ from: at, to: until, anchor, mayBegin: mayBegin(day) });
      at = until;
    }
  }
  return pieces;
}

/** In their order, and none over another: what is on two walls at once is there once. */
function apart(pieces: readonly HostPiece[]): HostPiece[] {
  let reached = -Infinity;
  return pieces
    .toSorted((a, b) => a.from - b.from)
    .flatMap((piece) => {
      const from = Math.max(piece.from, reached);
      reached = Math.max(reached, piece.to);
      return from < piece.to ? [{ ...piece, from }] : [];
    });
}

/** Windows on the wall of one zone as instants, each with its day there. */
function zonePieces(
  timeZone: string,
  windows: (day: number) => readonly Minutes[],
  range: SlotSpan,
  end: number,
): (Piece & { readonly day: number })[] {
  const pieces: (Piece & { readonly day: number })[] = [];
  for (const { from, to, offset } of zoneSpans(timeZone, range.from, end)) {
    const [first, last] = [Math.max(from, range.from) + offset, Math.min(to, end) + offset];
    for (let day = Math.floor(first / DAY_MS); day * DAY_MS < last; day += 1) {
      for (const window of windows(day)) {
        const anchor = day * DAY_MS + window.from * MINUTE_MS;
        const piece = [Math.max(anchor, from + offset), Math.min(day * DAY_MS + window.to * MINUTE_MS, to + offset)];
        const [start, stop] = piece as [number, number];
        if (start >= stop) continue;
        pieces.push({ from: start - offset, to: stop - offset, anchor: anchor - offset, day });
      }
    }
  }
  return pieces;
}

function startsIn(
  pieces: readonly HostPiece[],
  range: SlotSpan,
  busy: readonly SlotSpan[],
  { length, increment, bufferBefore, bufferAfter }: SlotRules,
): number[] {
  const [step, before] = [increment * MINUTE_MS, bufferBefore * MINUTE_MS];
  const [whole, after] = [length * MINUTE_MS, (length + bufferAfter) * MINUTE_MS];
  const reaches = reachesOf(pieces);
  const starts: number[] = [];
  let next = 0;
  for (const [index, { from, to, anchor, mayBegin }] of pieces.entries()) {
    if (!mayBegin) continue;
    const limit = Math.min(to - 1, range.to - 1, reaches[index]! - whole);
    const begin = Math.max(from, range.from);
    for (let at = anchor + Math.ceil((begin - anchor) / step) * step; at <= limit; at += step) {
      while (next < busy.length && busy[next]!.to <= at - before) next += 1;
      if (next < busy.length && busy[next]!.from < at + after) continue;
      starts.push(at);
    }
  }
  return starts;
}

/** For each piece, until when its host is there without a break. */
function reachesOf(pieces: readonly Piece[]): number[] {
  const reaches = pieces.map(({ to }) => to);
  for (let index = pieces.length - 2; index >= 0; index -= 1) {
    if (pieces[index + 1]!.from <= reaches[index]!) reaches[index] = Math.max(reaches[index]!, reaches[index + 1]!);
  }
  return reaches;
}

/** Spans in their order that do not overlap. */
function unionOf(spans: readonly SlotSpan[]): SlotSpan[] {
  const union: { from: number; to: number }[] = [];
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = union.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else union.push({ from, to });
  }
  return union;
}

/** What of spans lies in none of `without`; both may be in any order, and overlap. */
export function spansWithout(spans: readonly SlotSpan[], without: readonly SlotSpan[]): SlotSpan[] {
  const holes = unionOf(without);
  const rest: SlotSpan[] = [];
  let first = 0;
  for (const span of unionOf(spans)) {
    while (first < holes.length && holes[first]!.to <= span.from) first += 1;
    let { from } = span;
    for (let index = first; index < holes.length && holes[index]!.from < span.to; index += 1) {
      const hole = holes[index]!;
      if (hole.from > from) rest.push({ from, to: hole.from });
      from = Math.max(from, hole.to);
    }
    if (from < span.to) rest.push({ from, to: span.to });
  }
  return rest;
}
