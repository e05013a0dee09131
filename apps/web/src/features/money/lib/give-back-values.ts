import type { InvoiceView, PaymentView, RefundBody } from '@stageline/contracts';
import { minorOf, typedAmount } from '../../../shared/lib/money.ts';

type Currency = PaymentView['currency'];
/** What goes back, as controls hold it. */
export interface GiveBackValues {
  readonly what: 'share' | 'lines';
  readonly amount: string;
  /** Of each line; empty where nothing of it goes back. */
  readonly parts: readonly string[];
  readonly reason: string;
}

/** All that can go back, of nothing by name. */
export const givenBackAtFirst = (
  { refundable, currency }: PaymentView,
  lines: InvoiceView['lines'],
): GiveBackValues => ({
  what: 'share',
  amount: typedAmount(refundable, currency),
  parts: lines.map(() => ''),
  reason: '',
});

const partsOf = ({ parts }: GiveBackValues, currency: Currency) =>
  parts.flatMap((text, line) => {
    const amount = minorOf(text, currency) ?? 0;
    return amount > 0 ? [{ line, amount }] : [];
  });

/** What comes together, in minor units; 0 while no amount stands there. */
export const sumOf = (values: GiveBackValues, currency: Currency): number =>
  values.what === 'share'
    ? (minorOf(values.amount, currency) ?? 0)
    : partsOf(values, currency).reduce((sum, { amount }) => sum + amount, 0);

/** What the form says, as the api takes it. */
export const givenBack = (values: GiveBackValues, currency: Currency): RefundBody => ({
  amount: sumOf(values, currency),
  reason: values.reason,
  ...(values.what === 'lines' && { lines: partsOf(values, currency) }),
});
