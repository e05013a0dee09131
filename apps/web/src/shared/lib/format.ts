import { pageLocale } from '../i18n/index.ts';
import { dateOf, formatter, kept, zoned, type Dated, type ZoneOptions } from './format-time.ts';

export { formatDay, formatTime, formatZone, ownTimeZone, type ZoneOptions } from './format-time.ts';

const shareFormatter = kept((locale) => new Intl.NumberFormat(locale, { style: 'percent' }));
const ratioFormatter = kept(
  (locale) => new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
);
const numberFormatter = kept((locale) => new Intl.NumberFormat(locale));

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

/** `57 %`, of a share from 0 to 1. */
export const formatShare = (value: number): string => shareFormatter(pageLocale().tag).format(value);
/** `4.6`, in German `4,6` */
export const formatRatio = (value: number): string => ratioFormatter(pageLocale().tag).format(value);
/** `1,024` */
export const formatNumber = (value: number, locale?: string): string =>
  numberFormatter(locale ?? pageLocale().tag).format(value);
export { initialsOf } from './initials-of.ts';
