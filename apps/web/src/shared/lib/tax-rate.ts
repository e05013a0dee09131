import { pageLocale } from '../i18n/index.ts';

/** A rate of tax, kept in thousandths of a percent, as the reader writes it: `19%`. */
export const rateText = (rate: number): string =>
  new Intl.NumberFormat(pageLocale().tag, { style: 'percent', maximumFractionDigits: 3 }).format(rate / 100_000);

/** The rate that somebody typed in percent, in thousandths of one; null for what is none. */
export function rateOf(text: string): number | null {
  const [, whole, , parts = ''] = /^(\d{1,2})([.,](\d{1,3}))?$/.exec(text.trim()) ?? [];
  if (whole === undefined) return null;
  const rate = Number(whole) * 1000 + Number(parts.padEnd(3, '0'));
  return rate <= 50_000 ? rate : null;
}

/** The same rate to be edited. */
export const typedRate = (rate: number): string => String(rate / 1000);
