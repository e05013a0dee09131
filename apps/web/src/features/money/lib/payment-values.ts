import type { InvoiceView, RecordedPayment } from '@stageline/contracts';
import { minorOf, typedAmount } from '../../../shared/lib/money.ts';

/** A payment that is noted, as controls hold it. */
export interface NotedValues {
  readonly amount: string;
  readonly method: RecordedPayment['method'];
  /** The day, as a date control has it. */
  readonly paidAt: string;
  readonly note: string;
}

/** A day where the reader is: `2026-03-01`. */
export const dayOf = (at: Date): string =>
  new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);

/** What is due, today, by bank: what most people have to note. */
export const notedValuesOf = ({ figures, currency }: InvoiceView, openedAt: Date): NotedValues => ({
  amount: figures.due > 0 ? typedAmount(figures.due, currency) : '',
  method: 'bank_transfer',
  paidAt: dayOf(openedAt),
  note: '',
});

/**
 * What the form says, as the api takes it.
 * @param openedAt when the form was opened: it stands for today, so that sent again it is the same request
 */
export const notedFrom = (
  { amount, paidAt, ...rest }: NotedValues,
  currency: InvoiceView['currency'],
  openedAt: Date,
): RecordedPayment => ({
  ...rest,
  amount: minorOf(amount, currency) ?? 0,
  // Noon of an earlier day is that day wherever it is read.
  paidAt: (paidAt === dayOf(openedAt) ? openedAt : new Date(`${paidAt}T12:00`)).toISOString(),
});

/** What is wrong with an amount that somebody typed; undefined where nothing is. */
export function wrongAmount(text: string, currency: InvoiceView['currency']): string | undefined {
  const amount = minorOf(text, currency);
  if (amount === null) return 'Please give an amount such as 49 or 49.50.';
  return amount > 0 ? undefined : 'Please give an amount above zero.';
}
