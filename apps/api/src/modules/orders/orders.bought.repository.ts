import type { PersonId } from '@stageline/contracts';
import { OrderModel } from './order.model.ts';

/** What somebody has paid for. */
export interface Bought {
  readonly personId: PersonId;
  readonly title: string;
  readonly paidAt: Date;
}

/** What these people of the current tenant have paid for and not given back, the oldest first. */
export async function boughtBy(personIds: readonly PersonId[]): Promise<Bought[]> {
  if (personIds.length === 0) return [];
  return OrderModel.find(
    { personId: { $in: [...personIds] }, state: 'paid', paidAt: { $ne: null } },
    { _id: 0, personId: 1, title: 1, paidAt: 1 },
  )
    .sort({ paidAt: 1 })
    .lean<Bought[]>();
}
