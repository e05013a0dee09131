import type { InvoiceView } from '@stageline/contracts';
import { formatMoney } from '@stageline/domain';
import { pageLocale } from '../../../shared/i18n/index.ts';

export { rateOf, rateText, typedRate } from '../../../shared/lib/tax-rate.ts';

/** An amount as the reader writes it. */
export const moneyText = (amount: number, currency: InvoiceView['currency']): string =>
  formatMoney({ amount, currency }, pageLocale().tag);

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
