import type { InvoiceView } from '@stageline/contracts';
import { formatMoney } from '@stageline/domain';
import { pageLocale } from '../../../shared/i18n/index.ts';

/** An amount as the reader writes it. */
export const moneyText = (amount: number, currency: InvoiceView['currency']): string =>
  formatMoney({ amount, currency }, pageLocale().tag);

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

type State = InvoiceView['state'];
/** How a state is coloured; its word says the same. */
export const stateTone: Readonly<Record<State, 'neutral' | 'primary' | 'success' | 'warning' | 'danger'>> = {
  draft: 'neutral',
  issued: 'primary',
  partially_paid: 'warning',
  paid: 'success',
  overdue: 'danger',
  void: 'neutral',
  uncollectible: 'neutral',
};
