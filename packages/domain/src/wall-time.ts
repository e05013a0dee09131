const DAY_MS = 86_400_000;

/** Building a formatter costs far more than using it; there are as many as there are zones. */
const clocks = new Map<string, Intl.DateTimeFormat>();
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  clocks.set(timeZone, clock);
  return clock;
}

/** Milliseconds that the wall clock of `timeZone` is ahead of UTC at `epochMs`. */
export function offsetAt(epochMs: number, timeZone: string): number {
  const parts = clockOf(timeZone).formatToParts(epochMs);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((entry) => entry.type === type)?.value);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(epochMs / 1000) * 1000;
}

/**
 * The instant at which a clock on the wall in `timeZone` shows `date` and `time`. A time that daylight saving skips
 * is taken with the offset before the jump; of a time that happens twice the first is taken (RFC 5545, 3.3.5).
 * @param date `YYYY-MM-DD`
 * @param time `HH:MM`
 * @returns ISO 8601 in UTC
 * @throws RangeError for a zone that this runtime does not know
 */
export function instantOf(date: string, time: string, timeZone: string): string {
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  const earlier = asUtc - offsetAt(asUtc - DAY_MS, timeZone);
  const later = asUtc - offsetAt(asUtc + DAY_MS, timeZone);
  const matches = [earlier, later].filter((instant) => instant + offsetAt(instant, timeZone) === asUtc);
  return new Date(matches.length > 0 ? Math.min(...matches) : earlier).toISOString();
}

/** What a clock on the wall in `timeZone` shows at `instant`. */
export function wallTimeOf(instant: Date, timeZone: string): { date: string; time: string } {
  const [date = '', time = ''] = new Date(instant.getTime() + offsetAt(instant.getTime(), timeZone))
    .toISOString()
    .split('T');
  return { date, time: time.slice(0, 5) };
}

/** An instant as a clock on the wall in `timeZone` shows it, with how far that clock is ahead of UTC: `2025-12-04T20:00:00+01:00`. */
export function offsetInstantOf(instant: Date, timeZone: string): string {
  const offset = offsetAt(instant.getTime(), timeZone);
  const wall = new Date(instant.getTime() + offset).toISOString().slice(0, 19);
  const minutes = Math.round(Math.abs(offset) / 60_000);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${wall}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
