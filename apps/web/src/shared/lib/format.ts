type Dated = string | number | Date;
const dateOf = (value: Dated): Date => (value instanceof Date ? value : new Date(value));

/** Keeps what `make` makes, by key: building a formatter costs more than a thousand uses of it. */
function kept<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const found = made.get(key) ?? make(key);
    made.set(key, found);
    return found;
  };
}
const localeOf = (key: string): string | undefined => (key === '' ? undefined : key);
const dateFormatter = kept((key) => {
  const [locale, options] = JSON.parse(key) as [string, Intl.DateTimeFormatOptions];
  return new Intl.DateTimeFormat(localeOf(locale), options);
});
const relativeFormatter = kept((locale) => new Intl.RelativeTimeFormat(localeOf(locale), { numeric: 'auto' }));
const numberFormatter = kept((locale) => new Intl.NumberFormat(localeOf(locale)));

const formatter = (locale: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  dateFormatter(JSON.stringify([locale ?? '', options]));

export interface ZoneOptions {
  /** IANA zone; the viewer's own when left out. */
  readonly timeZone?: string | undefined;
  /** BCP 47 tag; the viewer's own when left out. */
  readonly locale?: string | undefined;
}
const zoned = ({ timeZone }: ZoneOptions): Intl.DateTimeFormatOptions => (timeZone === undefined ? {} : { timeZone });

/** `Thursday, 4 December` */
export const formatDay = (value: Dated, options: ZoneOptions = {}): string =>
  formatter(options.locale, { weekday: 'long', day: 'numeric', month: 'long', ...zoned(options) }).format(
    dateOf(value),
  );
/** `Dec` */
export const formatCalendarMonth = (value: Dated, options: ZoneOptions = {}): string =>
  formatter(options.locale, { month: 'short', ...zoned(options) }).format(dateOf(value));
/** `4` */
export const formatCalendarDay = (value: Dated, options: ZoneOptions = {}): string =>
  formatter(options.locale, { day: 'numeric', ...zoned(options) }).format(dateOf(value));
/** `4 Dec 2025` */
export const formatDate = (value: Dated, options: ZoneOptions = {}): string =>
  formatter(options.locale, { day: 'numeric', month: 'short', year: 'numeric', ...zoned(options) }).format(
    dateOf(value),
  );
/** `19:00` or `7:00 PM`, as the locale has it. */
export const formatTime = (value: Dated, options: ZoneOptions = {}): string =>
  formatter(options.locale, { hour: 'numeric', minute: '2-digit', ...zoned(options) }).format(dateOf(value));
/** `4 Dec 2025, 19:00` */
export const formatDateTime = (value: Dated, options: ZoneOptions = {}): string =>
  formatter(options.locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    ...zoned(options),
  }).format(dateOf(value));

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

/**
 * The same instant somewhere else: `14:00 Eastern Time`, and with its day where that is another one than here, because
 * an evening there may be the next day here.
 * @param here the reader's zone; their own when left out
 */
export function formatElsewhere(value: Dated, timeZone: string, { timeZone: here, locale }: ZoneOptions = {}): string {
  const there = { timeZone, locale };
  const day = formatDay(value, there);
  const time = `${formatTime(value, there)} ${formatZone(timeZone, value, locale)}`;
  return day === formatDay(value, { timeZone: here, locale }) ? time : `${day}, ${time}`;
}

/** The zone that this runtime is set to. */
export const ownTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

const STEPS: readonly (readonly [limitSeconds: number, unitSeconds: number, unit: Intl.RelativeTimeFormatUnit])[] = [
  [3600, 60, 'minute'],
  [86_400, 3600, 'hour'],
  [7 * 86_400, 86_400, 'day'],
  [30 * 86_400, 7 * 86_400, 'week'],
  [365 * 86_400, 30 * 86_400, 'month'],
  [Number.POSITIVE_INFINITY, 365 * 86_400, 'year'],
];

/** `just now`, `5 minutes ago`, `in 2 days`. */
export function formatRelative(value: Dated, now: Dated = Date.now(), locale?: string): string {
  const seconds = (dateOf(value).getTime() - dateOf(now).getTime()) / 1000;
  const distance = Math.abs(seconds);
  if (distance < 45) return 'just now';
  const [, unitSeconds, unit] = STEPS.find(([limit]) => distance < limit) ?? STEPS[0]!;
  const amount = Math.max(1, Math.round(distance / unitSeconds)) * Math.sign(seconds);
  return relativeFormatter(locale ?? '').format(amount, unit);
}

/** `1,024` */
export const formatNumber = (value: number, locale?: string): string => numberFormatter(locale ?? '').format(value);
/** `1 person`, `3 people`: English plural of a count. */
export const plural = (count: number, one: string, many: string): string =>
  `${formatNumber(count)} ${count === 1 ? one : many}`;
/** `1 h 5 min`, `40 min` */
export function formatMinutes(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = Math.round(minutes % 60);
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

export { initialsOf } from './initials-of.ts';
