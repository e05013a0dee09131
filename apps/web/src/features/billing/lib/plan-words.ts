import type { BillingInterval, BillingView } from '@stageline/contracts';
import { formatPrice } from '../../../shared/lib/money.ts';
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
