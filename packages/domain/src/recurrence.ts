import type { SeriesEnd, SeriesPattern, SeriesRule } from '@stageline/contracts';
import { instantOf } from './wall-time.ts';

const DAY_MS = 86_400_000;
/** A rule that names a date in every month or week has found its next one long before. */
const MAX_EMPTY_PERIODS = 24;

/** One date of a series. */
export interface Occurrence {
  /** What a clock on the wall shows, `YYYY-MM-DDTHH:MM`: names the date within its series, whatever the zone's rules become. */
  readonly key: string;
  readonly startsAt: Date;
}

const dayMs = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** The day of the week of `YYYY-MM-DD`, 1 for Monday to 7 for Sunday (ISO 8601). */
export const weekdayOf = (date: string): number => new Date(dayMs(date)).getUTCDay() || 7;

/** Days by which `to` is later than `from`. */
const daysBetween = (from: string, to: string): number => Math.round((dayMs(to) - dayMs(from)) / DAY_MS);
const addDays = (date: string, days: number): string => dateOf(dayMs(date) + days * DAY_MS);

/** First and last day of the month that is `months` after that of `date`. */
function monthAfter(date: string, months: number): { readonly first: number; readonly last: number } {
  const at = new Date(dayMs(date));
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth() + months];
  return { first: Date.UTC(year, month, 1), last: Date.UTC(year, month + 1, 0) };
}

/** The dates of one period, in their order: of the `index`-th week or month from that of `from`. */
function datesOfPeriod(pattern: SeriesPattern, from: string, index: number): string[] {
  if (pattern.kind === 'weekly') {
    const monday = addDays(from, 1 - weekdayOf(from) + 7 * pattern.every * index);
    return pattern.weekdays.toSorted((a, b) => a - b).map((weekday) => addDays(monday, weekday - 1));
  }
  const { first, last } = monthAfter(from, index);
  if (pattern.kind === 'monthly-day') return [dateOf(Math.min(first + (pattern.day - 1) * DAY_MS, last))];
  const { nth, weekday } = pattern;
  if (nth === -1) return [dateOf(last - ((weekdayOf(dateOf(last)) - weekday + 7) % 7) * DAY_MS)];
  return [dateOf(first + (((weekday - weekdayOf(dateOf(first)) + 7) % 7) + 7 * (nth - 1)) * DAY_MS)];
}

/** The days of a rule from its beginning, one after the other, without an end where it has none. */
function* daysOf({ pattern, end, from }: SeriesRule): Generator<string, void> {
  let count = 0;
  for (let index = 0, empty = 0; empty < MAX_EMPTY_PERIODS; index += 1) {
    const dates = datesOfPeriod(pattern, from, index).filter((date) => date >= from);
    empty = dates.length === 0 ? empty + 1 : 0;
    for (const date of dates) {
      if (end.kind === 'until' && date > end.date) return;
      if (end.kind === 'count' && count >= end.count) return;
      count += 1;
      yield date;
    }
  }
}

/**
 * The dates of a rule whose day is at least `since`, or all. A time that daylight saving skips is taken with the offset before
 * the jump, of one that happens twice the first (RFC 5545, 3.3.5): the clock on the wall stays what was said, the distance
 * between two of them does not.
 * @param since `YYYY-MM-DD`
 * @throws RangeError for a zone that this runtime does not know
 */
export function* occurrencesOf(rule: SeriesRule, since = rule.from): Generator<Occurrence, void> {
  const { time, timeZone } = rule;
  for (const date of daysOf(rule))
    if (date >= since) yield { key: `${date}T${time}`, startsAt: new Date(instantOf(date, time, timeZone)) };
}

/** How far a series is planned ahead. */
export const SERIES_HORIZON = { days: 56, least: 3, most: 16 } as const;

/**
 * The dates up to the horizon of a series that are to come: what begins within eight weeks, but at least three and at most
 * sixteen. Those of a past that nobody planned are left out.
 */
export function plannedAhead(rule: SeriesRule, now: Date): Occurrence[] {
  const planned: Occurrence[] = [];
  const horizon = now.getTime() + SERIES_HORIZON.days * DAY_MS;
  // No clock is two days behind another one.
  for (const occurrence of occurrencesOf(rule, dateOf(now.getTime() - 2 * DAY_MS))) {
    if (occurrence.startsAt <= now) continue;
    const isFar = occurrence.startsAt.getTime() > horizon;
    if (planned.length >= (isFar ? SERIES_HORIZON.least : SERIES_HORIZON.most)) break;
    planned.push(occurrence);
  }
  return planned;
}

/** Where one date of a series is moved, and with it those that follow. */
export interface SeriesMove {
  readonly date: string;
  readonly time: string;
  readonly timeZone: string;
}

function shiftedPattern(pattern: SeriesPattern, to: string, days: number): SeriesPattern {
  if (days === 0) return pattern;
  if (pattern.kind === 'monthly-day') return { ...pattern, day: Number(to.slice(8)) };
  if (pattern.kind === 'monthly-weekday') {
    const week = Math.ceil(Number(to.slice(8)) / 7);
    const isLast = daysBetween(to, dateOf(monthAfter(to, 0).last)) < 7;
    const nth = week > 4 || (pattern.nth === -1 && isLast) ? -1 : (week as 1 | 2 | 3 | 4);
    return { ...pattern, nth, weekday: weekdayOf(to) };
  }
  const weekdays = pattern.weekdays.map((weekday) => ((((weekday - 1 + days) % 7) + 7) % 7) + 1);
  return { ...pattern, weekdays: weekdays.toSorted((a, b) => a - b) };
}

function shiftedEnd(end: SeriesEnd, before: number, days: number): SeriesEnd {
  if (end.kind === 'count') return { kind: 'count', count: Math.max(1, end.count - before) };
  return end.kind === 'until' ? { kind: 'until', date: addDays(end.date, days) } : end;
}

/**
 * A rule in two: what was before the date `key`, and what holds from it on, moved with it. Days of the week move by as many days
 * as the date does; of a month, it is the new date that says which day.
 * @returns `earlier` is null where `key` is the first date
 */
export function splitRule(
  rule: SeriesRule,
  key: string,
  to: SeriesMove,
): { readonly earlier: SeriesRule | null; readonly later: SeriesRule } {
  const date = key.slice(0, 10);
  let before = 0;
  for (const day of daysOf(rule)) {
    if (day >= date) break;
    before += 1;
  }
  const days = daysBetween(date, to.date);
  const later: SeriesRule = {
    pattern: shiftedPattern(rule.pattern, to.date, days),
    end: shiftedEnd(rule.end, before, days),
    from: to.date,
    time: to.time,
    timeZone: to.timeZone,
  };
  const earlier = before === 0 ? null : { ...rule, end: { kind: 'until', date: addDays(date, -1) } as const };
  return { earlier, later };
}
