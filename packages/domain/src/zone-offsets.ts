import { offsetAt } from './wall-time.ts';

const DAY_MS = 86_400_000;
const SECOND_MS = 1000;
/** Days that are remembered of a zone: some years of calls. */
const MAX_DAYS = 4000;

/** Between two instants a zone's clock is ahead of UTC by one offset; all in milliseconds. */
export interface ZoneSpan {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
}

interface ZoneDays {
  /** Offsets at midnight UTC, by days since the epoch. */
  readonly offsets: Map<number, number>;
  /** When the clock is changed, by the day of UTC in which it is. */
  readonly changes: Map<number, number>;
}

/** To ask Intl costs microseconds; there are as many entries as there are zones. */
const zones = new Map<string, ZoneDays>();

function daysOf(timeZone: string): ZoneDays {
  const known = zones.get(timeZone);
  if (known !== undefined && known.offsets.size < MAX_DAYS) return known;
  const days: ZoneDays = { offsets: new Map(), changes: new Map() };
  zones.set(timeZone, days);
  return days;
}

function midnightOffset({ offsets }: ZoneDays, timeZone: string, day: number): number {
  const known = offsets.get(day);
  if (known !== undefined) return known;
  const offset = offsetAt(day * DAY_MS, timeZone);
  offsets.set(day, offset);
  return offset;
}

/** The first instant of another offset on a day of UTC that begins with `before`. No zone has two changes within a day. */
function changeWithin({ changes }: ZoneDays, timeZone: string, day: number, before: number): number {
  const known = changes.get(day);
  if (known !== undefined) return known;
  let low = (day * DAY_MS) / SECOND_MS;
  let high = ((day + 1) * DAY_MS) / SECOND_MS;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * SECOND_MS, timeZone) === before) low = middle;
    else high = middle;
  }
  changes.set(day, high * SECOND_MS);
  return high * SECOND_MS;
}

/** As `offsetAt`, from what is remembered of the zone. @throws RangeError for a zone that this runtime does not know */
export function zoneOffset(timeZone: string, at: number): number {
  const days = daysOf(timeZone);
  const day = Math.floor(at / DAY_MS);
  const before = midnightOffset(days, timeZone, day);
  const after = midnightOffset(days, timeZone, day + 1);
  if (before === after) return before;
  return at < changeWithin(days, timeZone, day, before) ? before : after;
}

/** The spans of equal offset that cover `from` to `to` at least, in their order and without gaps. */
export function zoneSpans(timeZone: string, from: number, to: number): ZoneSpan[] {
  const days = daysOf(timeZone);
  const [first, last] = [Math.floor(from / DAY_MS), Math.ceil(to / DAY_MS)];
  const spans: ZoneSpan[] = [];
  let offset = midnightOffset(days, timeZone, first);
  let start = first * DAY_MS;
  for (let day = first; day < last; day += 1) {
    const next = midnightOffset(days, timeZone, day + 1);
    if (next === offset) continue;
    const change = changeWithin(days, timeZone, day, offset);
    spans.push({ from: start, to: change, offset });
    [start, offset] = [change, next];
  }
  spans.push({ from: start, to: last * DAY_MS, offset });
  return spans;
}
