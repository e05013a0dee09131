import type { BillingInterval, BillingView } from '@stageline/contracts';
import { formatPrice } from '../../../shared/lib/money.ts';
import { rateText } from '../../../shared/lib/tax-rate.ts';
import { billingTexts } from '../texts.ts';

/** `€29 a month` */
export function priceOfInterval({
  amount,
  currency,
  interval,
}: {
  readonly amount: number;
  readonly currency: 'EUR' | 'USD';
  readonly interval: BillingInterval;
}): string {
  const price = formatPrice({ amount, currency });
  return interval === 'month' ? billingTexts().perMonth(price) : billingTexts().perYear(price);
}

/** Whether a charge is open. */
export const isOwing = (state: BillingView['state']): boolean =>
  state === 'past_due' || state === 'grace' || state === 'restricted';

/** How prices that stand there are taxed: `plus 19% VAT`; null where no tax is asked. */
export function taxWords(tax: BillingView['tax']): string | null {
  if (tax === null) return null;
  const { words } = billingTexts().tax;
  if (tax.category !== 'standard') return words[tax.category](tax.name);
  return words[tax.pricesIncludeTax ? 'included' : 'added'](rateText(tax.rate), tax.name);
}
