import { pageLocale } from '../i18n/index.ts';
import { formatDay, formatTime, formatZone, type ZoneOptions } from './format.ts';
import { timeTexts } from './time-texts.ts';

type Dated = string | number | Date;
const millisecondsOf = (value: Dated): number => new Date(value).getTime();

const STEPS: readonly (readonly [limitSeconds: number, unitSeconds: number, unit: Intl.RelativeTimeFormatUnit])[] = [
  [3600, 60, 'minute'],
  [86_400, 3600, 'hour'],
  [7 * 86_400, 86_400, 'day'],
  [30 * 86_400, 7 * 86_400, 'week'],
  [365 * 86_400, 30 * 86_400, 'month'],
  [Number.POSITIVE_INFINITY, 365 * 86_400, 'year'],
];

/** Kept: building one costs more than a thousand uses of it. */
const formatters = new Map<string, Intl.RelativeTimeFormat>();
function relativeFormatter(): Intl.RelativeTimeFormat {
  const { tag } = pageLocale();
  const formatter = formatters.get(tag) ?? new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  formatters.set(tag, formatter);
  return formatter;
}

/** `just now`, `5 minutes ago`, `in 2 days`. */
export function formatRelative(value: Dated, now: Dated = Date.now()): string {
  const seconds = (millisecondsOf(value) - millisecondsOf(now)) / 1000;
  const distance = Math.abs(seconds);
  if (distance < 45) return timeTexts().justNow;
  const [, unitSeconds, unit] = STEPS.find(([limit]) => distance < limit) ?? STEPS[0]!;
  const amount = Math.max(1, Math.round(distance / unitSeconds)) * Math.sign(seconds);
  return relativeFormatter().format(amount, unit);
}

/** `40 seconds`, `32 minutes`, `5 hours`: never less than what is left. */
export function formatWait(seconds: number): string {
  const [unit, size] = seconds < 90 ? ['second', 1] : seconds < 5400 ? ['minute', 60] : ['hour', 3600];
  const options = { style: 'unit', unitDisplay: 'long', unit } as const;
  return new Intl.NumberFormat(pageLocale().tag, options).format(Math.ceil(seconds / size));
}

/** `1 h 5 min`, `40 min` */
export function formatMinutes(minutes: number): string {
  const texts = timeTexts();
  const hours = Math.floor(minutes / 60);
  const rest = Math.round(minutes % 60);
  if (hours === 0) return texts.minutes(rest);
  return rest === 0 ? texts.hours(hours) : `${texts.hours(hours)} ${texts.minutes(rest)}`;
}

/** `40 s`, from a minute on `1 h 5 min`. */
export const formatSeconds = (seconds: number): string =>
  seconds < 60 ? timeTexts().seconds(seconds) : formatMinutes(Math.floor(seconds / 60));

/**
 * The same instant somewhere else: `14:00 Eastern Time`, and with its day where that is another one than here, because
 * an evening there may be the next day here.
 * @param here the reader's zone; their own when left out
 */
export function formatElsewhere(value: Dated, timeZone: string, { timeZone: here, locale }: ZoneOptions = {}): string {
  const there = { timeZone, locale };
  const day = formatDay(value, there);
  const time = timeTexts().thereAt(formatTime(value, there), formatZone(timeZone, value, locale));
  return day === formatDay(value, { timeZone: here, locale }) ? time : timeTexts().thereOn(day, time);
}
