import type { Price } from '@stageline/contracts';
import { pageLocale } from '../i18n/index.ts';

/** Digits of a currency behind the point (ISO 4217), as this runtime knows them. */
const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** An amount as people write it: `€49` or `49,50 €`. */
export function formatPrice({ amount, currency }: Price): string {
  const value = amount / 10 ** digitsOf(currency);
  const options = { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' } as const;
  return new Intl.NumberFormat(pageLocale().tag, options).format(value);
}

/**
 * The amount that somebody typed, in the minor unit of its currency; null for what is no amount, or finer than the currency.
 * Both points and commas part the digits.
 */
export function minorOf(text: string, currency: string): number | null {
  const [, whole, , parts = ''] = /^(\d{1,10})([.,](\d{1,4}))?$/.exec(text.trim()) ?? [];
  const digits = digitsOf(currency);
  if (whole === undefined || parts.length > digits) return null;
  return Number(whole + parts.padEnd(digits, '0'));
}

/** The same amount to be edited. */
export function typedAmount(amount: number, currency: string): string {
  const digits = digitsOf(currency);
  const text = (amount / 10 ** digits).toFixed(digits);
  return /\.0+$/.test(text) ? text.slice(0, text.indexOf('.')) : text;
}

/** Currencies to choose from. */
export const CURRENCIES = ['EUR', 'USD', 'GBP', 'CHF', 'AUD', 'CAD', 'NPR', 'PLN', 'SEK'] as const;
