import { formatMoney } from '@stageline/domain';
import type { MomentSource } from '../moments/index.ts';
import { ordersRepository } from './orders.repository.ts';

/** Orders that are paid, at the moment at which their buyer followed the offer: what was said then has sold it. */
export const orderMoments: MomentSource = async ({ id: sessionId }, limit) =>
  (await ordersRepository.paidIn(sessionId, limit)).map(({ _id: id, followedAt: at, title, total, currency }) => ({
    ...{ id, kind: 'order-paid', at },
    text: `${title} · ${formatMoney({ amount: total, currency }, 'en')}`,
  }));
