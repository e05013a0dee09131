import { instantOf, wallTimeOf } from '@stageline/domain';

const DAY_MS = 86_400_000;

/**
 * The instant at which a zone's clocks show a time of day, some days from now (B-04). A time that the clocks skip is read
 * with the offset before the change, one that they show twice as the first of the two.
 * @param time `HH:MM`
 */
export function wallClockInstant(now: Date, timeZone: string, daysAhead: number, time: string): Date {
  // On the calendar, so that a day of 23 or 25 hours is one day.
  const day = new Date(Date.parse(wallTimeOf(now, timeZone).date) + daysAhead * DAY_MS).toISOString().slice(0, 10);
  return new Date(instantOf(day, time, timeZone));
}
