import { MOST_COMMISSION_LEVELS, type CommissionRates } from '@stageline/contracts';
import { pageLocale } from '../../../shared/i18n/index.ts';
import { typedRate } from './amounts.ts';

/** A hundred percent, in thousandths of one. */
export const WHOLE = 100_000;

/** The rate that somebody typed in percent, in thousandths of one; an empty one is nothing, null is no rate. */
export function levelRateOf(text: string): number | null {
  if (text.trim() === '') return 0;
  const [, whole, , parts = ''] = /^(\d{1,3})([.,](\d{1,3}))?$/.exec(text.trim()) ?? [];
  if (whole === undefined) return null;
  const rate = Number(whole) * 1000 + Number(parts.padEnd(3, '0'));
  return rate <= WHOLE ? rate : null;
}

/** Levels as a form has them: always as many as there can be. */
export interface RateValues {
  readonly levels: readonly { readonly percent: string }[];
}
export const rateValuesOf = ({ levels }: CommissionRates): RateValues => ({
  levels: Array.from({ length: MOST_COMMISSION_LEVELS }, (_, index) => {
    const rate = levels[index] ?? 0;
    return { percent: rate === 0 ? '' : typedRate(rate) };
  }),
});

/** Months to choose from, the newest first: `2026-03` with its name. */
export function monthsUntil(now: Date, many: number): { readonly value: string; readonly label: string }[] {
  const name = new Intl.DateTimeFormat(pageLocale().tag, { month: 'long', year: 'numeric' });
  return Array.from({ length: many }, (_, index) => {
    const month = new Date(now.getFullYear(), now.getMonth() - index, 1);
    const value = `${month.getFullYear()}-${String(month.getMonth() + 1).padStart(2, '0')}`;
    return { value, label: name.format(month) };
  });
}
