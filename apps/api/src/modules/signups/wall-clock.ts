const DAY_MS = 86_400_000;

/** How far the zone's clock is ahead of UTC at an instant, in milliseconds. */
function offsetAt(instantMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instantMs);
  const field = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(
    field('year'),
    field('month') - 1,
    field('day'),
    field('hour'),
    field('minute'),
    field('second'),
  );
  return shown - Math.floor(instantMs / 1000) * 1000;
}

/**
 * The instant at which a zone's clocks show a time of day, some days from now (B-04). A time that the clocks skip is read
 * with the offset before the change, one that they show twice as the first of the two.
 * @param time `HH:MM`
 */
export function wallClockInstant(now: Date, timeZone: string, daysAhead: number, time: string): Date {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const local = new Date(now.getTime() + offsetAt(now.getTime(), timeZone));
  const midnight = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()) + daysAhead * DAY_MS;
  const shown = midnight + (hours * 60 + minutes) * 60_000;
  const before = offsetAt(shown - DAY_MS, timeZone);
  const after = offsetAt(shown + DAY_MS, timeZone);
  const isAfterChange = offsetAt(shown - before, timeZone) !== before && offsetAt(shown - after, timeZone) === after;
  return new Date(shown - (isAfterChange ? after : before));
}
