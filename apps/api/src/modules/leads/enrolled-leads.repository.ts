import type { PersonId } from '@stageline/contracts';
import { LeadModel } from './leads.model.ts';

/** The current tenant's leads whom the team has recorded as won, the newest first. */
export async function recentlyEnrolled(limit: number): Promise<{ personId: PersonId; at: Date }[]> {
  const rows = await LeadModel.find({ outcome: 'won' }, { _id: 0, personId: 1, stageChangedAt: 1 })
    .sort({ stageChangedAt: -1 })
    .limit(limit)
    .lean<{ personId: PersonId; stageChangedAt: Date }[]>();
  return rows.map(({ personId, stageChangedAt }) => ({ personId, at: stageChangedAt }));
}

/** Where these people of the current tenant stand in its line; whoever has no place is left out. */
export async function placesOf(personIds: readonly PersonId[]): Promise<Map<PersonId, number>> {
  if (personIds.length === 0) return new Map();
  const filter = { personId: { $in: [...personIds] }, linePosition: { $gt: 0 } };
  const rows = await LeadModel.find(filter, { _id: 0, personId: 1, linePosition: 1 }).lean<
    { personId: PersonId; linePosition: number }[]
  >();
  return new Map(rows.map(({ personId, linePosition }) => [personId, linePosition]));
}
