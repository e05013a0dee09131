import type { Discount, Money } from '@stageline/contracts';
import { shareOf } from './money.ts';

/**
 * What a discount takes off a price, in the price's minor unit: never more than the price. A percentage is rounded to the nearest
 * unit, a half in the buyer's favour. An amount in another currency takes nothing off.
 */
export function discountOf({ amount, currency }: Money, discount: Discount): number {
  if (discount.kind === 'percent') return shareOf(amount, discount.percent, 100);
  return discount.off.currency === currency ? Math.min(amount, discount.off.amount) : 0;
}
