import type { RevenueSource } from '@stageline/contracts';
import { InvoiceModel } from './invoice.model.ts';

/** Ways that are told of; the rest brought least. */
const MOST_SOURCES = 200;

/**
 * What was issued in a span of time, and paid of it, by how its buyers came.
 * @param touch the visit that counts
 */
export async function revenueBySource(from: Date, to: Date, touch: 'first' | 'last'): Promise<RevenueSource[]> {
  const part = (name: string) => ({ $ifNull: [`$came.${touch}.${name}`, ''] });
  const { paid, overpaid, usedElsewhere, refunded, lost } = figures;
  const rows = await InvoiceModel.aggregate<{ _id: Ways } & Sums>([
    { $match: { issuedAt: { $gte: from, $lt: to }, state: { $nin: ['draft', 'void'] } } },
    {
      $group: {
        _id: {
          ...{ source: part('source'), medium: part('medium'), campaign: part('campaign') },
          ...{ referrer: part('referrer'), currency: '$currency' },
        },
        invoices: { $sum: 1 },
        invoiced: { $sum: '$figures.total' },
        paid: { $sum: { $subtract: [{ $add: [paid, overpaid] }, { $add: [usedElsewhere, refunded, lost] }] } },
      },
    },
    { $sort: { paid: -1, invoiced: -1, _id: 1 } },
    { $limit: MOST_SOURCES },
  ]);
  return rows.map(({ _id, ...sums }) => ({ ..._id, ...sums }));
}
type Ways = Pick<RevenueSource, 'source' | 'medium' | 'campaign' | 'referrer' | 'currency'>;
type Sums = Pick<RevenueSource, 'invoices' | 'invoiced' | 'paid'>;
const figures = {
  paid: '$figures.paid',
  overpaid: '$figures.overpaid',
  /** It counts where it pays. */
  usedElsewhere: { $ifNull: ['$figures.usedElsewhere', 0] },
  refunded: '$figures.refunded',
  lost: '$figures.lost',
} as const;
