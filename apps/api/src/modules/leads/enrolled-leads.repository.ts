import type { LeadId, PersonId } from '@stageline/contracts';
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

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Somebody who has had a place in the line. */
export interface NamedPlace {
  readonly leadId: LeadId;
  readonly name: string;
  readonly position: number;
}

/**
 * Leads of the current tenant with a place in its line whose first or last name begins with each word of `search`, or who
 * are at the position that it names. It reads all of them: an administrator asks now and then.
 */
export async function placesNamed(search: string, limit: number): Promise<NamedPlace[]> {
  const beginning = (word: string) => ({ $regex: `^${escaped(word)}`, $options: 'i' });
  const words = search.trim().split(/\s+/u).slice(0, 5);
  const named = {
    linePosition: { $gt: 0 },
    $and: words.map((word) => ({
      $or: [{ 'person.firstName': beginning(word) }, { 'person.lastName': beginning(word) }],
    })),
  };
  const filter = /^\d{1,9}$/.test(search) ? { linePosition: Number(search) } : named;
  const rows = await LeadModel.find(filter, { 'person.firstName': 1, 'person.lastName': 1, linePosition: 1 })
    .sort({ linePosition: 1 })
    .limit(limit)
    .lean<{ _id: LeadId; person: { firstName: string; lastName: string }; linePosition: number }[]>();
  return rows.map(({ _id: leadId, person: { firstName, lastName }, linePosition: position }) => ({
    leadId,
    name: `${firstName} ${lastName}`,
    position,
  }));
}
