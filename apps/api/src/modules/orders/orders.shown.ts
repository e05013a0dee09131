import { MOST_TOLD_ORDERS, RECENT_ORDERS_MS, type OfferId, type OfferOrders } from '@stageline/contracts';
import { ordersRepository } from './orders.repository.ts';

/** What everybody in a room is told of an offer's orders: paid ones alone, of which none was taken back. */
export async function ordersTold(offerId: OfferId, now: Date): Promise<OfferOrders> {
  const since = new Date(now.getTime() - RECENT_ORDERS_MS);
  const [total, recent] = await Promise.all([
    ordersRepository.total(offerId),
    ordersRepository.recent(offerId, since, MOST_TOLD_ORDERS),
  ]);
  return { total, recent: recent.map((at) => at.toISOString()) };
}
