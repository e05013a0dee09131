import type { PersonId } from '@stageline/contracts';
import { CallModel } from './calls.model.ts';

/** When these people of the current tenant booked calls that are certain, or were and took place. */
export async function bookedBy(personIds: readonly PersonId[]): Promise<{ personId: PersonId; at: Date }[]> {
  if (personIds.length === 0) return [];
  const filter = { personId: { $in: [...personIds] }, confirmedAt: { $type: 'date' } };
  type Row = { readonly personId: PersonId; readonly createdAt: Date };
  const rows = await CallModel.find(filter, { _id: 0, personId: 1, createdAt: 1 }).lean<Row[]>();
  return rows.map(({ personId, createdAt: at }) => ({ personId, at }));
}
