import { dayOf } from './days.ts';
import { instantOf } from './wall-time.ts';

/** When somebody works on one day of the week: from `from` up to `to`, each `HH:MM` on the wall; `24:00` is the day's end. */
export interface WorkingDay {
  readonly from: string;
  readonly to: string;
}

/** When a team can be expected to answer. */
export interface BusinessHours {
  /** IANA zone of the wall that the times are read from. */
  readonly timeZone: string;
  /** Monday first, seven of them; null where nobody works. */
  readonly week: readonly (WorkingDay | null)[];
  /** Days `YYYY-MM-DD` on which nobody works. */
  readonly holidays: readonly string[];
}

const DAY_MS = 86_400_000;
/** How far ahead a deadline is looked for: a team that never works has none. */
const MAX_DAYS = 400;

/**
 * The instant at which `workMs` of business hours have passed since `start` (F-07). Time that really passes is counted, so
 * a day on which clocks are put back or forward within the hours is an hour longer or shorter. Null where no such instant
 * comes within 400 days.
 * @param hours null for around the clock
 * @param workMs milliseconds, 0 or more; with 0, the next instant at which somebody works
 */
export function dueInstant(start: Date, workMs: number, hours: BusinessHours | null): Date | null {
  if (hours === null) return new Date(start.getTime() + workMs);
  let left = workMs;
  let day = dayOf(start, hours.timeZone);
  for (let count = 0; count < MAX_DAYS; count += 1, day = dayAfter(day)) {
    const span = spanOf(day, hours);
    if (span === null || span.to <= start.getTime()) continue;
    const from = Math.max(span.from, start.getTime());
    if (left < span.to - from || (left > 0 && left === span.to - from)) return new Date(from + left);
    left -= span.to - from;
  }
  return null;
}

/** Milliseconds of the epoch between which somebody works on a day; null where nobody does. */
function spanOf(day: string, { timeZone, week, holidays }: BusinessHours): { from: number; to: number } | null {
  const working = week[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7];
  if (working === null || working === undefined || holidays.includes(day)) return null;
  const from = Date.parse(instantOf(day, working.from, timeZone));
  const [endDay, endTime] = working.to === '24:00' ? [dayAfter(day), '00:00'] : [day, working.to];
  const to = Date.parse(instantOf(endDay, endTime, timeZone));
  return to > from ? { from, to } : null;
}

const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
