import type { MetricUnit } from '@stageline/contracts';

/** Shown where there is nothing to show. */
const NOTHING = '–';

const formats = new Map<string, Intl.NumberFormat>();
function formatOf(tag: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify([tag, options]);
  const format = formats.get(key) ?? new Intl.NumberFormat(tag, options);
  formats.set(key, format);
  return format;
}

/**
 * A metric's value as people read it, the same on every surface: `1,024`, `12.5 %`, `3 min 20 s`.
 * @param value how many, a share, or seconds
 * @param tag BCP 47
 */
export function formatMetric(value: number | null, unit: MetricUnit, tag: string): string {
  if (value === null) return NOTHING;
  if (unit === 'count') return formatOf(tag, { maximumFractionDigits: 0 }).format(value);
  if (unit === 'percent')
    return formatOf(tag, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value);
  return formatDuration(value, tag);
}

/**
 * In its two largest units: minutes and seconds, hours and minutes, from two days on days and hours. The symbols are those
 * of the SI, the same in every language, and do not part from their numbers.
 */
function formatDuration(value: number, tag: string): string {
  const seconds = Math.round(value);
  const part = (amount: number, unit: string) => `${formatOf(tag, {}).format(amount)}\u00a0${unit}`;
  const both = (large: string, rest: number, unit: string) => (rest === 0 ? large : `${large} ${part(rest, unit)}`);
  if (seconds < 60) return part(seconds, 's');
  if (seconds < 3600) return both(part(Math.floor(seconds / 60), 'min'), seconds % 60, 's');
  const minutes = Math.round(seconds / 60);
  const hours = Math.round(seconds / 3600);
  if (hours >= 48) return both(part(Math.floor(hours / 24), 'd'), hours % 24, 'h');
  return both(part(Math.floor(minutes / 60), 'h'), minutes % 60, 'min');
}

/** How much more or less than before: `+12 %`, `−3 %`; to whole percents. */
export const formatChange = (change: number, tag: string): string =>
  formatOf(tag, { style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' }).format(change);
