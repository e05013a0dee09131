import type { AnalyticsRange, SiteCalendar } from '@stageline/contracts';
import { dayOf, startOfDay } from './days.ts';
import { instantOf, wallTimeOf } from './wall-time.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Visits are kept by the quarter of an hour of their day, so that is how finely ranges are cut. */
export const SLOT_MS = 900_000;
/** Up to here all time is shown by days; beyond, by weeks. */
const MAX_DAY_BUCKETS = 62;

/** `from` included, `to` not. */
export interface Span {
  readonly from: Date;
  readonly to: Date;
}
export interface Bucket extends Span {
  /** The calendar days that it covers, `YYYY-MM-DD`; of an hour, its day. */
  readonly days: readonly string[];
}
export interface RangePlan {
  readonly range: AnalyticsRange;
  readonly step: 'hour' | 'day' | 'week';
  /** From the first moment of the range to now. */
  readonly span: Span;
  /** Without a gap, to the end of the range: the last ones may lie ahead. */
  readonly buckets: readonly Bucket[];
  /**
   * The range before, up to the same time of its own day, to the quarter of an hour that is under way; where the month
   * before is shorter, all of it. Null for all time.
   */
  readonly before:
    | (Span & {
        readonly days: readonly string[];
        /** Quarters of an hour that count of the last of its days. */
        readonly lastSlots: number;
      })
    | null;
}

/** Midnights of the last zones that were asked for: finding one costs 0.1 ms, and all time has hundreds. */
const midnights = new Map<string, Date>();
function midnight(day: string, timeZone: string): Date {
  const key = `${timeZone} ${day}`;
  const known = midnights.get(key);
  if (known !== undefined) return known;
  if (midnights.size >= 20_000) midnights.clear();
  const found = startOfDay(day, timeZone);
  midnights.set(key, found);
  return found;
}

/** The calendar day `count` days after `day`, both `YYYY-MM-DD`. */
export const addDays = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);

/** All days from `first` up to, and without, `end`. */
function daysBetween(first: string, end: string): string[] {
  const days: string[] = [];
  for (let day = first; day < end; day = addDays(day, 1)) days.push(day);
  return days;
}

const WEEKDAYS = { sunday: 0, monday: 1, saturday: 6 } as const;
/** The first day of the week that `day` lies in. */
function startOfWeek(day: string, weekStart: SiteCalendar['weekStart']): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, -((weekday - WEEKDAYS[weekStart] + 7) % 7));
}
const startOfMonth = (day: string): string => `${day.slice(0, 7)}-01`;
const startOfNextMonth = (day: string): string => startOfMonth(addDays(startOfMonth(day), 31));
const startOfMonthBefore = (day: string): string => startOfMonth(addDays(startOfMonth(day), -1));

/**
 * What is counted for a range, bucket by bucket, on the calendar of a site (G-09): a day is from midnight to midnight on
 * the wall of its zone and may have 23 or 25 hours.
 * @param firstDay the first day of which anything is known; matters for all time only
 */
export function planRange(
  range: AnalyticsRange,
  now: Date,
  calendar: SiteCalendar,
  firstDay: string | null = null,
): RangePlan {
  const { timeZone, weekStart } = calendar;
  const today = dayOf(now, timeZone);
  const tomorrow = addDays(today, 1);
  const at = (day: string) => midnight(day, timeZone);
  const bucketOf = (days: readonly string[]): Bucket => ({
    days,
    from: at(days[0]!),
    to: at(addDays(days.at(-1)!, 1)),
  });
  const dayBuckets = (first: string, end: string) => daysBetween(first, end).map((day) => bucketOf([day]));
  const planOf = (step: RangePlan['step'], buckets: readonly Bucket[], before: RangePlan['before']): RangePlan => ({
    range,
    step,
    buckets,
    before,
    span: { from: buckets[0]!.from, to: now },
  });
  /** @param sameDay the day of the range before that today is compared with */
  const beforeOf = (first: string, end: string, sameDay: string) => {
    const to = sameDay >= end ? at(end) : sameTimeOn(sameDay, now, timeZone);
    const days = daysBetween(first, sameDay >= end ? end : addDays(sameDay, 1));
    const lastSlots = Math.ceil((to.getTime() - at(days.at(-1)!).getTime()) / SLOT_MS);
    return { from: at(first), to, days, lastSlots };
  };

  if (range === 'today') {
    const yesterday = addDays(today, -1);
    return planOf('hour', hoursOf(today, at(today), at(tomorrow)), beforeOf(yesterday, today, yesterday));
  }
  if (range === 'this_week') {
    const first = startOfWeek(today, weekStart);
    return planOf('day', dayBuckets(first, addDays(first, 7)), beforeOf(addDays(first, -7), first, addDays(today, -7)));
  }
  if (range === 'this_month') {
    const first = startOfMonth(today);
    const previous = startOfMonthBefore(today);
    const sameDay = addDays(previous, Number(today.slice(8)) - 1);
    return planOf('day', dayBuckets(first, startOfNextMonth(today)), beforeOf(previous, first, sameDay));
  }
  const first = firstDay !== null && firstDay < today ? firstDay : today;
  const days = daysBetween(first, tomorrow);
  if (days.length <= MAX_DAY_BUCKETS) return planOf('day', dayBuckets(first, tomorrow), null);
  const buckets: Bucket[] = [];
  for (let day = startOfWeek(first, weekStart); day <= today; day = addDays(day, 7))
    buckets.push(bucketOf(daysBetween(day, addDays(day, 7))));
  return planOf('week', buckets, null);
}

/** The hours of a day as they pass; where the clock is set by half an hour, the last one is shorter. */
function hoursOf(day: string, from: Date, to: Date): Bucket[] {
  const hours: Bucket[] = [];
  for (let ms = from.getTime(); ms < to.getTime(); ms += HOUR_MS)
    hours.push({ days: [day], from: new Date(ms), to: new Date(Math.min(ms + HOUR_MS, to.getTime())) });
  return hours;
}

/** The end of the quarter of an hour that the clock on the wall shows now, on another day. */
function sameTimeOn(day: string, now: Date, timeZone: string): Date {
  const end = new Date(Math.ceil((now.getTime() + 1) / SLOT_MS) * SLOT_MS);
  const wall = wallTimeOf(end, timeZone);
  if (wall.date !== dayOf(now, timeZone)) return startOfDay(addDays(day, 1), timeZone);
  return new Date(instantOf(day, wall.time, timeZone));
}

/** The quarter of an hour of its day that an instant lies in: 0, 1, … 91 to 99, as the day has 23 to 25 hours. */
export const slotOf = (instant: Date, dayStart: Date): number =>
  Math.max(0, Math.floor((instant.getTime() - dayStart.getTime()) / SLOT_MS));
