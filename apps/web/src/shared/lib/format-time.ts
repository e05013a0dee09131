import { pageLocale } from '../i18n/index.ts';

export type Dated = string | number | Date;
export const dateOf = (value: Dated): Date => (value instanceof Date ? value : new Date(value));

/** Keeps what `make` makes, by key: building a formatter costs more than a thousand uses of it. */
export function kept<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const found = made.get(key) ?? make(key);
    made.set(key, found);
    return found;
  };
}
const dateFormatter = kept((key) => {
  const [locale, options] = JSON.parse(key) as [string, Intl.DateTimeFormatOptions];
  return new Intl.DateTimeFormat(locale, options);
});

export const formatter = (locale: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  dateFormatter(JSON.stringify([locale ?? pageLocale().tag, options]));

export interface ZoneOptions {
  /** IANA zone; the viewer's own when left out. */
  readonly timeZone?: string | undefined;
  /** BCP 47 tag; the page's when left out. */
  readonly locale?: string | undefined;
}
export const zoned = ({ timeZone }: ZoneOptions): Intl.DateTimeFormatOptions =>
  timeZone === undefined ? {} : { timeZone };

/** `Thursday, 4 December` */
export const formatDay = (value: Dated, options: ZoneOptions = {}): string =>
  formatter(options.locale, { weekday: 'long', day: 'numeric', month: 'long', ...zoned(options) }).format(
    dateOf(value),
  );
/** `19:00` or `7:00 PM`, as the locale has it. */
export const formatTime = (value: Dated, options: ZoneOptions = {}): string =>
  formatter(options.locale, { hour: 'numeric', minute: '2-digit', ...zoned(options) }).format(dateOf(value));

/** The zone's name as people say it, e.g. `Central European Time`. */
export function formatZone(timeZone: string, value: Dated, locale?: string): string {
  const nameOf = (timeZoneName: 'longGeneric' | 'long'): string =>
    formatter(locale, { timeZone, timeZoneName })
      .formatToParts(dateOf(value))
      .find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
  const name = nameOf('longGeneric');
  // Where no name covers summer and winter, as for UTC, what comes is an offset.
  return name.startsWith('GMT') ? nameOf('long') : name;
}

/** The zone that this runtime is set to. */
export const ownTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;
