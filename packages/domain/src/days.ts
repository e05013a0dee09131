const formats = new Map<string, Intl.DateTimeFormat>();

/** Formatters are costly to make and there are a few hundred zones at most. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(timeZone, format);
  }
  return format;
}

const DAY_MS = 86_400_000;
const utcDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/**
 * The calendar day `YYYY-MM-DD` of an instant on the wall of `timeZone`.
 * @throws RangeError for a zone that this runtime does not know
 */
export function dayOf(instant: Date, timeZone: string): string {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  return `${(parts.get('year') ?? '').padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}`;
}

/**
 * The last `count` calendar days in `timeZone` up to the day of `now`, oldest first. Days are counted on the calendar, so
 * one of 23 or 25 hours is one entry like any other. A day that a zone skipped (Apia, 2011-12-30) is listed and stays empty.
 */
export function lastDays(now: Date, timeZone: string, count: number): string[] {
  const today = Date.parse(`${dayOf(now, timeZone)}T00:00:00Z`);
  return Array.from({ length: count }, (_, index) => utcDay(today - (count - 1 - index) * DAY_MS));
}

/** The first instant, to the millisecond, at which the calendar of `timeZone` shows `day` or a later one. */
export function startOfDay(day: string, timeZone: string): Date {
  const midnightUtc = Date.parse(`${day}T00:00:00Z`);
  // Offsets lie between -12 and +14 hours; a zone that skipped a day across the date line needs one more on either side.
  let before = midnightUtc - 2 * DAY_MS;
  let after = midnightUtc + 2 * DAY_MS;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dayOf(new Date(middle), timeZone) >= day) after = middle;
    else before = middle;
  }
  return new Date(after);
}
