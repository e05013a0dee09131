import { LeadModel } from './leads.model.ts';

/**
 * Leads of the current tenant that came in the span (`from` included, `to` not) and have been in a masterclass since; read
 * along the index of when they came.
 */
export async function countAttendedLeads(from: Date, to: Date): Promise<number> {
  const [row] = await LeadModel.aggregate<{ count: number }>([
    { $match: { createdAt: { $gte: from, $lt: to } } },
    { $match: { $expr: { $gt: [{ $size: { $objectToArray: { $ifNull: ['$attendance', {}] } } }, 0] } } },
    { $count: 'count' },
  ]);
  return row?.count ?? 0;
}
