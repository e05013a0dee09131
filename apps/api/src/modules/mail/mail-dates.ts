import type { Locale } from '@stageline/contracts';

/** The tags by which days and zones are written. */
const tags: Readonly<Record<Locale, { day: string; zone: string }>> = {
  en: { day: 'en-GB', zone: 'en-US' },
  de: { day: 'de', zone: 'de' },
};

/** A moment as a mail tells it: `Thursday, 5 March 2026 at 19:00`, and the zone by its name in that language. */
export function dayAndZone(instant: Date, timeZone: string, locale: Locale): { day: string; zone: string } {
  const { day, zone } = tags[locale];
  const format = new Intl.DateTimeFormat(day, { dateStyle: 'full', timeStyle: 'short', timeZone });
  const parts = new Intl.DateTimeFormat(zone, { timeZone, timeZoneName: 'longGeneric' }).formatToParts(instant);
  return {
    day: format.format(instant),
    zone: parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone,
  };
}
